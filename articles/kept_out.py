"""What tombstones keep out: the files, texts and addresses of articles that were erased for good."""

from __future__ import annotations

from articles.models import Tombstone


class Erased(Exception):
    """What was received is of an article that was erased for good. `sentence` is shown to the user."""

    code = "erased"

    def __init__(self, tombstone: Tombstone) -> None:
        super().__init__(tombstone.sentence)
        self.tombstone, self.sentence = tombstone, tombstone.sentence


def refuse_erased(*, original: str = "", text: bytes = b"", url: str = "") -> None:
    """Raise `Erased` where a tombstone keeps one of these out: see `TombstoneQuerySet.refusing`."""
    tombstone = Tombstone.objects.refusing(original=original, text=text, url=url)
    if tombstone is not None:
        raise Erased(tombstone)
