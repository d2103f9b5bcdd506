"""Verbs as cues: which complement of a verb is the content, by the dependency that ties it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from benchmarks.rules import tree
from benchmarks.rules.forms import Cue, Form

if TYPE_CHECKING:
    from spacy.tokens import Token

_NEVER = frozenset({"be", "do"})
_ASKING = frozenset({"ask", "wonder", "question", "inquire", "consider", "debate", "know", "see"})
_OBJECTS = frozenset({"dobj", "oprd", "attr"})
_PLACES = frozenset({"in", "on", "at", "from", "during", "after", "before", "since", "by", "until"})
"""Prepositions that mostly say where or when; they tie a content only where no other does."""


def verb_cue(verb: Token) -> Cue | None:
    """The candidate that this verb makes, or None where nothing hangs on it that could be said or thought."""
    if verb.lemma_ in _NEVER or verb.dep_ in {"aux", "auxpass"}:
        return None
    kids = tree.children(verb)
    aside = _aside(verb)
    if aside is not None:
        return aside
    if tree.is_passive(verb):
        return _passive(verb, kids)
    if verb.tag_ == "VBN" and verb.dep_ == "acl":
        return _made(verb, Form.REDUCED, [verb.head.i]) if any(c.dep_ == "agent" for c in kids) else None
    return _clausal(verb, kids) or _nominal(verb, kids)


def _made(verb: Token, form: Form, content: Sequence[int], key: str = "", extra: Token | None = None) -> Cue:
    """A cue of this verb, with one more marked word (its preposition) where it has one."""
    start, end = tree.verb_group(verb)
    if extra is None:
        words: tuple[tuple[int, int], ...] = ((start, end),)
    elif extra.i == end:
        words = ((start, end + 1),)
    else:
        words = tuple(sorted(((start, end), (extra.i, extra.i + 1))))
    return Cue(verb.i, words, form, f"{verb.lemma_.lower()} {key}".strip(), tuple(content))


def _aside(verb: Token) -> Cue | None:
    """A verb beside the clause it attributes: "as she said", "it was late, he thought, for a walk"."""
    head = verb.head
    if head.i == verb.i or head.pos_ not in tree.VERBS:
        return None
    opens = verb.left_edge
    if verb.dep_ in {"advcl", "parataxis"} and opens.lower_ == "as" and opens.i != verb.i:
        return _made(verb, Form.ASIDE, [head.i], "as")
    if verb.dep_ != "parataxis" or tree.child(verb, {"ccomp", "xcomp", "dobj"}) is not None:
        return None
    return _made(verb, Form.ASIDE, [head.i])


def _clausal(verb: Token, kids: Sequence[Token]) -> Cue | None:
    """A clause or an infinitive as content."""
    clause = next((c for c in kids if c.dep_ == "ccomp"), None)
    if clause is not None:
        if tree.is_question(clause):
            return _made(verb, Form.QUESTION, [clause.i])
        if clause.i < verb.i:
            return _made(verb, Form.CLAUSE, [clause.i], "after")
        return _made(verb, Form.CLAUSE if tree.is_finite(clause) else Form.OWN_SUBJECT, [clause.i])
    noun_clause = _object_clause(verb, kids)
    if noun_clause is not None:
        return noun_clause
    asked = next((c for c in kids if c.dep_ == "advcl" and c.i > verb.i and verb.lemma_.lower() in _ASKING), None)
    if asked is not None and any(c.dep_ == "mark" and c.lower_ in {"if", "whether"} for c in asked.lefts):
        return _made(verb, Form.QUESTION, [asked.i])
    infinitive = next((c for c in kids if c.dep_ == "xcomp" and c.i > verb.i), None)
    if infinitive is None:
        return None
    objects = [c.i for c in kids if c.dep_ == "dobj" and verb.i < c.i < infinitive.i]
    if tree.has_to(infinitive):
        if objects:
            return _made(verb, Form.OWN_SUBJECT, [*objects, infinitive.i])
        return _made(verb, Form.QUESTION if tree.is_question(infinitive) else Form.INFINITIVE, [infinitive.i])
    if infinitive.tag_ == "VBG":
        return _made(verb, Form.GERUND, [infinitive.i])
    return None


def _object_clause(verb: Token, kids: Sequence[Token]) -> Cue | None:
    """A clause that hangs on the verb's object: "made the case that", "announced plans to"."""
    noun = next((c for c in kids if c.dep_ == "dobj" and c.i > verb.i and c.pos_ == "NOUN"), None)
    if noun is None or any(c.dep_ == "poss" and c.pos_ != "PRON" for c in noun.lefts):
        return None
    clause = clause_of(noun)
    if clause is None:
        return None
    start, _ = tree.verb_group(verb)
    key = f"{noun.lemma_.lower()} {'to' if tree.has_to(clause) else 'that'}"
    return Cue(verb.i, ((start, noun.i + 1),), Form.NOUN_CLAUSE, key, (clause.i,))


def clause_of(noun: Token) -> Token | None:
    """The clause that says what the noun says: "that it was late", "to go"; not a relative clause."""
    for right in list(noun.rights)[: tree.BREADTH]:
        if right.dep_ in {"acl", "ccomp", "xcomp"} and right.pos_ in tree.VERBS:
            marked = any(c.dep_ == "mark" and c.lower_ == "that" for c in right.lefts)
            if marked or tree.has_to(right):
                return right
    return None


def _nominal(verb: Token, kids: Sequence[Token]) -> Cue | None:
    """A noun phrase or a preposition's object as content."""
    thing = next((c for c in kids if c.dep_ in _OBJECTS and c.i > verb.i), None)
    preps = [c for c in kids if c.dep_ == "prep" and c.i > verb.i and tree.child(c, {"pobj", "pcomp"}) is not None]
    if thing is not None:
        called = next((c for c in kids if c.dep_ == "oprd" and c.i > thing.i), None)
        if called is not None:
            return _made(verb, Form.OBJECT_AS, [thing.i, called.i])
        tail = next((p for p in preps if p.lower_ not in _PLACES), None)
        if tail is None:
            return _made(verb, Form.OBJECT, [thing.i])
        if tail.lower_ == "as":
            what = tree.child(tail, {"pobj", "pcomp"}) or tail
            return _made(verb, Form.OBJECT_AS, [thing.i, what.i], extra=tail)
        return _made(verb, Form.OBJECT, [thing.i, tail.i], tail.lower_)
    for prep in sorted(preps, key=lambda p: p.lower_ in _PLACES):
        value = tree.child(prep, {"pobj", "pcomp"})
        if value is None:
            continue
        tail = next((p for p in preps if p.i > value.i and p.lower_ == "as"), None)
        return _made(verb, Form.PREPOSITION, [value.i, *([tail.i] if tail else [])], prep.lower_, extra=prep)
    adjective = next((c for c in kids if c.dep_ in {"acomp", "advmod"} and c.i > verb.i and c.pos_ == "ADJ"), None)
    return _made(verb, Form.OBJECT, [adjective.i], "adjective") if adjective is not None else None


def _passive(verb: Token, kids: Sequence[Token]) -> Cue | None:
    """What was said of the subject, or what the subject was told or asked."""
    subject = next((c for c in kids if c.dep_ in tree.PASSIVE_SUBJECTS), None)
    clause = next((c for c in kids if c.dep_ == "ccomp" and c.i > verb.i), None)
    if clause is not None:
        return _made(verb, Form.QUESTION if tree.is_question(clause) else Form.CLAUSE, [clause.i], "passive")
    if subject is None:
        return None
    agent = any(c.dep_ == "agent" for c in kids)
    infinitive = next((c for c in kids if c.dep_ == "xcomp" and c.i > verb.i), None)
    if infinitive is not None:
        return _made(verb, Form.PASSIVE_AS, [subject.i, infinitive.i], "to")
    preps = [c for c in kids if c.dep_ == "prep" and c.i > verb.i and c.lower_ not in _PLACES]
    for prep in preps:
        value = tree.child(prep, {"pobj", "pcomp", "amod"})
        if value is None:
            continue
        if prep.lower_ == "as":
            return _made(verb, Form.PASSIVE_AS, [subject.i, value.i], "as", extra=prep)
        if not agent:
            return _made(verb, Form.PASSIVE_PREPOSITION, [value.i], prep.lower_, extra=prep)
    return _made(verb, Form.PASSIVE, [subject.i], "by" if agent else "")
