"""How likely a drafted quote is one, whole and right: a logistic model over a few traits of its three parts.

The weights are fitted on the train part of PolNeAR by `benchmarks/rules/count_cues.py` and lie in
`lexicon/weights.tsv`; the strongest trait is what the lexicon knows of the cue's word in its form.
"""

from __future__ import annotations

from math import exp, log
from typing import TYPE_CHECKING

from benchmarks.rules.forms import Cue, Form
from benchmarks.rules.lexicon import weights
from extraction.marks import Marks
from extraction.types import Spans

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

FLOATING = 0.54
"""Of 132 quotations without a cue in train, 116 stand in some annotated content, and 71 are just one content."""
_NAMED = frozenset({"PERSON", "ORG", "GPE", "NORP"})
_LENGTHS = ((1, "1"), (2, "2"), (4, "3-4"), (8, "5-8"), (16, "9-16"), (40, "17-40"))
_SPEAKING = frozenset({"i", "we", "you"})
_PRONOUNS = frozenset({"he", "she", "they", "his", "her", "their", "him", "them"})
_POINTING = frozenset({"who", "which", "that", "whose", "it", "its", "this", "what"})


def score(doc: Doc, cue: Cue, source: Spans, content: Spans, marks: Marks) -> float:
    """The probability that these three are an attribution."""
    if cue.form is Form.FLOATING:
        return FLOATING
    table = weights()
    total = table.get("logit", 1.0) * logit(cue.score)
    total += sum(table.get(trait, 0.0) for trait in traits(doc, cue, source, content, marks))
    return 1 / (1 + exp(-max(min(total, 20.0), -20.0)))


def logit(p: float) -> float:
    """Log-odds of a probability, kept finite."""
    p = min(max(p, 0.005), 0.995)
    return log(p / (1 - p))


def traits(doc: Doc, cue: Cue, source: Spans, content: Spans, marks: Marks) -> tuple[str, ...]:
    """What is weighed, as words: each trait that holds has one weight."""
    form = cue.form.value
    who = _who(doc, source)
    length = sum(end - start for start, end in content)
    size = next((name for limit, name in _LENGTHS if length <= limit), "41-")
    first = doc[content[0][0]]
    return (
        f"form {form}",
        f"source {who}",
        f"source {who} {_group(cue.form)}",
        f"length {size} {_group(cue.form)}",
        f"verb {_shape(doc[cue.head])}",
        f"inside {marks.of[cue.head] >= 0 and cue.form is not Form.FLOATING}",
        f"quoted {_quoted(content, marks)} {_group(cue.form)}",
        f"first {first.pos_} {_group(cue.form)}",
        f"pieces {min(len(content), 3)} {_group(cue.form)}",
        f"object {_thing(doc, cue)} {_group(cue.form)}",
    )


def _group(form: Form) -> str:
    if form in {Form.OBJECT, Form.PREPOSITION, Form.NOUN_PREPOSITION, Form.ADJECTIVE_PREPOSITION, Form.OBJECT_AS}:
        return "thing"
    if form in {Form.PASSIVE, Form.PASSIVE_AS, Form.PASSIVE_PREPOSITION, Form.REDUCED}:
        return "passive"
    if form in {Form.INFINITIVE, Form.GERUND, Form.OWN_SUBJECT, Form.NOUN_CLAUSE, Form.ADJECTIVE_CLAUSE}:
        return "act"
    return "clause"


def _who(doc: Doc, source: Spans) -> str:
    """What kind of words the source is."""
    if not source:
        return "none"
    start, end = source[0]
    head = _head(doc, start, end)
    word = head.lower_
    if word in _SPEAKING:
        return "I"
    if word in _PRONOUNS:
        return "he"
    if word in _POINTING:
        return "which"
    if head.ent_type_ in _NAMED:
        return head.ent_type_
    if head.tag_ in {"NNS", "NNPS"}:
        return "plural"
    return head.pos_


def _head(doc: Doc, start: int, end: int) -> Token:
    token = doc[start]
    for _ in range(end - start):
        if not start <= token.head.i < end or token.head.i == token.i:
            break
        token = token.head
    return token


def _shape(head: Token) -> str:
    """Tense and form of the cue."""
    if head.pos_ != "VERB":
        return head.pos_
    words = {c.lower_ for c in head.lefts if c.dep_ in {"aux", "auxpass", "neg"}}
    if "to" in words:
        return "to"
    if words & {"would", "could", "should", "might", "may", "must", "can", "will"}:
        return "modal"
    if words & {"n't", "not", "never"}:
        return "not"
    return head.tag_


def _quoted(content: Spans, marks: Marks) -> str:
    inside = sum(marks.of[i] >= 0 for start, end in content for i in range(start, end))
    total = sum(end - start for start, end in content)
    return "none" if not inside else "all" if inside == total else "part"


def _thing(doc: Doc, cue: Cue) -> str:
    """What the content's first head is: a name, a pronoun, a plain noun, a verb."""
    if not cue.content:
        return "quotation"
    head = doc[cue.content[0]]
    return head.ent_type_ if head.ent_type_ in _NAMED else head.tag_
