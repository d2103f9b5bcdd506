"""Which pronouns inside a quote mean its speaker, so that a claim can stand alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from extraction.names import Gender, forenames, gendered_words, plain
from extraction.types import Kind, Spans, SpeakerKind

if TYPE_CHECKING:
    from spacy.tokens import Token

FIRST = frozenset({"i", "me", "my", "myself"})
FIRST_PLURAL = frozenset({"we", "us", "our", "ourselves"})
THIRD = frozenset({"he", "she", "his", "her", "him", "it", "its", "they", "their", "them"})
SINGLE = frozenset({SpeakerKind.PERSON, SpeakerKind.UNNAMED})
BODIES = frozenset({SpeakerKind.ORGANISATION, SpeakerKind.GOVERNMENT, SpeakerKind.GROUP})


@dataclass(frozen=True, slots=True)
class Speaker:
    """Whose words a content is: the name, what kind, the tokens that name them beside the quote, their mentions.

    `described` are words that tell more of them ("army spokesman"), which frames use for "we".
    """

    name: str = ""
    kind: SpeakerKind = SpeakerKind.UNNAMED
    source: tuple[Token, ...] = ()
    mentions: Spans = ()
    described: str = ""


@dataclass(slots=True)
class Names:
    """For tokens (by index) that mean the speaker: the name for the text, and the words for the frame."""

    text: dict[int, str] = field(default_factory=dict)
    frame: dict[int, str] = field(default_factory=dict)


def resolve(content: Sequence[Token], speaker: Speaker, kind: Kind) -> Names:
    """The pronouns in a content that certainly mean its speaker.

    "I" is the speaker; "we" is, where the speaker is a body, and else only tells the frame who is meant;
    "he" is where the text's voices say so, or where it is the subject of an indirect content and no
    one else who could be meant comes before it.
    """
    names = Names()
    if not speaker.name:
        return names
    quoted, others = kind is Kind.DIRECT, False
    own = {start for start, _ in speaker.mentions}
    for token in content:
        lower = token.lower_
        quoted = quoted or (kind is Kind.MIXED and token.text in '"“«')
        if lower in FIRST:
            _name(names, token, speaker.name, speaker.name)
        elif lower in FIRST_PLURAL:
            _name(names, token, speaker.name if speaker.kind in BODIES else "", speaker.described or speaker.name)
        elif lower in THIRD and not quoted and _fits(token, speaker):
            if token.idx in own or not others:
                _name(names, token, speaker.name, speaker.name)
        elif _could_be_meant(token):
            others = True
    return names


def _name(names: Names, token: Token, text: str, frame: str) -> None:
    if text:
        names.text[token.i] = text
    names.frame[token.i] = frame


def _could_be_meant(token: Token) -> bool:
    """Whether a later pronoun might mean this word: any name or noun but a place or time."""
    return (
        token.pos_ in ("PROPN", "NOUN", "PRON") and token.dep_ not in ("npadvmod", "expl") and token.lower_ not in FIRST
    )


def _fits(token: Token, speaker: Speaker) -> bool:
    """Whether a third-person pronoun agrees with the speaker and nobody else is named beside them."""
    lower = token.lower_
    if any(part.dep_ == "prep" for part in speaker.source):
        return False
    if lower in ("it", "its"):
        return speaker.kind in BODIES and token.dep_ != "expl"
    if lower in ("they", "their", "them"):
        return speaker.kind in (SpeakerKind.GROUP, SpeakerKind.ORGANISATION)
    if speaker.kind not in SINGLE:
        return False
    asked = Gender.FEMALE if lower in ("she", "her") else Gender.MALE
    return _gender(speaker) in (asked, None)


def _gender(speaker: Speaker) -> Gender | None:
    """The gender that the speaker's forename or title tells, if one does."""
    words = plain(f"{speaker.described} {speaker.name}").split()
    told = next((gendered_words()[word] for word in words if word in gendered_words()), None)
    return told or (forenames().get(plain(speaker.name).split()[0]) if " " in speaker.name else None)
