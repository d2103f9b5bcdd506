"""Walking the parse: the few questions about heads and children that every rule asks.

All positions are token indices; ranges are half-open. Every function looks at one token's children or
climbs at most CLIMB heads, so a pass over a text stays linear.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

CLIMB = 12
"""How many heads a rule climbs at most. Real sentences need fewer; broken parses may be chains of thousands."""
BREADTH = 40
"""How many children of a token a rule looks at, on each side."""

SUBJECTS = frozenset({"nsubj", "csubj"})
PASSIVE_SUBJECTS = frozenset({"nsubjpass", "csubjpass"})
VERBS = frozenset({"VERB", "AUX"})
RELATIVES = frozenset({"WDT", "WP", "WP$"})
QUESTIONS = frozenset({"WDT", "WP", "WP$", "WRB"})


def children(token: Token) -> list[Token]:
    """The nearest children of a token, in order of the text."""
    near: list[Token] = []
    if token.n_lefts:
        near += list(token.lefts)[-BREADTH:]
    if token.n_rights:
        near += list(token.rights)[:BREADTH]
    return near


def child(token: Token, deps: Collection[str]) -> Token | None:
    """The first child with one of these dependencies."""
    return next((c for c in children(token) if c.dep_ in deps), None)


def phrase(token: Token) -> tuple[int, int]:
    """The range from the first to the last token below this one."""
    return token.left_edge.i, token.right_edge.i + 1


def has_to(verb: Token) -> bool:
    """Whether the verb is an infinitive with "to"."""
    return any(c.tag_ == "TO" for c in verb.lefts)


def is_finite(verb: Token) -> bool:
    """Whether the clause of this verb has a tense: "he goes", "it was said", not "to go" or "going"."""
    if verb.tag_ in {"VBD", "VBP", "VBZ", "MD"}:
        return True
    return any(c.dep_ in {"aux", "auxpass"} and c.tag_ in {"VBD", "VBP", "VBZ", "MD"} for c in verb.lefts)


def is_passive(verb: Token) -> bool:
    """Whether the verb is a passive with an auxiliary."""
    return verb.tag_ == "VBN" and any(c.dep_ in {"auxpass", "nsubjpass"} for c in verb.lefts)


def is_question(clause: Token) -> bool:
    """Whether a clause opens with a question word: "who it was", "how to go"."""
    first = clause.left_edge
    if first.pos_ == "ADP" and first.i + 1 < clause.i:
        first = first.nbor(1)
    return first.tag_ in QUESTIONS or first.lower_ in {"whether", "if"}


def verb_group(verb: Token) -> tuple[int, int]:
    """The verb with the auxiliaries, "not" and adverbs right before it, and its particle after it."""
    start = verb.i
    lefts = {c.i: c for c in list(verb.lefts)[-BREADTH:]}
    while (before := lefts.get(start - 1)) is not None and before.dep_ in {"aux", "auxpass", "neg", "advmod"}:
        if before.left_edge.i != before.i or before.tag_ in QUESTIONS:
            break
        start -= 1
    end = verb.i + 1
    for right in list(verb.rights)[:BREADTH]:
        if right.dep_ in {"prt", "neg"} and right.i == end:
            end += 1
    return start, end
