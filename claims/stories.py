"""Which texts on record tell of one story."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from claims.models import Reading
from extraction.story import Story, one_story


class Stories:
    """What some texts are about, by key, in one query. A text that was read before this was kept is of no story."""

    def __init__(self, texts: Iterable[int]) -> None:
        rows = Reading.objects.filter(text__in=set(texts)).exclude(lead=None).values_list("text", "names", "lead")
        self._of = {text: Story(frozenset(names), np.asarray(lead, np.float32)) for text, names, lead in rows}
        self._told: dict[tuple[int, int], bool] = {}

    def one(self, left: int, right: int) -> bool:
        """Whether two texts tell of one story; a text and itself always do."""
        if left == right:
            return True
        pair = min(left, right), max(left, right)
        if pair not in self._told:
            self._told[pair] = one_story(self._of.get(left), self._of.get(right))
        return self._told[pair]
