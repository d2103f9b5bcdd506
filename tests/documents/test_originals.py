"""In thirty originals of every kind all is found that stands in them, and nothing that doesn't."""

from __future__ import annotations

from benchmarks.files import ORIGINALS, scored


def test_all_that_stands_in_them_is_found_and_nothing_else():
    found = dict(scored())
    assert len(found) == 30
    assert {name.rpartition(".")[2] for name in found} == {"txt", "html", "md", "docx", "pdf", "eml", "zip"}
    assert {
        name for name, fields in found.items() if any(one["missed"] or one["wrong"] for one in fields.values())
    } == set()
    assert all((ORIGINALS / name).stat().st_size <= 30_000 for name in found)
