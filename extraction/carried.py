"""Whose an attribution is that names no source: its verb may share the subject of a verb before it.

"Toldan accused the council of waste, adding that …": "adding" has no subject, and says what Toldan says.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from extraction.edges import tokens
from extraction.reader.attributions import Attribution

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

STEPS = 4
"""How many verbs and links may stand between two cues: "started | by explaining", "spoke | and ended | by warning"."""
_LINKS = frozenset({"conj", "advcl", "pcomp", "prep", "xcomp"})
_OWN = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl", "auxpass", "agent"})


def carried(doc: Doc, attributions: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """The attributions, those without a source with that of the cue on which their verb hangs.

    A verb with a subject of its own or in the passive keeps none, and so does one whose content holds that source.
    """
    owners = {(at, one.inside): one for one in attributions if one.source for at in tokens(one.cue)}
    return tuple(one if one.source else _with_source(doc, one, owners) for one in attributions)


def _with_source(doc: Doc, one: Attribution, owners: Mapping[tuple[int, int | None], Attribution]) -> Attribution:
    word = _verb(doc, one)
    for _ in range(STEPS):
        if word is None or word.dep_ not in _LINKS or any(child.dep_ in _OWN for child in word.children):
            return one
        word = word.head
        owner = owners.get((word.i, one.inside))
        if owner is not None:
            apart = set(tokens(owner.source)).isdisjoint(tokens(one.content))
            return replace(one, source=owner.source) if apart else one
    return one


def _verb(doc: Doc, one: Attribution) -> Token | None:
    """The verb at the head of a cue; none for a bare past participle: who is "asked" doesn't ask."""
    cue = tokens(one.cue)
    own = set(cue)
    verb = next((doc[i] for i in cue if doc[i].pos_ == "VERB" and doc[i].head.i not in own - {i}), None)
    if verb is not None and verb.tag_ == "VBN" and not any(child.dep_ == "aux" for child in verb.children):
        return None
    return verb
