"""The one sentence that says in plain English what clashes."""

from __future__ import annotations

from extraction.claims.lexicon import word_set
from extraction.conflict.families import keys
from extraction.types import Claim, Stance, Word

BODIES = word_set(
    "ministry department agency service council committee commission authority union association army navy "
    "government court office bureau party federation panel board inspectorate coastguard embassy inquiry"
)
"""Last words of names that take an article inside a sentence: "the Energy Ministry"."""


def sentence(left: Claim, right: Claim) -> str:
    """Both claims with their speakers, in one sentence: "Ruritania denied ...; the inspector said ..."."""
    first, second = _said(left, "One statement"), _said(right, "another" if not left.speaker else "another statement")
    if left.speaker and left.speaker == right.speaker:
        second = second.replace(f"{_called(right.speaker)} ", f"{_called(right.speaker)} also ", 1)
    return f"{first[:1].upper()}{first[1:]}; {second}."


def _said(claim: Claim, nobody: str) -> str:
    speaker = _called(claim.speaker) or nobody
    if claim.stance is not Stance.DENIES:
        return f"{speaker} {'said' if claim.speaker else 'was that'} {_inner(claim)}"
    by = f" by {claim.speaker}"
    if claim.speaker and claim.text.endswith(by):
        return f"{speaker} denied {_inner(claim)[: -len(by)]}"
    rest = claim.text[len(claim.speaker) :].strip() if claim.speaker and claim.text.startswith(claim.speaker) else ""
    if rest.partition(" ")[0].endswith("ing"):
        return f"{speaker} denied {rest}"
    return f"{speaker} denied that {_inner(claim)}"


def _called(name: str) -> str:
    """A speaker's name with the article that it takes inside a sentence."""
    last = name.rpartition(" ")[2].lower()
    bare = not name.lower().startswith(("the ", "a ", "an ", "his ", "her ", "its ", "their "))
    plural_name = "'s " in name or "\u2019s " in name
    return f"the {name}" if name and bare and not plural_name and last in BODIES else name


def _inner(claim: Claim) -> str:
    """The claim's text as it stands inside a sentence: small at its start, unless it starts with a name."""
    start = min((piece[0] for piece in claim.span), default=0)
    named = any(_has_capital(word) for word in claim.frame.words if start <= word.span[0] <= start + 1)
    if claim.speaker and claim.text.startswith(claim.speaker):
        return f"{_called(claim.speaker)}{claim.text[len(claim.speaker) :]}"
    if named or claim.text[:2] in ("I ", "I'", "I\u2019"):
        return claim.text
    first = claim.text.partition(" ")[0]
    return claim.text if first.isupper() and len(first) > 1 else claim.text[:1].lower() + claim.text[1:]


def _has_capital(word: Word) -> bool:
    """Whether a word is written with a capital anywhere: a name, or the adjective of a country."""
    nationality = word.pos == "ADJ" and word.lemma.endswith(("ian", "ean", "ese", "ish"))
    return word.pos == "PROPN" or nationality or any(key.startswith("=") for key in keys(word.lemma, word.pos))
