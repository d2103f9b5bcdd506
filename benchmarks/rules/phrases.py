"""Nouns, adjectives and prepositions as cues: "her claim that", "sure that", "according to"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.rules import tree
from benchmarks.rules.forms import Cue, Form
from benchmarks.rules.verbs import clause_of

if TYPE_CHECKING:
    from spacy.tokens import Token

_LINKS = frozenset({"be", "feel", "seem", "become", "remain", "get", "sound", "look", "appear", "stay"})


def noun_cue(noun: Token) -> Cue | None:
    """A noun that names an act of speech or thought and has a clause or a preposition after it.

    The object of a verb with a clause is the verb's cue ("made the case that"), not the noun's.
    """
    clause = clause_of(noun)
    if clause is not None:
        if noun.dep_ == "dobj" and noun.head.pos_ == "VERB" and not _owned(noun):
            return None
        key = f"{noun.lemma_.lower()} {'to' if tree.has_to(clause) else 'that'}"
        return Cue(noun.i, ((noun.i, noun.i + 1),), Form.NOUN_CLAUSE, key, (clause.i,))
    if tree.child(noun, {"poss"}) is None:
        return None
    for prep in list(noun.rights)[: tree.BREADTH]:
        value = tree.child(prep, {"pobj", "pcomp"}) if prep.dep_ == "prep" else None
        if value is not None and prep.i == noun.i + 1:
            key = f"{noun.lemma_.lower()} {prep.lower_}"
            return Cue(noun.i, ((noun.i, prep.i + 1),), Form.NOUN_PREPOSITION, key, (value.i,))
    return None


def _owned(noun: Token) -> bool:
    """Whether somebody is named whose word it is: "the mayor's plan"; "her plan" is the subject's own."""
    return any(c.dep_ == "poss" and c.pos_ != "PRON" for c in noun.lefts)


def adjective_cue(adjective: Token) -> Cue | None:
    """An adjective said of somebody, with a clause or a preposition: "is sure that", "is critical of"."""
    verb = adjective.head
    if adjective.dep_ not in {"acomp", "amod", "advcl", "conj", "acl", "ccomp", "ROOT", "relcl"}:
        return None
    start, end = adjective.i, adjective.i + 1
    if adjective.dep_ == "acomp" and verb.lemma_ in _LINKS and verb.i < start:
        start = tree.verb_group(verb)[0] if start - verb.i < 4 else start
    key = adjective.lower_
    for right in list(adjective.rights)[: tree.BREADTH]:
        if right.dep_ in {"ccomp", "xcomp"} and right.pos_ in tree.VERBS:
            kind = "to" if tree.has_to(right) else "that"
            return Cue(adjective.i, ((start, end),), Form.ADJECTIVE_CLAUSE, f"{key} {kind}", (right.i,))
        if right.dep_ == "prep" and right.i == end:
            value = tree.child(right, {"pobj", "pcomp"})
            if value is not None:
                words = ((start, end + 1),)
                return Cue(adjective.i, words, Form.ADJECTIVE_PREPOSITION, f"{key} {right.lower_}", (value.i,))
    return None


def according_cue(word: Token) -> Cue | None:
    """ "according to": the content is the clause that it stands beside."""
    if word.lower_ != "according":
        return None
    to = next((c for c in word.rights if c.lower_ == "to"), None)
    if to is None or tree.child(to, {"pobj"}) is None:
        return None
    head = word.head
    for _ in range(tree.CLIMB):
        if head.pos_ in tree.VERBS or head.head.i == head.i:
            break
        head = head.head
    return Cue(word.i, ((word.i, to.i + 1),), Form.ACCORDING, "according to", (head.i,))
