"""The one sentence that says in plain English what clashes.

It is made in two steps, since who speaks is known for certain only when the sentence is shown: `wording` has a place
for each speaker's name, `composed` puts the names there.
"""

from __future__ import annotations

import re

from extraction.claims.lexicon import word_set
from extraction.conflict.families import keys
from extraction.types import Claim, Stance, Word

LEFT, RIGHT = "{left}", "{right}"
"""Where a wording takes the speakers' names."""
BODIES = word_set(
    "ministry department agency service council committee commission authority union association army navy "
    "government court office bureau party federation panel board inspectorate coastguard embassy inquiry"
)
"""Last words of names that take an article inside a sentence: "the Energy Ministry"."""
_PLACE = re.compile(r"\{(left|right)\}( said)?")


def sentence(left: Claim, right: Claim) -> str:
    """Both claims with their speakers, in one sentence: "Ruritania denied ...; the inspector said ..."."""
    same = bool(left.speaker) and left.speaker == right.speaker
    return composed(wording(left, right), left.speaker, right.speaker, same=same)


def wording(left: Claim, right: Claim, *, inserted: tuple[bool, bool] = (True, True)) -> str:
    """Both claims in one sentence, with the places `LEFT` and `RIGHT` for who speaks.

    `inserted` says of each side whether its speaker's name inside the claim's text took the place of a pronoun, and
    so goes with the speaker; a name that was printed there stays, whoever speaks.
    """
    return f"{_said(left, LEFT, inserted[0])}; {_said(right, RIGHT, inserted[1])}."


def composed(wording: str, left: str, right: str, *, same: bool) -> str:
    """The wording with these names, "" for nobody. `same` says that one speaks on both sides."""
    names = {"left": _called(left), "right": _called(right)}
    nobody = {"left": "one statement", "right": "another statement" if left else "another"}
    opened: set[str] = set()

    def put(place: re.Match[str]) -> str:
        side, said = place[1], place[2] or ""
        opens = side not in opened
        opened.add(side)
        if not names[side]:
            return f"{nobody[side]}{' was that' if said else ''}" if opens else f"the speaker{said}"
        also = " also" if opens and same and side == "right" else ""
        return f"{names[side]}{also}{said}"

    whole = _PLACE.sub(put, wording)
    return f"{whole[:1].upper()}{whole[1:]}"


def spoken(claim: Claim) -> tuple[str, int]:
    """A claim in one sentence with who says or denies it, and where in it the claim's own text starts."""
    denies = claim.stance is Stance.DENIES
    if not claim.speaker or (claim.text.startswith(claim.speaker) and not denies):
        return claim.text, 0
    verb = "denied that" if denies else "said"
    start = f"{_called(claim.speaker)} {verb} "
    return f"{start}{claim.text}", len(start)


def _said(claim: Claim, place: str, inserted: bool) -> str:
    """One side: who says or denies what."""
    if claim.stance is not Stance.DENIES:
        return f"{place} said {_inner(claim, place, inserted)}"
    by = f" by {claim.speaker}"
    if claim.speaker and claim.text.endswith(by):
        return f"{place} denied {_inner(claim, place, inserted, without=by)}"
    rest = claim.text[len(claim.speaker) :].strip() if claim.speaker and claim.text.startswith(claim.speaker) else ""
    if rest.partition(" ")[0].endswith("ing"):
        return f"{place} denied {_plain(rest)}"
    return f"{place} denied that {_inner(claim, place, inserted)}"


def _called(name: str) -> str:
    """A speaker's name with the article that it takes inside a sentence."""
    last = name.rpartition(" ")[2].lower()
    bare = not name.lower().startswith(("the ", "a ", "an ", "his ", "her ", "its ", "their "))
    plural_name = "'s " in name or "\u2019s " in name
    return f"the {name}" if name and bare and not plural_name and last in BODIES else name


def _inner(claim: Claim, place: str, inserted: bool, *, without: str = "") -> str:
    """The claim's text as it stands inside a sentence, `without` its ending."""
    text = _plain(_small(claim).removesuffix(without))
    if not claim.speaker or not inserted:
        return text
    name = re.escape(_plain(claim.speaker))
    return re.sub(rf"(?<!\w)(?:the )?{name}(?!\w)", place, text)


def _plain(text: str) -> str:
    """Without the marks of a place."""
    return text.replace("{", "(").replace("}", ")")


def _small(claim: Claim) -> str:
    """The claim's text, small at its start unless it starts with a name."""
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
