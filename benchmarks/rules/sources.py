"""Sources: who it is that a cue attributes its content to, as the words stand in the text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from benchmarks.rules import tree
from benchmarks.rules.forms import Cue, Form
from benchmarks.rules.lexicon import words
from extraction.marks import Marks
from extraction.types import Span, Spans

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_FOLLOWERS = frozenset({"conj", "xcomp", "advcl", "pcomp", "ccomp", "acomp", "dep"})
"""How a verb hangs on the verb whose subject it may share."""
_PASSIVES = frozenset({Form.PASSIVE, Form.PASSIVE_AS, Form.PASSIVE_PREPOSITION, Form.REDUCED})
_FINITE = frozenset({Form.QUOTED, Form.CLAUSE, Form.QUESTION, Form.ASIDE})
_NOUNS = frozenset({"NOUN", "PROPN", "PRON"})
_OPENERS = frozenset({"“", '"', "("})
_WHEN = frozenset({"earlier", "later", "meanwhile", "still", "yesterday", "today", "once", "then"})
_PAUSES = frozenset({",", "?", "!", "—", "–", "--"})
_STOPS = frozenset({".", "!", "?"})
_CLOSERS = frozenset({",", ";", "-", "–", "—", ":"})


def find_sources(doc: Doc, cues: Sequence[Cue], marks: Marks) -> tuple[Spans, ...]:
    """The source of each cue, as ranges of tokens; empty where the text names none."""
    return tuple(source_of(doc, cue, marks) for cue in cues)


def source_of(doc: Doc, cue: Cue, marks: Marks) -> Spans:
    """The ranges of tokens that name who speaks by this cue. No source stands in a quotation that the cue is not in."""
    speaker = speaker_of(doc, cue)
    if speaker is not None and marks.of[speaker.i] not in {-1, marks.of[cue.head]}:
        speaker = None
    found = _noun_phrase(speaker, cue) if speaker is not None and speaker.i not in cue.content else None
    if speaker is None and cue.form in _FINITE and doc[cue.head].tag_ in {"VBD", "VBZ", "VBP"}:
        found = _beside(doc, cue, marks)
    if found is None:
        return ()
    start, end = _in_one_sentence(doc, found, cue)
    for first, last in (marks.ranges[i] for i in cue.quotations):
        if start < last <= cue.head:
            start = max(start, last) if last < end else start
        elif cue.head < first < end:
            end = first
    while start < end and _is_loose(doc[start]):
        start += 1
    while end > start and (doc[end - 1].is_space or doc[end - 1].text in _CLOSERS):
        end -= 1
    return ((start, end),) if end > start else ()


def _in_one_sentence(doc: Doc, found: Span, cue: Cue) -> Span:
    """The part nearest to the cue where the parser took two sentences for one: nobody's name ends in a full stop."""
    start, end = found
    points = (i for i in range(start, end - 1) if doc[i].text in _STOPS and doc[i].pos_ == "PUNCT")
    stops = [i for i in points if not doc[i + 1].is_punct]
    if not stops:
        return found
    return (stops[-1] + 1, end) if start < cue.head else (start, stops[0])


def _is_loose(token: Token) -> bool:
    """Whether a source doesn't begin with this: a mark, or the "earlier" of a sentence that opens with it."""
    if token.is_space or (token.is_punct and token.text not in _OPENERS):
        return True
    return token.lower_ in _WHEN and bool(token.is_sent_start)


def speaker_of(doc: Doc, cue: Cue) -> Token | None:
    """The token that heads the source, by the parse."""
    head = doc[cue.head]
    if cue.form is Form.ACCORDING:
        to = next((c for c in head.rights if c.lower_ == "to"), None)
        return tree.child(to, {"pobj"}) if to is not None else None
    if cue.form in {Form.NOUN_CLAUSE, Form.NOUN_PREPOSITION} and head.pos_ not in tree.VERBS:
        return _owner(head)
    if cue.form in {Form.ADJECTIVE_CLAUSE, Form.ADJECTIVE_PREPOSITION}:
        if head.dep_ == "amod":
            return head.head
        return subject_of(head) or (subject_of(head.head) if head.dep_ == "acomp" else None)
    if cue.form in _PASSIVES or tree.is_passive(head):
        return _agent(head)
    if head.tag_ == "VBN" and head.dep_ in {"advcl", "ROOT", "dep"} and not any(c.dep_ == "aux" for c in head.lefts):
        return _agent(head)
    return subject_of(head)


def _beside(doc: Doc, cue: Cue, marks: Marks) -> Span | None:
    """What stands for a subject that the parser missed: all between the quotation and its verb, or a noun beside it."""
    start, end = tree.verb_group(doc[cue.head])
    for first in (marks.ranges[i][1] for i in cue.quotations):
        pauses = doc[first - 2].text in _PAUSES or doc[first].text in _PAUSES if 1 < first < start else False
        gap = doc[first:start] if pauses and start <= first + tree.BREADTH else ()
        if any(t.pos_ in _NOUNS for t in gap) and not any(t.is_sent_start or marks.of[t.i] >= 0 for t in gap):
            return first, start
    before = start - 1
    while before > 0 and doc[before].pos_ == "ADV":
        before -= 1
    noun = _noun_at(doc, before, 0, start, marks)
    if noun is None and cue.form is Form.QUOTED:
        noun = _noun_at(doc, end, end, len(doc), marks)
    return _noun_phrase(noun, cue) if noun is not None else None


def _noun_at(doc: Doc, at: int, low: int, high: int, marks: Marks) -> Token | None:
    """The head of that noun phrase that a token is part of, between two places; None where it is no noun's."""
    if not low <= at < high or marks.of[at] >= 0:
        return None
    noun = doc[at]
    for _ in range(tree.CLIMB):
        above = noun.head.head if noun.dep_ == "pobj" else noun.head
        if above.pos_ not in _NOUNS or not low <= above.i < high or above.i == noun.i:
            break
        noun = above
    if noun.pos_ not in _NOUNS:
        return None
    # "They have in the past said": a phrase that tells when or where isn't who; but "in the interview Ames said".
    return _own_subject(noun.head.head) if noun.dep_ == "pobj" and noun.text.islower() else noun


def subject_of(verb: Token) -> Token | None:
    """Who does what the verb says: its own subject, or that of the verb it hangs on."""
    for _ in range(tree.CLIMB):
        own = _own_subject(verb)
        if own is not None:
            return None if own.dep_ == "expl" or (own.lower_ == "it" and own.head.lemma_ == "be") else own
        if verb.dep_ in {"acl", "relcl"} and verb.head.pos_ in {"NOUN", "PROPN", "PRON"}:
            noun = verb.head
            if verb.tag_ == "VBG" and noun.dep_ == "dobj" and noun.lemma_.lower() in words("messages"):
                return subject_of(noun.head) or noun
            return noun if verb.tag_ == "VBG" or verb.dep_ == "relcl" else _owner(noun)
        if verb.dep_ == "prep" or (verb.dep_ not in _FOLLOWERS and verb.head.dep_ != "prep"):
            return None
        if verb.dep_ == "ccomp" and verb.tag_ not in {"VBG", "VB"}:
            return None
        if (other := _object_before(verb)) is not None:
            return other
        verb = verb.head
        if verb.dep_ == "prep":
            verb = verb.head
    return None


def _object_before(verb: Token) -> Token | None:
    """The object of the verb above that does what an infinitive says: "urged them to leave"."""
    if verb.dep_ != "xcomp" or verb.head.lemma_ == "use" or not tree.has_to(verb):
        return None
    objects = (other for other in tree.children(verb.head) if other.dep_ == "dobj")
    return next((other for other in objects if verb.head.i < other.i < verb.i), None)


def _own_subject(verb: Token) -> Token | None:
    """The verb's own subject; behind the verb too ("said the minister"), where the parser may call it an object."""
    own = tree.child(verb, tree.SUBJECTS | tree.PASSIVE_SUBJECTS | {"expl"})
    if own is not None or not verb.n_rights:
        return own
    clause = tree.child(verb, {"ccomp"})
    if clause is None or clause.i > verb.i:
        return None
    return next((c for c in verb.rights if c.dep_ == "dobj" and c.pos_ in {"PROPN", "NOUN"}), None)


def _agent(verb: Token) -> Token | None:
    by = tree.child(verb, {"agent"})
    return tree.child(by, {"pobj"}) if by is not None else None


def _owner(noun: Token) -> Token | None:
    """Whose word it is: "her claim", "the claim by her", or whoever makes it ("she has a plan")."""
    owner = tree.child(noun, {"poss"})
    if owner is not None:
        return owner
    for right in noun.rights:
        if right.dep_ == "prep" and right.lower_ in {"by", "from", "of", "among"}:
            return tree.child(right, {"pobj"})
    verb = noun.head
    if noun.dep_ in {"dobj", "pobj"}:
        verb = verb.head if verb.dep_ == "prep" else verb
        return subject_of(verb) if verb.pos_ in tree.VERBS else None
    return None


def _noun_phrase(speaker: Token, cue: Cue) -> tuple[int, int]:
    """The whole noun phrase with what describes the speaker, but nothing of the cue or its content."""
    start, end = tree.phrase(speaker)
    if speaker.dep_ == "poss":
        last = speaker.doc[end - 1]
        end -= last.tag_ == "POS"
    limits = [cue.head, *(a for a, _ in cue.words), *cue.content]
    for limit in limits:
        if speaker.i < limit < end:
            end = limit
        if start <= limit < speaker.i:
            start = limit + 1
    return start, end
