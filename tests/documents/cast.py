"""What these tests share: the invented pages, and a way to put a hostile reader into the cage."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

from documents import Document, Limits, Refused, admit, cage, extract

PAGES = Path(__file__).parent / "pages"
ARTICLE = "The mayor of Kettleby said on Monday that the bridge would stay closed."


def page(name: str) -> bytes:
    """Give one of the invented pages as stored, in UTF-8."""
    return (PAGES / name).read_bytes()


def refusal(data: bytes, filename: str = "", limits: Limits | None = None) -> Refused:
    """Give the refusal of a file that must be refused, held to what a person may be shown."""
    with pytest.raises(Refused) as caught:
        extract(data, filename=filename, limits=limits or Limits())
    sentence = caught.value.sentence
    assert 10 < len(sentence) <= 200
    assert sentence.endswith(".")
    assert not {"/", "\\", "Traceback", "Error", "\n"} & {sentence, *sentence.split(), *sentence}
    return caught.value


def reads_by(monkeypatch: pytest.MonkeyPatch, body: str) -> None:
    """Make the caged child read plain text by `body`: Python code that knows `data` and `limits`."""
    code = "\n".join(
        [
            "import sys, os; sys.path.insert(0, sys.argv[1])",
            "from documents import child, Document, Refused",
            "from documents.formats import plain",
            "def hostile(data, filename, limits):",
            *(f"    {line}" for line in body.splitlines()),
            "plain.take_apart = hostile",
            "child.main()",
        ]
    )
    monkeypatch.setattr(cage, "_START", code.replace("{", "{{").replace("}", "}}"))


def read(data: str | bytes, filename: str = "") -> Document:
    """Read a file that we wrote ourselves without the cage, which takes a tenth of a second each time."""
    data = data.encode() if isinstance(data, str) else data
    reader = importlib.import_module(f"documents.formats.{admit(data, filename=filename).name.lower()}")
    return reader.take_apart(data, filename, Limits())
