"""The rules of the house: sizes, names, what is in no template and no module, and that the documents tell all.

What ruff, mypy and the import contracts see is left to them. Each check collects every breach, so that a failure
lists all there is to mend.
"""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import grimp
import pytest
from django.apps import apps
from django.contrib import admin
from django.core.management import get_commands

import config.run  # noqa: F401 - its settings, and those of the processes it starts, are known then
import extraction
from config.environment import KNOBS

CHECKOUT = Path(__file__).resolve().parent.parent
ROOMS = ("config", "claims", "speakers", "articles", "accounts", "documents", "extraction")
APPS = ("accounts", "articles", "speakers", "claims")
OURS = {*ROOMS, "training", "benchmarks", "demo", "tests"}
AS_THEY_CAME = ("static/vendor/", "benchmarks/score_attribution.py", "benchmarks/score_cofenet.py", "LICENSE")

MODELS = "extraction/models/"
MOST_LINES, MOST_FUNCTION_LINES, DEEPEST, MOST_TEMPLATE_LINES, MOST_BYTES = 400, 50, 3, 150, 400_000


@cache
def tracked() -> tuple[str, ...]:
    """Every file of the repository, and every new one that git doesn't ignore."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=CHECKOUT,
        capture_output=True,
        check=True,
    )
    names = listed.stdout.decode().split("\0")
    return tuple(sorted({name for name in names if name and (CHECKOUT / name).is_file()}))


@cache
def source(name: str) -> str:
    """The words of a file, "" where it holds none."""
    try:
        return (CHECKOUT / name).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


@cache
def tree(name: str) -> ast.Module:
    """A module, parsed."""
    return ast.parse(source(name))


def modules(*folders: str) -> list[str]:
    """Our own Python files, below these folders or anywhere; migrations are generated and so left out."""
    return [
        name
        for name in tracked()
        if name.endswith(".py")
        and "/migrations/" not in name
        and not name.startswith(AS_THEY_CAME)
        and (not folders or name.startswith(tuple(f"{folder}/" for folder in folders)))
    ]


def templates() -> list[str]:
    return [name for name in tracked() if name.startswith("templates/")]


def found(pattern: str, names: list[str]) -> list[str]:
    """Every line that holds the pattern, as `file:number: line`."""
    seek = re.compile(pattern)
    return [
        f"{name}:{number}: {line.strip()}"
        for name in names
        for number, line in enumerate(source(name).splitlines(), 1)
        if seek.search(line)
    ]


def functions() -> Iterator[tuple[str, ast.FunctionDef]]:
    for name in modules():
        for node in ast.walk(tree(name)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield name, node


# ── Sizes ───────────────────────────────────────────────────────────────────────────────────────


def docstring_lines(node: ast.FunctionDef) -> int:
    first = node.body[0]
    return first.end_lineno - first.lineno + 1 if ast.get_docstring(node) is not None else 0


def depth(node: ast.AST, above: int = 0) -> int:
    """How deep branches, loops and handlers stand in each other; `elif` goes no deeper, nor does `with`."""
    deepest = above
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda):
            continue
        is_elif = isinstance(node, ast.If) and isinstance(child, ast.If) and node.orelse == [child]
        goes_in = isinstance(child, ast.If | ast.For | ast.AsyncFor | ast.While | ast.Try | ast.Match) and not is_elif
        deepest = max(deepest, depth(child, above + goes_in))
    return deepest


def test_modules_are_short() -> None:
    assert [name for name in modules() if len(source(name).splitlines()) > MOST_LINES] == []


def test_functions_are_short() -> None:
    assert [
        f"{name}: {node.name}"
        for name, node in functions()
        if node.end_lineno - node.lineno + 1 - docstring_lines(node) > MOST_FUNCTION_LINES
    ] == []


def test_functions_are_flat() -> None:
    assert [f"{name}: {node.name}" for name, node in functions() if depth(node) > DEEPEST] == []


def test_templates_are_short() -> None:
    assert [name for name in templates() if len(source(name).splitlines()) > MOST_TEMPLATE_LINES] == []


def test_files_are_light() -> None:
    heavy = [name for name in tracked() if (CHECKOUT / name).stat().st_size > MOST_BYTES]
    assert [name for name in heavy if not name.startswith(MODELS)] == []


def test_the_reader_is_light_enough_to_ship() -> None:
    files = [name for name in tracked() if name.startswith(f"{MODELS}reader/")]
    assert 0 < sum((CHECKOUT / name).stat().st_size for name in files) <= 80 * 2**20


# ── Modules ─────────────────────────────────────────────────────────────────────────────────────


def test_a_module_is_named_after_what_it_is_about() -> None:
    nameless = {"utils", "util", "helpers", "helper", "common", "services", "misc"}
    assert [name for name in modules() if nameless & {*Path(name).with_suffix("").parts}] == []


def imported(node: ast.AST) -> set[str]:
    """The modules that an import statement names."""
    if isinstance(node, ast.ImportFrom):
        return {node.module or "."}
    return {alias.name for alias in node.names} if isinstance(node, ast.Import) else set()


def test_no_function_imports_a_module_of_ours() -> None:
    assert [
        f"{name}: {node.name}"
        for name, node in functions()
        if not name.startswith("tests/")
        and any(module.split(".")[0] in OURS for inner in ast.walk(node) for module in imported(inner))
    ] == []


def test_every_import_inside_a_function_says_why() -> None:
    """Ruff refuses one without a mark (PLC0415); here the mark, or the first of a row of them, gives the reason."""
    bare = []
    for name in modules(*ROOMS):
        lines = source(name).splitlines()
        for number, line in enumerate(lines):
            alone = "PLC0415" in line and "PLC0415" not in lines[number - 1] and "#" not in lines[number - 1]
            if alone and not re.search(r"PLC0415\W+\w", line):
                bare.append(f"{name}:{number + 1}")
    assert bare == []


def test_imports_go_in_no_ring() -> None:
    graph = grimp.build_graph(*ROOMS, exclude_type_checking_imports=True)
    below: dict[str, frozenset[str]] = {}
    rings = set()
    for module in sorted(graph.modules):
        below[module] = frozenset(graph.find_upstream_modules(module))
    for module, reached in below.items():
        # A package and a module of its own may know each other: the package only gathers.
        ring = {other for other in reached if module in below[other] and not of_one_package(module, other)}
        if ring:
            rings.add(frozenset({module, *ring}))
    assert rings == set()


def of_one_package(left: str, right: str) -> bool:
    return left.startswith(f"{right}.") or right.startswith(f"{left}.")


def test_the_engines_nouns_are_never_imported_by_their_bare_name() -> None:
    """`Quote` in the app is the database's; the engine's is written `extraction.Quote`."""
    nouns = {name for name in extraction.__all__ if isinstance(getattr(extraction, name), type)} - {"ModelMissing"}
    assert [
        f"{name}: {alias.name}"
        for name in modules(*APPS, "config")
        for node in ast.walk(tree(name))
        if isinstance(node, ast.ImportFrom) and node.module == "extraction"
        for alias in node.names
        if alias.name in nouns
    ] == []


def test_no_django_signals() -> None:
    signals = r"django\.dispatch|django\.(core|db|db\.models|contrib\.auth|test)\.signals|@receiver\b|\bpost_save\b"
    assert found(signals, modules(*APPS, "config")) == []


def test_text_is_never_called_safe() -> None:
    rule = Path(__file__).relative_to(CHECKOUT).as_posix()
    names = [name for name in [*modules(), *templates()] if name != rule]
    assert found(r"mark_safe|SafeString|SafeText|\|\s*safe\b|autoescape\s+off|\|\s*safeseq\b", names) == []


def test_celery_is_never_eager() -> None:
    rule = Path(__file__).relative_to(CHECKOUT).as_posix()
    assert found(r"(?i)task_always_eager|always_eager", [name for name in modules() if name != rule]) == []


def test_only_intake_acts_and_tasks_send_to_celery() -> None:
    may_send = re.compile(
        r"articles/(intake|sending)\.py|\w+/tasks\.py|\w+/actions/\w+\.py|articles/management/.*/sweep\.py"
    )
    sending = r"\b(send_task|apply_async)\(|\.delay\(|(?<![.\w])send(_queued|_canary)?\("
    others = [name for name in modules(*APPS, "config") if not may_send.fullmatch(name)]
    assert found(sending, others) == []
    assert found(r"\b(send_task|apply_async)\(|\.delay\(", modules(*APPS)) == found(
        r"send_task\(", ["articles/sending.py"]
    )


def test_a_test_that_is_left_out_says_why() -> None:
    bare = []
    for name in modules("tests"):
        for node in ast.walk(tree(name)):
            bare += [f"{name}:{node.lineno}" for mark in left_out(node) if not mark]
    assert bare == []


def left_out(node: ast.AST) -> Iterator[bool]:
    """For each mark or call that leaves a test out, whether it gives a reason."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in LEAVES_OUT:
        yield any(keyword.arg == "reason" for keyword in node.keywords) or (
            ast.unparse(node.func) in {"pytest.skip", "pytest.xfail"} and bool(node.args)
        )
    for decorator in getattr(node, "decorator_list", ()):
        if isinstance(decorator, ast.Attribute) and decorator.attr in LEAVES_OUT:
            yield False


LEAVES_OUT = {"skip", "skipif", "xfail"}


def test_what_is_still_to_do_carries_the_number_of_its_issue() -> None:
    rule = Path(__file__).relative_to(CHECKOUT).as_posix()
    names = [name for name in [*modules(), *templates()] if name != rule]
    assert [
        line for line in found(r"\b(TODO|FIXME|XXX)\b", names) if not re.search(r"(TODO|FIXME|XXX)\W*\d", line)
    ] == []


@pytest.mark.parametrize("app", APPS)
def test_every_model_is_in_the_admin(app: str) -> None:
    written_by_triggers = {model for model in apps.get_models() if model._meta.model_name.endswith("event")}
    models = set(apps.get_app_config(app).get_models()) - written_by_triggers
    assert [model.__name__ for model in models if not admin.site.is_registered(model)] == []


# ── Templates ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "pattern",
    [
        pytest.param(r"""\son[a-z]+\s*=""", id="an inline handler"),
        pytest.param(r"<style|\sstyle\s*=", id="an inline style"),
        pytest.param(r"hx-on|hx-vals\s*=\s*.js:|\bjs:|javascript:", id="script in an attribute"),
        pytest.param(r"<script(?![^>]*\ssrc=)", id="an inline script"),
    ],
)
def test_no_template_holds(pattern: str) -> None:
    assert found(pattern, templates()) == []


def test_every_template_is_used() -> None:
    by_django = {"403.html", "404.html", "500.html", "admin/base_site.html", "admin/index.html"}
    words = "".join(source(name) for name in [*modules(*ROOMS), *templates()])
    names = {name.removeprefix("templates/") for name in templates()} - by_django
    assert [name for name in sorted(names) if f'"{name}"' not in words and f"'{name}'" not in words] == []


LIBRARIES = {
    "i18n": r"{%\s*(translate|blocktranslate|trans|blocktrans|get_current_language|language)\b|_\(",
    "static": r"{%\s*(static|get_static_prefix)\b",
    "humanize": r"\|\s*(intcomma|intword|naturaltime|naturalday|ordinal|apnumber)\b",
    "l10n": r"\|\s*(un)?localize\b|{%\s*localize\b",
    "tz": r"\|\s*(localtime|utc|timezone)\b|{%\s*(localtime|timezone)\b",
}


def test_every_library_that_a_template_loads_is_used() -> None:
    unused = []
    for name in templates():
        for loaded in re.findall(r"{%\s*load\s+([\w ]+?)\s*%}", source(name)):
            unused += [f"{name}: {one}" for one in loaded.split() if not re.search(LIBRARIES[one], source(name))]
    assert unused == []


def test_every_partial_begins_with_what_it_needs() -> None:
    partials = [name for name in templates() if Path(name).name.startswith("_")]
    assert partials
    assert [name for name in partials if not re.match(r"{# .*\w.* #}", source(name))] == []


def test_a_partial_stands_beside_the_page_that_uses_it_and_gets_only_what_it_needs() -> None:
    included = found(r"{%\s*include\b", templates())
    assert [line for line in included if not re.search(r"\bonly\s*%}", line)] == []


# ── Documents ───────────────────────────────────────────────────────────────────────────────────


@cache
def documents() -> str:
    return "\n".join(source(name) for name in tracked() if name == "README.md" or name.startswith("docs/"))


def commands() -> list[str]:
    return [name for name, app in get_commands().items() if app in (*APPS, "config")]


def targets() -> list[str]:
    return re.findall(r"^([a-z][\w-]*):[^=\n]*## ", source("Makefile"), re.MULTILINE)


@pytest.mark.parametrize(
    ("named", "written"),
    [
        pytest.param(commands, "manage.py {}", id="command"),
        pytest.param(lambda: [knob.name for knob in KNOBS], "`{}`", id="setting"),
        pytest.param(targets, "make {}", id="make target"),
        pytest.param(lambda: extraction.__all__, "{}", id="public name of the engine"),
    ],
)
def test_the_documents_name_every(named: Callable[[], list[str]], written: str) -> None:
    assert named()
    assert [
        name for name in named() if not re.search(rf"{re.escape(written.format(name))}(?![\w-])", documents())
    ] == []


def test_the_figures_of_the_readme_are_those_of_the_model_card() -> None:
    told = source("README.md").split("Who said what is found by a trained network.")[1].split("\n## ")[0]
    figures = re.findall(r"\b\d\d\.\d\b", told)
    card = source("extraction/models/reader/README.md")
    assert len(figures) >= 4
    assert [figure for figure in figures if figure not in card] == []


def test_every_link_of_the_documents_leads_somewhere() -> None:
    lost = []
    for name in tracked():
        for target in re.findall(r"\]\(([^)#\s]+)", source(name)) if name.endswith(".md") else ():
            if "://" not in target and not (CHECKOUT / name).parent.joinpath(target).exists():
                lost.append(f"{name}: {target}")
    assert lost == []


def test_no_file_tells_of_the_machine_it_was_written_on() -> None:
    rule = Path(__file__).relative_to(CHECKOUT).as_posix()
    names = [name for name in tracked() if name != rule and not name.startswith(AS_THEY_CAME)]
    paths = r"/(root|home|Users)/\w|(?<![\w.])/work/|/opt/(wheels|pypi)"
    hosts = r"--(extra-)?index-url|--find-links|--trusted-host|pythonhosted|pypi\.org|registry\.npmjs"
    assert found(f"{paths}|{hosts}", names) == []
