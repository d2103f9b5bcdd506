"""A person's name that ends a source headed by what somebody is: "Minister for Transport Ann Ames"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extraction.heads import hidden
from extraction.roles import COURTESY_TITLES, ORGANISATIONS, ROLES, TITLE_WORDS, role

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens
    from spacy.tokens import Token

    from extraction.directory import Directory
    from extraction.people import Naming

PLEADERS = frozenset({"attorney", "barrister", "counsel", "lawyer", "solicitor"})
"""Who speaks for somebody: a name with a title behind is theirs, as in "counsel for the minister, Ms Ann Ames,"."""


def behind_office(piece: Tokens, head: Token, directory: Directory) -> Naming | None:
    """The name behind what looks like one and an office in small letters: "New Lenz police chief | Al Ames"."""
    offices = [t for t in piece if t.i > head.i and t.tag_ == "NN" and t.is_lower and role(t.lemma_) in ROLES]
    if head.pos_ != "PROPN" or not offices or any(t.is_punct for t in piece.doc[head.i : offices[-1].i]):
        return None
    if any(t.pos_ == "ADP" for t in piece.doc[head.i : offices[-1].i]):
        return None  # "Widow of officer Ann Ames"
    return next((directory.namings[i] for i in range(offices[-1].i + 1, piece.end) if i in directory.namings), None)


def titled(piece: Tokens, head: Token, directory: Directory) -> Naming | None:
    """The one person of the text whose name ends a source that is headed by an office or what hangs on it.

    "Minister for Transport Ann Ames", "Sgt. Ann Ames", "Lib Dem councillor Ann Ames": the parser takes the office, or a
    word of the party's, for what carries the name.
    """
    if hidden(piece) is not None:
        return None
    closed = any(t.text == ")" for t in piece)  # "Justice (retd) Ann Ames"
    end = next((t.i for t in piece if t.i > head.i and (t.text == "," or (t.text == "(" and not closed))), piece.end)
    one = head.tag_ == "NN" or (head.tag_ == "NNP" and (head.is_sent_start or head.text.isupper()))
    if end < piece.end and one and role(head.lemma_.lower()) in ROLES:
        return _named_behind(piece, head, end, directory)
    namings = [directory.namings[i] for i in range(piece.start, end) if i in directory.namings]
    if not namings or namings[-1].head != end - 1 or namings[-1].start <= head.i <= namings[-1].head:
        return None
    naming, doc = namings[-1], piece.doc
    if any(len(one.words) > 1 for one in namings[:-1]):
        return None
    before = doc[naming.start - 1]
    offices = [t for t in doc[piece.start : naming.start] if role(t.lower_) in ROLES or role(t.lower_) in TITLE_WORDS]
    if _is_for(doc[head.i + 1 : naming.start]):
        return None
    if not offices or before.pos_ in ("ADP", "PART", "CCONJ", "VERB", "AUX") or before.text in ("'s", "’s", "'", "’"):
        return None
    return naming


def _named_behind(piece: Tokens, head: Token, comma: int, directory: Directory) -> Naming | None:
    """The person whose name follows an office and its comma: "the chairman of selectors, Ann Ames, said"."""
    doc = piece.doc
    between = doc[head.i + 1 : comma]
    pleads = head.lemma_.lower() in PLEADERS and between[:1].text == "for"
    pleads = pleads and doc[comma + 1].lower_.rstrip(".") in COURTESY_TITLES
    if any(
        t.pos_ == "CCONJ"
        or (not pleads and t.pos_ in ("NOUN", "PROPN") and role(t.lemma_.lower()) in ROLES - ORGANISATIONS)
        for t in between
    ):
        return None  # "the mother of the boy, Ben Ames"
    at = comma + 1
    while at < piece.end and at not in directory.namings and doc[at].pos_ == "PROPN":
        at += 1  # "Mrs"
    naming = directory.namings.get(at)
    if naming is None or len(naming.words) < 2:
        return None
    return naming


def _is_for(between: Tokens) -> bool:
    """Whether a title belongs to whom somebody speaks for, or has to do with: "an aide | to President | Ann Ames".

    Not so "Chief of Staff General Ann Ames", where something else than a title stands behind the small word.
    """
    links = [t.i for t in between if t.pos_ == "ADP" or t.tag_ in ("IN", "TO", "VBG")]
    behind = [t for t in between.doc[links[-1] + 1 : between.end] if t.pos_ not in ("DET", "ADJ")] if links else []
    titles = (
        role(t.lower_) in ROLES or t.lower_.rstrip(".") in COURTESY_TITLES or t.tag_ in ("VBN", "JJ") for t in behind
    )
    return bool(behind) and all(titles)
