"""Claims as plain data and back."""

from __future__ import annotations

import json
from datetime import date

import pytest

from extraction import read
from extraction.claims import from_plain, to_plain
from extraction.types import Claim, Stance


@pytest.mark.parser
def test_every_claim_comes_back_equal_from_json():
    text = (
        "Norvik denied that more than 50 tanks burnt in Tarn on Monday. "
        '"I did not pay the $3 million, and not all of us knew," Petra Lund said. "It may rain," she said.'
    )
    found = read(text, published=date(2025, 3, 12)).claims
    assert len(found) >= 3
    assert [from_plain(json.loads(json.dumps(to_plain(claim)))) for claim in found] == list(found)


def test_a_bare_claim_comes_back_equal():
    claim = Claim(None, "It rained", ((0, 9),), Stance.ASSERTS)
    assert from_plain(json.loads(json.dumps(to_plain(claim)))) == claim


@pytest.mark.parametrize("damage", [{"stance": "mutters"}, {"span": [[1]]}])
def test_anything_else_is_refused(damage):
    plain = to_plain(Claim(None, "It rained", ((0, 9),), Stance.ASSERTS))
    with pytest.raises(ValueError, match=r"."):
        from_plain({**plain, **damage})
    with pytest.raises(KeyError):
        from_plain({})
