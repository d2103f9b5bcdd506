"""The one sentence that says in plain English what clashes."""

from __future__ import annotations

from extraction.conflict.families import keys
from extraction.types import Claim, Stance, Word


def sentence(left: Claim, right: Claim) -> str:
    """Both claims with their speakers, in one sentence: "Ruritania denies ...; the inspector says ..."."""
    first, second = _said(left, "One statement"), _said(right, "Another" if not left.speaker else "Another statement")
    return f"{first[:1].upper()}{first[1:]}; {second}."


def _said(claim: Claim, nobody: str) -> str:
    speaker = claim.speaker or nobody
    if claim.stance is not Stance.DENIES:
        return f"{speaker} says {_inner(claim)}"
    by = f" by {claim.speaker}"
    if claim.speaker and claim.text.endswith(by):
        return f"{speaker} denies {_inner(claim)[: -len(by)]}"
    rest = claim.text[len(claim.speaker) :].strip() if claim.speaker and claim.text.startswith(claim.speaker) else ""
    if rest.partition(" ")[0].endswith("ing"):
        return f"{speaker} denies {rest}"
    return f"{speaker} denies that {_inner(claim)}"


def _inner(claim: Claim) -> str:
    """The claim's text as it stands inside a sentence: small at its start, unless it starts with a name."""
    start = min((piece[0] for piece in claim.span), default=0)
    named = any(_has_capital(word) for word in claim.frame.words if start <= word.span[0] <= start + 1)
    if named or claim.text[:2] in ("I ", "I'") or (claim.speaker and claim.text.startswith(claim.speaker)):
        return claim.text
    first = claim.text.partition(" ")[0]
    return claim.text if first.isupper() and len(first) > 1 else claim.text[:1].lower() + claim.text[1:]


def _has_capital(word: Word) -> bool:
    """Whether a word is written with a capital anywhere: a name, or the adjective of a country."""
    nationality = word.pos == "ADJ" and word.lemma.endswith(("ian", "ean", "ese", "ish"))
    return word.pos == "PROPN" or nationality or any(key.startswith("=") for key in keys(word.lemma, word.pos))
