"""Which words of a source carry it: the piece without its marks, and the word that means who speaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extraction.people import ONE
from extraction.roles import COURTESY_TITLES, RANKS, ROLES, role

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens
    from spacy.tokens import Token

RELATIVES = ("WP", "WDT", "WP$")
"""Tags of relative pronouns."""


def trimmed(piece: Tokens) -> Tokens | None:
    """The piece without punctuation and blanks at its ends."""
    start, end = piece.start, piece.end
    while start < end and (piece.doc[start].is_punct or piece.doc[start].is_space):
        start += 1
    while end > start and (piece.doc[end - 1].is_punct or piece.doc[end - 1].is_space or _opens_clause(piece, end - 1)):
        end -= 1
    return piece.doc[start:end] if end > start else None


def _opens_clause(piece: Tokens, at: int) -> bool:
    """Whether the "which" of a clause that lies outside the source ends it: "the airline, which"."""
    return at > piece.start + 1 and piece.doc[at].tag_ in RELATIVES and piece.doc[at - 1].text == ","


def head_of(piece: Tokens) -> Token:
    """The word that means who speaks: the root, unless it is an age, a title, or whom somebody unnamed is close to."""
    root = piece.root
    unnamed = hidden(piece)
    if unnamed is not None:
        return unnamed
    if _is_title_alone(piece, root):
        return piece.doc[root.i + 1]
    last = piece[-1]
    if piece[0].lower_ in ONE and last.tag_ == "NN" and last.dep_ == "pobj" and role(last.lemma_) == "spokesperson":
        return last  # "a Transport for Lenz spokesman"
    if root.pos_ in ("NOUN", "PROPN", "PRON") or (root.ent_type_ and not _is_age(root)):
        return root
    nouns = [token for token in piece if token.pos_ in ("PROPN", "NOUN", "PRON")]
    person = next((token for token in nouns if token.ent_type_ == "PERSON"), None)
    return person or (nouns[0] if nouns else root)


def _is_title_alone(piece: Tokens, root: Token) -> bool:
    """Whether the parser takes the title before a name for another word: "Coun Al Ames"."""
    title = root.lower_.rstrip(".") in COURTESY_TITLES or root.text in RANKS
    return title and root.i + 1 < piece.end and piece.doc[root.i + 1].ent_type_ == "PERSON"


def hidden(piece: Tokens) -> Token | None:
    """Who isn't named but by whom they stand near: "a source close to Al Ames"."""
    near = next((t for t in piece[1:] if t.lower_ in ("close", "familiar")), None)
    before = piece.doc[near.i - 1] if near is not None else None
    told = before is not None and before.tag_ in ("NN", "NNS") and role(before.lemma_) in ROLES
    return before if told and near is not None and piece.doc[near.i + 1 : near.i + 2].text in ("to", "with") else None


def _is_age(token: Token) -> bool:
    """Whether a number is but an age after a name, as in "Ames, 72"."""
    return token.ent_type_ == "DATE" and token.pos_ == "NUM"
