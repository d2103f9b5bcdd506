"""Pairs of claims to be labelled by people: cut by the engine from the articles of a long story.

    python -m training.judge.drawing NAME [NAME …] [--most 420]

Prints for each story in `training/judge/newsrooms` pairs of claims, a line of JSON a pair: of each claim those nearest
to it, four in five of them pairs that the present judge gives some chance of a conflict (these are what it must learn
to tell apart), the rest drawn by lot. How labelled ones look: `training/judge/pairs/long-1.jsonl`; there each pair was
read beside its articles and labelled by what the claims as they were cut have to do with each other.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from random import Random

from benchmarks.newsrooms import Placed, different_quotes, placed
from benchmarks.room_cases import Room, load_rooms
from extraction import vectors
from extraction.conflict import encoder
from extraction.conflict.alignment import likeness, side
from extraction.conflict.judging import WORDS, statements
from training.judge.mining import NEWSROOMS

NEAR, OF_A_CLAIM = 0.25, 6
"""The least cosine of a pair, and how many pairs of a claim are looked at."""
SOME, OF_THESE = 0.12, 0.8
"""From which score on a pair counts as one that the judge must learn to tell apart, and how many of all are such."""


def main() -> None:
    """Print the pairs."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("names", nargs="+")
    options.add_argument("--most", type=int, default=420)
    chosen = options.parse_args()
    for name in chosen.names:
        for room in load_rooms(name, NEWSROOMS):
            for row in drawn(room, chosen.most):
                print(json.dumps(row, ensure_ascii=False))


def drawn(room: Room, most: int) -> Iterator[dict[str, str]]:
    """The pairs of one story, at most `most`, in any order. Raises ModelMissing."""
    claims, random = placed(room), Random(3)
    pairs = list(nearest(claims))
    asked = [statements(claims[one].claim, claims[other].claim) for one, other in pairs]
    scored = list(zip(pairs, asked, (opinion.score for opinion in encoder.opinions(asked)), strict=True))
    likely = sorted((one for one in scored if one[2] >= SOME), key=lambda one: -one[2])[: int(OF_THESE * most)]
    rest = [one for one in scored if one[2] < SOME]
    for (one, other), said, _ in [*likely, *random.sample(rest, min(len(rest), most - len(likely)))]:
        left, right = claims[one], claims[other]
        yield {
            "event": room.event,
            "a": said.left,
            "b": said.right,
            "a_date": left.published.isoformat(),
            "b_date": right.published.isoformat(),
            "a_in": left.article,
            "b_in": right.article,
        }


def nearest(claims: Sequence[Placed]) -> Iterator[tuple[int, int]]:
    """Of each claim the pairs with those before it that it has most in common with, by number."""
    made = vectors.embed([one.claim.text for one in claims])
    of_each: dict[int, list[tuple[float, int]]] = {}
    for one, other in different_quotes(claims):
        if (near := float(made[one] @ made[other])) >= NEAR:
            alike = likeness(side(claims[one].claim), side(claims[other].claim))
            of_each.setdefault(other, []).append((near + WORDS * alike, one))
    for other, found in of_each.items():
        yield from ((one, other) for _, one in sorted(found, reverse=True)[:OF_A_CLAIM])


if __name__ == "__main__":
    main()
