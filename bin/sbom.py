"""`make sbom`: what On Record is made of, as CycloneDX 1.5 JSON, from the lock files.

One component a locked package, with its package URL and the SHA-256 of every file that the lock allows. Models that are
packages are among them. Nothing is asked of the network, and the same locks give the same file.
"""

from __future__ import annotations

import json
import re
import sys
import uuid
from pathlib import Path
from typing import Any

CHECKOUT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements.txt", "requirements-embedded.txt")
"""What runs; what only tests, checks and training need is left out."""

_PINNED = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)(?:\[[^\]]*\])?==([^\s;\\]+)")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def components(lock: str) -> dict[str, dict[str, Any]]:
    """The packages of one lock file's text, by package URL. Raises ValueError for a line that isn't understood."""
    found: dict[str, dict[str, Any]] = {}
    hashes: list[dict[str, str]] = []
    for line in lock.splitlines():
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if pinned := _PINNED.match(line):
            name, version = re.sub(r"[-_.]+", "-", pinned[1]).lower(), pinned[2]
            purl, hashes = f"pkg:pypi/{name}@{version}", []
            found[purl] = {"type": "library", "name": name, "version": version, "purl": purl, "bom-ref": purl}
            # one package has many files, for many machines: each is a distribution of its own
            found[purl]["externalReferences"] = [{"type": "distribution", "url": purl, "hashes": hashes}]
        if allowed := _HASH.search(line):
            hashes.append({"alg": "SHA-256", "content": allowed[1]})
        elif not pinned:
            raise ValueError(f"not understood in a lock file: {line!r}")
    return found


def bill(locks: list[str]) -> dict[str, Any]:
    """The bill of materials of these lock files' texts."""
    found = {purl: one for lock in locks for purl, one in components(lock).items()}
    listed = [found[purl] for purl in sorted(found)]
    serial = uuid.uuid5(uuid.NAMESPACE_URL, json.dumps(listed))
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "serialNumber": f"urn:uuid:{serial}",
        "version": 1,
        "metadata": {"component": {"type": "application", "name": "on-record", "bom-ref": "on-record"}},
        "components": listed,
        "dependencies": [{"ref": "on-record", "dependsOn": sorted(found)}],
    }


def main() -> None:
    """Writes it to the file that is named, or prints it."""
    told = json.dumps(bill([(CHECKOUT / name).read_text() for name in LOCKS]), indent=1)
    if len(sys.argv) > 1:
        Path(sys.argv[1]).write_text(f"{told}\n")
    else:
        print(told)


if __name__ == "__main__":
    main()
