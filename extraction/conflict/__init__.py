"""Comparing two claims: do they clash, say the same, speak of the same thing, or of nothing in common?

Rules for each kind of conflict (`rules`) and a trained network (`encoder`) judge together (`judging`).
"""

from __future__ import annotations

from extraction.conflict.judging import Pair, compare, compare_all

__all__ = ["Pair", "compare", "compare_all"]
