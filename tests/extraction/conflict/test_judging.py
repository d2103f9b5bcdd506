"""Rules and network together: what is called a conflict, how many pairs the network sees, what it may not do alone."""

from __future__ import annotations

from datetime import date

import pytest

from extraction import Pair, compare, compare_all, read
from extraction.conflict import judging
from extraction.conflict.encoder import KINDS, RELATIONS, Opinion
from extraction.pairs import compare_texts
from extraction.types import ConflictKind, Relation

pytestmark = pytest.mark.parser

DAY = date(2025, 3, 12)
OPEN = "Petra Lund said the bridge at Tarn was opened by the mayor."
SHUT = "Ilya Brandt said the bridge at Tarn was closed by the mayor."


def claim(text):
    return read(text, published=DAY).claims[0]


def sure(left, right, kind=ConflictKind.OPPOSITE):
    """The opinion of a network that is sure of a conflict, with these words."""
    relation = {name: float(name == "conflict") for name in RELATIONS}
    return Opinion(relation, {one: float(one is kind) for one in KINDS}, left, right, 0.99, 0.99, 0.99)


@pytest.fixture
def network(monkeypatch):
    """A network that is sure of all, and remembers what it was asked."""
    asked = []

    def opinions(pairs, spans=((0, 4),)):
        asked.append(list(pairs))
        return [sure(spans, ((len(pair.right) - 6, len(pair.right)),)) for pair in pairs]

    monkeypatch.setattr(judging.encoder, "opinions", opinions)
    return asked


def test_without_words_on_both_sides_nothing_is_a_conflict(monkeypatch):
    for spans in (((), ((0, 60),)), (((0, 60),), ()), ((), ())):
        monkeypatch.setattr(judging.encoder, "opinions", lambda pairs, spans=spans: [sure(*spans) for _ in pairs])
        found = compare(claim(OPEN), claim(SHUT))
        assert found.relation is not Relation.CONFLICT
        assert (found.kind, found.left, found.right, found.sentence) == (None, (), (), "")
        assert found.score < 0.5


def test_the_words_stand_where_the_claim_was_taken_from(monkeypatch):
    def opinions(pairs):
        return [
            sure(*(tuple((t.index(w), t.index(w) + len(w)) for w in (word,)) for t, word in zip(p, words, strict=True)))
            for p, words in [((one.left, one.right), ("opened", "closed")) for one in pairs]
        ]

    monkeypatch.setattr(judging.encoder, "opinions", opinions)
    found = compare(claim(OPEN), claim(SHUT))
    assert (found.relation, found.kind) == (Relation.CONFLICT, ConflictKind.OPPOSITE)
    assert [OPEN[a:b] for a, b in found.left] == ["opened"]
    assert [SHUT[a:b] for a, b in found.right] == ["closed"]
    assert "Petra Lund" in found.sentence
    assert "Ilya Brandt" in found.sentence


def test_the_network_sees_but_a_few_pairs_of_a_new_claim_and_all_in_one_call(network):
    mine = claim(OPEN)
    others = [claim(f"Ilya Brandt said the bridge at Tarn was closed by {n} mayors.") for n in range(2, 14)]
    compare_all([Pair(other, mine) for other in others])
    compare_all([Pair(mine, other, new=0) for other in others])
    compare_all([Pair(mine, other) for other in others])
    assert [len(asked) for asked in network] == [judging.MOST, judging.MOST, len(others)]


def test_the_network_is_not_asked_about_what_has_nothing_in_common(network):
    found = compare(claim(OPEN), claim("Ilya Brandt said dolphins sleep with one eye open."))
    assert found.relation is Relation.UNRELATED
    assert network == [[]]


def test_what_is_near_in_meaning_is_asked_about_without_a_word_in_common(network):
    pair = claim("Petra Lund said the physician was intoxicated."), claim("Ilya Brandt said the surgeon was sober.")
    for near, one_story in ((0.9, False), (0.6, False), (0.3, True), (0.2, True)):
        compare_all([Pair(*pair, near=near, one_story=one_story)])
    assert [len(asked) for asked in network] == [1, 0, 1, 0], "within a story what is less near is asked about too"


def test_what_is_unlike_between_articles_does_not_clash_however_sure_the_judge_is(monkeypatch):
    def opinions(pairs):
        words = (("opened", "closed") for _ in pairs)
        places = (
            [((t.index(w), t.index(w) + len(w)),) for t, w in zip((p.left, p.right), two, strict=True)]
            for p, two in zip(pairs, words, strict=True)
        )
        return [sure(*both) for both in places]

    monkeypatch.setattr(judging.encoder, "opinions", opinions)
    pair = claim(OPEN), claim(SHUT)
    clash = {
        (near, one): compare_all([Pair(*pair, near=near, one_story=one)])[0].relation is Relation.CONFLICT
        for near in (0.2, 0.5, 0.8)
        for one in (True, False)
    }
    assert [at for at, found in clash.items() if found] == [(0.5, True), (0.8, True), (0.8, False)]
    later = read(SHUT, published=date(2025, 9, 1)).claims[0]
    months_apart = compare_all([Pair(pair[0], later, near=0.5, one_story=True)])
    assert months_apart[0].relation is not Relation.CONFLICT


COUNTED = "Petra Lund said 12 people died in the fire at Tarn.", "Ilya Brandt said 19 people died in the fire at Tarn."


@pytest.mark.parametrize(("score", "shown"), [(0.05, False), (0.5, True)])
def test_a_rules_word_is_shown_between_articles_where_the_judge_agrees_somewhat(monkeypatch, score, shown):
    relation = {name: score if name == "conflict" else (1 - score) / (len(RELATIONS) - 1) for name in RELATIONS}
    kinds = {one: float(one is ConflictKind.QUANTITY) for one in KINDS}
    monkeypatch.setattr(
        judging.encoder,
        "opinions",
        lambda pairs: [Opinion(relation, kinds, (), (), score, score, score) for _ in pairs],
    )
    pair = tuple(map(claim, COUNTED))
    assert (compare_all([Pair(*pair, near=0.9, one_story=True)])[0].relation is Relation.CONFLICT) is shown
    assert compare(*pair).relation is Relation.CONFLICT, "of no articles the rule's word is enough"


@pytest.mark.parametrize(
    ("left", "right", "within"),
    [
        ("Petra Lund said they had resigned.", "Ilya Brandt said they had not resigned.", True),
        ("Petra Lund said nobody rang.", "Ilya Brandt said it rang.", False),
        ("Petra Lund said nobody rang.", "Ilya Brandt said the sirens rang.", False),
    ],
)
def test_a_verb_alone_in_common_proves_a_denial_within_a_story_alone(monkeypatch, left, right, within):
    def opinions(pairs):
        ends = (((len(text) - 4, len(text)),) for pair in pairs for text in (pair.left, pair.right))
        return [sure(*both, ConflictKind.NEGATION) for both in zip(ends, ends, strict=True)]

    monkeypatch.setattr(judging.encoder, "opinions", opinions)
    for one_story in (False, True):
        found = compare_all([Pair(claim(left), claim(right), near=0.9, one_story=one_story)])
        assert (found[0].relation is Relation.CONFLICT) is (within and one_story)


def test_a_pair_is_judged_alike_alone_and_among_others():
    pairs = [(claim(OPEN), claim(SHUT)), (claim(SHUT), claim(OPEN))]
    assert compare_all([Pair(*pair) for pair in pairs]) == [compare(*pair) for pair in pairs]
    assert compare_all([]) == []


CLASHES = [
    (
        ConflictKind.OPPOSITE,
        "The mayor of Tarn resigned on Friday.",
        "The mayor of Tarn stayed in office, the council said.",
    ),
    (
        ConflictKind.AGENT,
        "Rebels of the Northern Front shelled the market in Tarn on Monday, the ministry said.",
        "It was the army that shelled the market in Tarn on Monday, villagers said.",
    ),
    (
        ConflictKind.CAUSE,
        "The ferry Aurora sank because its engine room flooded, investigators said.",
        "The ferry Aurora sank after it struck a rock, the captain said.",
    ),
    (
        ConflictKind.QUANTITY,
        "The blast at the Velden mill injured 14 workers, the interior ministry said.",
        "The ambulance service counted 47 workers injured in the blast at the Velden mill.",
    ),
    (
        ConflictKind.NEGATION,
        "The council in Lesna approved the new budget on Friday.",
        "The council in Lesna did not approve the new budget on Friday.",
    ),
]


@pytest.mark.parametrize(("kind", "left", "right"), CLASHES, ids=[case[0] for case in CLASHES])
def test_plain_statements_that_clash_are_found(kind, left, right):
    found = compare_texts(left, right, published=(DAY, DAY))
    assert (found["relation"], found["kind"]) == ("conflict", kind)
    for text, side in ((left, "a"), (right, "b")):
        assert found["evidence"][side]
        assert all(0 <= start < end <= len(text) for start, end in found["evidence"][side])


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("The fire in Tarn killed 12 people.", "The fire in Lesna killed 40 people."),
        ("The blast injured about 50 workers.", "The blast injured 52 workers."),
        ("The council in Lesna approved the budget.", "The council in Lesna will debate the budget."),
        ("The ferry Aurora sank on Monday.", "The captain of the Aurora has sailed for 20 years."),
    ],
    ids=["another place", "rounding", "a plan", "another matter"],
)
def test_plain_statements_that_do_not_clash_are_left_alone(left, right):
    found = compare_texts(left, right, published=(DAY, DAY))
    assert found["relation"] != "conflict"
    assert found["kind"] is found["evidence"] is None
