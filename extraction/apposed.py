"""Names that stand beside the word that carries a source: "the spokesman, Federico Ames"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extraction.names import forenames, plain
from extraction.roles import COURTESY_TITLES, DOCUMENTS, ORGANISATIONS, ROLES, SHORT_TITLES, role

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens
    from spacy.tokens import Token

PROPER_PLURALS = ("NNPS", "NNS")
OWNERS = frozenset({"developer", "operator", "organiser", "organizer", "owner", "promoter", "publisher"})
"""Owners that a firm may be."""

OF = frozenset({"at", "for", "in", "of"})
"""What stands between an office and where it is held."""

NOT_PEOPLE = frozenset({"FAC", "GPE", "NORP", "ORG"})
LONGEST_LOOK, LONGEST_GIVEN = 14, 5
"""How many words behind somebody, and before the name, are looked at for how it is given."""


def apposed(piece: Tokens, head: Token) -> list[Token]:
    """Names that stand in apposition to the head: "the spokesman, Federico Ames"; none to "the authors, Ann and Bo".

    In "the governor of Altmark, Federico Ames" the parser hangs the person's name on the place's.
    """
    if head.tag_ in PROPER_PLURALS:
        return []
    found = [t for t in head.children if t.dep_ == "appos" and piece.start <= t.i < piece.end and t.pos_ == "PROPN"]
    found = [t for t in found if not may_be_anothers(head, t)]
    if found or role(head.lower_) not in ROLES:
        return found
    places = [t for of in head.rights if of.lower_ in OF for t in of.children if t.pos_ in ("PROPN", "NOUN")]
    behind = (t for place in places for t in place.rights if t.dep_ == "appos" and t.i < piece.end)
    return [t for t in behind if t.ent_type_ == "PERSON" and not may_be_anothers(head, t)]


def may_be_anothers(head: Token, name: Token) -> bool:
    """Whether somebody else stands between: "the spokesman of a minister, Ann Ames"."""
    if role(head.lemma_) in DOCUMENTS:
        return False
    between = head.doc[head.i + 1 : name.left_edge.i]
    if any(t.dep_ == "pobj" and t.tag_ == "NN" and _has_the(t) for t in between) and not _begins_like_a_person(name):
        return True  # "the owner of the horse, Silver Dawn"
    return any(
        t.dep_ == "pobj" and t.tag_ in ("NN", "NNP") and role(t.lower_) in ROLES - ORGANISATIONS for t in between
    )


def _has_the(noun: Token) -> bool:
    return any(child.dep_ == "det" for child in noun.lefts)


def _begins_like_a_person(name: Token) -> bool:
    """Whether a name begins with a forename, a title or an initial."""
    first = name.left_edge
    known = any(plain(token.text) in forenames() for token in name.doc[first.i : name.i])
    return known or first.lower_.rstrip(".") in COURTESY_TITLES or len(first.text.rstrip(".")) == 1


def apposed_body(piece: Tokens, head: Token) -> Token | None:
    """The body's name beside what it is: "the seller, Loon Point Holdings"."""
    if head.tag_ not in ("NN", "NNS") or (head.tag_ == "NNS" and head.lemma_ not in OWNERS):
        return None
    beside = (t for t in head.children if t.dep_ == "appos" and head.i < t.i < piece.end and t.pos_ == "PROPN")
    body = role(head.lemma_) in ORGANISATIONS
    return next((t for t in beside if t.ent_type_ == "ORG" or (body and t.ent_type_ in ("", "FAC"))), None)


def own_name(piece: Tokens, head: Token) -> Token | None:
    """The only name that somebody gives: "a vendor, who gave her name only as Pauline", "a woman, surnamed Feng"."""
    clause = max((t.right_edge.i for t in head.rights if t.dep_ in ("relcl", "acl")), default=head.i)
    end = min(len(head.doc), head.i + LONGEST_LOOK, max(piece.end, clause + 1))
    for token in head.doc[head.i + 1 : end]:
        if token.is_sent_start or token.dep_ == "ROOT":
            return None
        if token.pos_ == "PROPN" and token.text[:1].isupper():
            return token if token.ent_type_ not in NOT_PEOPLE and _is_given(head, token) else None
    return None


def _is_given(head: Token, name: Token) -> bool:
    """Whether a name is the one by which somebody is called, or that they give."""
    before = head.doc[head.i + 1 : name.i]
    last = before[-1] if len(before) else head
    if last.lower_ in ("called", "named", "surnamed"):
        return last.dep_ == "acl" and last.head == head
    gives = [t for t in before if t.lemma_ == "give"]
    said = [t.lower_ for t in before[-LONGEST_GIVEN:]]
    told = "name" in said and (last.lower_ in ("as", "only") or (last.text == "," and "first" in said))
    return told and bool(gives) and not any(t.dep_ == "neg" for give in gives for t in give.children)


def titled_after(piece: Tokens, head: Token) -> list[Token]:
    """The name after a short title that follows the head, as in "RCMP Const. Ann Ames"."""
    after = piece.doc[head.i + 1 : piece.end]
    titled = len(after) > 1 and after[0].text.endswith(".") and after[0].lower_.rstrip(".") in SHORT_TITLES
    if not titled or after[1].pos_ != "PROPN":
        return []
    return [next((token for token in after[1:] if token.dep_ != "compound"), after[1])]
