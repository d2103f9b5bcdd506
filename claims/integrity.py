"""Whether what is kept in files is still what was put there: every original, every file of a model."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from articles import originals
from articles.models import Appearance
from extraction import language, pipeline, vectors
from extraction.antecedents import scorer
from extraction.conflict import encoder
from extraction.packaged import Packaged
from extraction.pipeline import ModelMissing
from extraction.reader import model as reader


@dataclass(frozen=True, slots=True)
class Damage:
    """One original that is not what was received: its hash, what is wrong, and where it is shown.

    `article` is the key of an article it belongs to, None where it never became one; `appearance` its first receipt.
    """

    original: str
    sentence: str
    appearance: int
    article: int | None


def originals_named() -> dict[str, tuple[int, int | None]]:
    """Every original that a receipt names, with the first such receipt and its article, by key. One query."""
    rows = Appearance.objects.with_original().order_by("-id").values_list("original", "id", "article")
    return {original: (receipt, article) for original, receipt, article in rows.iterator(chunk_size=5000)}


def damaged_originals(named: dict[str, tuple[int, int | None]]) -> Iterator[Damage]:
    """Reads every original of these and gives those that are missing or changed, in order of their receipt."""
    for original, (receipt, article) in sorted(named.items(), key=lambda one: one[1][0]):
        if sentence := originals.problem(original):
            yield Damage(original, sentence, receipt, article)


def damaged_models() -> list[str]:
    """What is wrong with any file of any model, a sentence each. Reads them all, whatever was seen of them before."""
    ours: tuple[Callable[[], list[str]], ...] = (reader.problems, scorer.problems, encoder.problems)
    wrong = [sentence for ask in ours for sentence in ask()]
    try:
        vectors.require()
        pipeline.installed()
    except ModelMissing as missing:
        wrong.append(str(missing))
    return [*wrong, *(sentence for files in _installed() for sentence in files.problems())]


def model_checksums() -> dict[str, str]:
    """The checksum, SHA-256 in hex, that each file of a model should have: what read the articles here."""
    sums = {f"{folder.name}/{name}": sum_ for folder, listed in _shipped() for name, sum_ in listed.items()}
    for files in _installed():
        sums |= {f"{files.package}/{path.name}": sum_ for path, sum_ in files.sums().items()}
    return dict(sorted(sums.items()))


def _shipped() -> Iterator[tuple[Path, dict[str, str]]]:
    for module in (reader, scorer, encoder):
        try:
            yield module.FOLDER, module.sums()
        except ModelMissing:
            continue


def _installed() -> list[Packaged]:
    """The packages that bring models; the parser's only where there is one."""
    packages = [*vectors.installed(), language.installed()]
    try:
        parser = pipeline.installed()
    except ModelMissing:
        return packages
    return [*packages, *([parser] if parser else [])]


def unchecked_models() -> list[str]:
    """Which models come without checksums, so that nobody can say whether they are whole."""
    try:
        parser = pipeline.installed()
    except ModelMissing:
        return []
    if parser is None:
        return ["the spaCy pipeline (a folder named by SPACY_PIPELINE)"]
    return sorted({f"{files.owner} ({files.package})" for files in _installed() if not files.sums()})
