"""Who speaks through a document that is cited: the one who wrote it, where the text tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extraction.roles import DOCUMENTS, role

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens
    from spacy.tokens import Token

    from extraction.gathering import Gathering
    from extraction.mentions import Mention

AUTHORING = frozenset({"author", "draft", "pen", "sign", "swear", "write"})
"""What makes the one who did it a document's voice."""

OWN_WORDS = frozenset(
    {"affidavit", "deposition", "diary", "email", "letter", "memo", "memoir", "message", "note", "post", "statement",
     "testimony", "text", "tweet"}
)  # fmt: skip
"""Documents that say what the one says whose they are: "her letter", not "her study"."""

CITED = OWN_WORDS | {
    "bulletin",
    "circular",
    "communiqué",
    "filing",
    "judgment",
    "notice",
    "order",
    "report",
    "ruling",
    "survey",
}
"""Documents in which somebody says something, and which are then cited as if they spoke."""

BEARING = frozenset({"by", "in", "on", "through", "via"})
"""What stands before the document in which one says something."""

SENDING = AUTHORING | {"address", "issue", "leave", "post", "send", "text"}
"""What one does with one's own letter."""

SHOWING = frozenset(
    {"circulate", "display", "hear", "leak", "obtain", "produce", "publish", "quote", "read", "release", "see", "show"}
)
"""What others do with a letter before it is cited."""

READING = frozenset({"begin", "conclude", "read"})
"""What only a document does."""

LOOK = 40
"""How many words before "it" a document is looked for."""


def author(piece: Tokens, head: Token) -> Token | None:
    """The word for who wrote a document, where the source says it: "an affidavit sworn by Ames", "her letter"."""
    noun = role(head.lemma_).replace("-", "")
    if noun not in DOCUMENTS:
        return None
    written = [t for t in head.rights if t.dep_ == "acl" and t.lemma_ in AUTHORING]
    by = [t for verb in written for t in verb.children if t.dep_ == "agent"]
    named = next((t for agent in by for t in agent.children if t.dep_ == "pobj" and t.i < piece.end), None)
    of = any(child.lower_ == "of" for child in head.rights)  # "Ames's letter of dismissal"
    if named is not None or of or noun not in OWN_WORDS:
        return named
    return next((t for t in head.lefts if t.dep_ == "poss" and t.i >= piece.start), None)


def cited_before(gathering: Gathering, mention: Mention) -> Token | None:
    """The letter or such that "it" means: the last one in the sentence before or the same, in plain text.

    "Said in an email" is no such place, since "it" is then who spoke; nor is a letter that a body got, answered or
    took down, unless what "it" does is done by documents alone.
    """
    sentence, quoted = gathering.layout.sentence, gathering.layout.quoted
    for at in range(mention.head - 1, max(-1, mention.head - LOOK), -1):
        token = gathering.doc[at]
        if sentence[mention.head] - sentence[at] > 1:
            return None
        if token.tag_ == "NN" and not quoted[at] and role(token.lemma_).replace("-", "") in OWN_WORDS:
            return token if reads(gathering, mention) or _is_cited(token) else None
    return None


def papers_of(gathering: Gathering, mention: Mention) -> dict[str, int]:
    """The documents in which a speaker says it, by noun, with their words: "in an email", "in a circular of his"."""
    speaker = gathering.doc[mention.head]
    bearing = (t for t in speaker.head.children if t.dep_ == "prep" and t.lower_ in BEARING)
    papers = (t for prep in bearing for t in prep.children if t.dep_ == "pobj")
    return {
        noun: token.i
        for token in papers
        if (noun := _paper(token)) and not gathering.layout.quoted[token.i] and writer(token) in (None, speaker)
    }


def cited_again(gathering: Gathering, mention: Mention) -> str:
    """The noun of a document that is cited once more, "the email said"; "" where the source is no such."""
    noun = gathering.doc[mention.head]
    told = noun.tag_ == "NN" and mention.name.lower().startswith(("the ", "this ")) and author(noun.sent, noun) is None
    return _paper(noun) if told and not gathering.layout.quoted[mention.head] else ""


def _paper(token: Token) -> str:
    noun = role(token.lemma_).replace("-", "")
    return noun if token.tag_ == "NN" and noun in CITED else ""


def reads(gathering: Gathering, mention: Mention) -> bool:
    """Whether what "it" does is done by documents alone: "it read"."""
    return gathering.doc[mention.head].head.lemma_ in READING


def _is_cited(document: Token) -> bool:
    if document.dep_ == "pobj" and document.head.lower_ in ("in", "on", "via", "by"):
        return False
    root = document.sent.root
    subject = next((t for t in root.lefts if t.dep_ in ("nsubj", "nsubjpass")), None)
    if subject is None or subject.pos_ == "PRON" or subject.ent_type_ == "PERSON" or root.lemma_ in SHOWING:
        return True
    return subject in document.subtree or subject == document or writer(document) == subject


def writer(document: Token) -> Token | None:
    """The word for who wrote a document, where its sentence says it: "an email sent by Ames", "Ames wrote a letter"."""
    owner = next((t for t in document.lefts if t.dep_ == "poss"), None)
    if owner is not None:
        return owner
    for child in document.rights:
        if child.dep_ == "prep" and child.lower_ in ("from", "by"):
            return next((t for t in child.children if t.dep_ == "pobj"), None)
        if child.dep_ in ("acl", "relcl") and child.lemma_ in SENDING:
            return _who_does(child)
    return _who_does(document.head) if document.dep_ == "dobj" and document.head.lemma_ in SENDING else None


def _who_does(verb: Token) -> Token | None:
    by = (t for agent in verb.children if agent.dep_ == "agent" for t in agent.children if t.dep_ == "pobj")
    subject = (t for t in verb.children if t.dep_ == "nsubj" and t.tag_ not in ("WP", "WDT"))
    return next(by, None) or next(subject, None)
