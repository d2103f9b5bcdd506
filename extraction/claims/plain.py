"""Plain statements that are reports themselves: who says or denies what, read off the parse alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from extraction.claims import lexicon
from extraction.claims.clauses import below, is_verbal, subject
from extraction.claims.lexicon import word_set
from extraction.types import SpeakerKind

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

SAYING = word_set("say tell claim state report announce declare insist maintain argue assert add warn")


@dataclass(frozen=True, slots=True)
class Report:
    """A statement that reports another's: the reporter's words, the verb, and what is said or denied."""

    name: str
    kind: SpeakerKind
    source: list[Token]
    cue: list[Token]
    content: list[Token]


def reported(doc: Doc) -> Report | None:
    """The report that a text's first sentence makes, None where it makes none."""
    root = next((token for token in doc if token.dep_ == "ROOT"), None)
    if root is None or root.lemma_ not in SAYING | lexicon.DENY or any(child.dep_ == "neg" for child in root.children):
        return None
    who = subject(root)
    inside = {token.i for token in root.sent if not token.is_space}
    what = _said(root)
    if who is None or what is None or who.dep_ == "nsubjpass":
        return None
    source = below(who, inside)
    name = " ".join(token.text for token in source if token.dep_ != "det" or token.i != source[0].i)
    kind = SpeakerKind.ORGANISATION if who.pos_ != "PRON" else SpeakerKind.UNNAMED
    return Report(name, kind, source, [root], below(what, inside))


def _said(root: Token) -> Token | None:
    """What a reporting verb governs: a clause, or for a denial a noun too."""
    wanted = ("ccomp", "xcomp", "dobj") if root.lemma_ in lexicon.DENY else ("ccomp",)
    for dep in wanted:
        for child in root.children:
            if child.dep_ == dep and (dep == "dobj" or is_verbal(child)):
                return child
    return None
