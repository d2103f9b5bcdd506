"""What is found in files: thirty originals of every kind, each with a key of what stands in it.

`python -m benchmarks.files` prints a row a kind and field: right, missed (there, and not found) and wrong (found, and
not there, or not so), and below it every file that isn't right throughout.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console
from rich.table import Table

from documents import Document, MediaType, Refused, extract, unpack

ORIGINALS = Path(__file__).resolve().parent.parent / "tests" / "documents" / "originals"
FIELDS = ("headline", "byline", "outlet", "published", "text")
Score = Counter[str]


def score(document: Document, told: dict[str, str | list[str]]) -> dict[str, Score]:
    """Give for each field how much is right, missed and wrong: of the text by paragraph, of others the whole."""
    found = {field: str(getattr(document, field) or "")[: 10 if field == "published" else None] for field in FIELDS}
    scores = {field: _of_line(found[field], str(told[field])) for field in FIELDS[:-1]}
    said = Counter(_paragraphs(document, str(told["text"][0])))
    wanted = Counter(told["text"])
    right = (said & wanted).total()
    scores["text"] = Counter(right=right, missed=wanted.total() - right, wrong=said.total() - right)
    return scores


def _paragraphs(document: Document, first: str) -> list[str]:
    """Give the paragraphs of a text. A plain one is kept as it stands: what stands above its first is no fault."""
    blocks = document.text.replace("\r\n", "\n").split("\n\n")
    found = [" ".join(block.split()) for block in blocks if block.strip()]
    return found[found.index(first) :] if document.media_type is MediaType.PLAIN and first in found else found


def _of_line(found: str, told: str) -> Score:
    if found == told:
        return Counter(right=int(bool(told)))
    return Counter(wrong=int(bool(found)), missed=int(not found))


def _document(path: Path) -> Document:
    """Read a file through the cage; of an archive its only member."""
    data = path.read_bytes()
    if path.suffix == ".zip":
        (member,) = unpack(data)
        return extract(member.data, filename=member.name)
    return extract(data, filename=path.name)


def scored() -> Iterator[tuple[str, dict[str, Score]]]:
    """Give each file's name and scores; one that is refused has all missed."""
    key = json.loads((ORIGINALS / "key.json").read_text(encoding="utf-8"))
    for name, told in key.items():
        try:
            yield name, score(_document(ORIGINALS / name), told)
        except Refused:
            yield name, score(Document(text=""), told)


def main() -> None:
    """Print the table."""
    by_kind: dict[tuple[str, str], Score] = {}
    lacking: list[str] = []
    files: Counter[str] = Counter()
    for name, scores in scored():
        kind = Path(name).suffix[1:]
        files[kind] += 1
        for field, counted in scores.items():
            by_kind[kind, field] = by_kind.get((kind, field), Counter()) + counted
            lacking += [f"{name}: {field}: {dict(counted)}"] if counted["missed"] or counted["wrong"] else []
    table = Table("kind", "files", "field", "right", "missed", "wrong")
    for (kind, field), counted in by_kind.items():
        table.add_row(kind, str(files[kind]), field, *(str(counted[one]) for one in ("right", "missed", "wrong")))
    whole = sum(by_kind.values(), Counter())
    table.add_row("all", str(files.total()), "", *(str(whole[one]) for one in ("right", "missed", "wrong")))
    console = Console()
    console.print(table)
    for line in lacking:
        console.print(line, highlight=False, markup=False)


if __name__ == "__main__":
    main()
