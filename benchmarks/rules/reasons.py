"""Why a quote was found, in plain words for the editor who reviews it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.rules.forms import Cue, Form
from extraction.types import Spans

if TYPE_CHECKING:
    from spacy.tokens import Doc

_TIES = {
    Form.CLAUSE: "with the clause that it reports",
    Form.QUESTION: "with the question that it reports",
    Form.OWN_SUBJECT: "with somebody else's act as its object",
    Form.INFINITIVE: "with what is meant to be done",
    Form.GERUND: "with what may be done",
    Form.NOUN_CLAUSE: "with the clause that tells what it is",
    Form.NOUN_PREPOSITION: "with what it is about",
    Form.OBJECT: "with its object",
    Form.OBJECT_AS: "with its object and what that is called",
    Form.PREPOSITION: "with what it is about",
    Form.PASSIVE: "in the passive, said of its subject",
    Form.PASSIVE_AS: "in the passive, with what its subject is said to be",
    Form.PASSIVE_PREPOSITION: "in the passive, with what it is about",
    Form.REDUCED: "in the passive, after what it is said of",
    Form.ASIDE: "as an aside in the sentence that it attributes",
    Form.ADJECTIVE_CLAUSE: "with the clause that it is about",
    Form.ADJECTIVE_PREPOSITION: "with what it is about",
    Form.ACCORDING: "beside the sentence that it attributes",
}


def reason(doc: Doc, cue: Cue, source: Spans, content: Spans) -> str:
    """One phrase that says what tied source, cue and content: "‘said’ after the quotation, its subject before it"."""
    if cue.form is Form.FLOATING:
        return "whole sentences in quotation marks; the text doesn't say beside them whose they are"
    words = " ".join(doc[start:end].text for start, end in cue.words)
    tie = _place(cue, content) if cue.form is Form.QUOTED else _TIES[cue.form]
    return f"‘{words}’ {tie}, {_subject(cue, source)}"


def _place(cue: Cue, content: Spans) -> str:
    before = any(end <= cue.head for _, end in content)
    after = any(start > cue.head for start, _ in content)
    if before and after:
        return "between the parts of the quotation"
    return "after the quotation" if before else "before the quotation"


def _subject(cue: Cue, source: Spans) -> str:
    if not source:
        return "which names nobody"
    if cue.form is Form.ACCORDING:
        return "the source right after it"
    owner = cue.form in {Form.NOUN_CLAUSE, Form.NOUN_PREPOSITION}
    noun = "whose it is" if owner else "its subject"
    return f"{noun} {'before' if source[0][0] < cue.head else 'after'} it"
