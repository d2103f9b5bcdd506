"""The words of a claim made to stand alone, and where they stand."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from extraction.types import Spans

if TYPE_CHECKING:
    from spacy.tokens import Token

POSSESSIVE = frozenset({"his", "her", "my", "our", "their", "its"})
_THIRD = {
    **dict.fromkeys(("am", "are", "'m", "’m", "'re", "’re"), "is"),
    **dict.fromkeys(("have", "'ve", "’ve"), "has"),
    **dict.fromkeys(("'ll", "’ll"), "will"),
    **dict.fromkeys(("'d", "’d"), "would"),
    "were": "was",
}
_MARKS = re.compile(r"[\"“”„«»]|(?<!\w)['‘’]|['’](?!\w)")


def spans_of(tokens: Sequence[Token]) -> Spans:
    """The pieces of text that tokens (in order) cover: neighbours make one piece."""
    pieces: list[tuple[int, int]] = []
    last = -2
    for token in tokens:
        start, end = token.idx, token.idx + len(token)
        if pieces and token.i == last + 1:
            pieces[-1] = pieces[-1][0], end
        else:
            pieces.append((start, end))
        last = token.i
    return tuple(pieces)


def stand_alone(tokens: Sequence[Token], names: Mapping[int, str], *, by: str = "") -> str:
    """The tokens as one statement without quotation marks, its first letter a capital, no full stop.

    `names` gives, by token index, the name that replaces a pronoun. `by` is the agent that a nominal
    lacks: "use of force" becomes "Use of force by Ruritania".
    """
    agreeing = _agreeing(tokens, names)
    parts: list[str] = []
    last = -1
    for token in tokens:
        if parts and token.i != last + 1 and not parts[-1].endswith(" "):
            parts.append(" ")
        parts.append((agreeing.get(token.i) or _word(token, names)) + token.whitespace_)
        last = token.i
    text = _MARKS.sub("", "".join(parts))
    text = re.sub(r"\s+", " ", text).strip(" ,;:.!?–—-")
    if by:
        text = f"{text} by {by}"
    return text[:1].upper() + text[1:]


def _agreeing(tokens: Sequence[Token], names: Mapping[int, str]) -> dict[int, str]:
    """Verbs whose subject "I" or "we" is now a name: "I am" is "Lund is", "we don't" is "Norvik doesn't"."""
    found: dict[int, str] = {}
    for token in tokens:
        if token.i not in names or token.lower_ not in ("i", "we") or token.dep_ not in ("nsubj", "nsubjpass"):
            continue
        helping = [child for child in token.head.children if child.dep_ in ("aux", "auxpass")]
        finite = next((verb for verb in [*helping, token.head] if verb.tag_ in ("VBP", "VBD", "MD")), None)
        if finite is not None:
            form = _third_person(finite)
            found[finite.i] = f" {form}" if finite.text[:1] in "'’" else form
    return found


def _third_person(verb: Token) -> str:
    """A finite verb's form after "she": past forms and modals stay, but for "were"."""
    lower = verb.lower_
    if lower in _THIRD:
        return _THIRD[lower]
    if verb.tag_ != "VBP":
        return str(verb.text)
    if re.search(r"[^aeiou]y$", lower):
        return f"{verb.text[:-1]}ies"
    return f"{verb.text}es" if lower.endswith(("s", "x", "z", "ch", "sh", "o")) else f"{verb.text}s"


def _word(token: Token, names: Mapping[int, str]) -> str:
    """A token's text, or the name it stands for."""
    name = names.get(token.i)
    if name is None:
        return str(token.text)
    return f"{name}'s" if token.lower_ in POSSESSIVE and token.dep_ == "poss" else name
