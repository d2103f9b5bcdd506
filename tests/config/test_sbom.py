"""The bill of materials names every package that is locked for running, and no other."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from config.embedded.places import CHECKOUT

spec = spec_from_file_location("sbom", CHECKOUT / "bin" / "sbom.py")
sbom = module_from_spec(spec)
spec.loader.exec_module(sbom)


def locked() -> set[tuple[str, str]]:
    """Name and version of each package in the locks, as the standard reader of requirements finds them."""
    rows = set()
    for name in ("requirements.txt", "requirements-embedded.txt"):
        for line in (CHECKOUT / name).read_text().splitlines():
            if line[:1].isalnum():
                one = Requirement(line.removesuffix("\\").strip())
                [version] = one.specifier
                rows.add((canonicalize_name(one.name), version.version))
    return rows


def test_it_names_what_is_locked_and_is_the_same_each_time(tmp_path: Path) -> None:
    files = [tmp_path / "one.json", tmp_path / "two.json"]
    for file in files:
        subprocess.run([sys.executable, str(CHECKOUT / "bin" / "sbom.py"), str(file)], check=True)
    assert files[0].read_bytes() == files[1].read_bytes()
    made = json.loads(files[0].read_text())
    assert (made["bomFormat"], made["specVersion"]) == ("CycloneDX", "1.5")
    assert {(one["name"], one["version"]) for one in made["components"]} == locked()
    assert {"django", "celery", "spacy"} <= {name for name, _version in locked()}
    refs = [one["bom-ref"] for one in made["components"]]
    assert sorted(set(refs)) == refs == made["dependencies"][0]["dependsOn"]
    for one in made["components"]:
        assert one["purl"] == f"pkg:pypi/{one['name']}@{one['version']}"
        assert one["externalReferences"][0]["hashes"], one["name"]


def test_the_hashes_are_those_of_the_lock() -> None:
    lock = (CHECKOUT / "requirements.txt").read_text()
    told = [h["content"] for c in sbom.components(lock).values() for h in c["externalReferences"][0]["hashes"]]
    assert len(told) == lock.count("--hash=sha256:") > 100
    assert all(f"sha256:{one}" in lock for one in told)


def test_a_line_that_is_not_understood_is_no_silent_gap() -> None:
    with pytest.raises(ValueError, match="not understood"):
        sbom.components("git+https://example.org/thing.git\n")
