"""Networks give the same sums on every processor."""

from __future__ import annotations

from extraction import read


def test_a_sentence_that_nobody_could_miss_is_read_on_this_processor():
    # Where products of eight-bit weights overflow, the network's vectors are noise and nothing is found.
    quotes = read("The mayor, Ann Ames, said that the bridge was closed.").quotes
    assert [quote.content for quote in quotes] == [((26, 52),)]
