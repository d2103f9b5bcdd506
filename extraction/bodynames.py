"""What a body is called where it speaks: its name's first and last word within a source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extraction.roles import ORGANISATIONS, role
from extraction.types import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Tokens

POINTERS = frozenset({"the", "this", "that", "these", "those", "such"})
TRADES_OF = frozenset(
    {"airline", "automaker", "brewer", "broadcaster", "brokerage", "builder", "carmaker", "charity", "chipmaker",
     "developer", "drugmaker", "grocer", "insurer", "lender", "maker", "manufacturer", "miner", "operator", "owner",
     "promoter", "retailer", "shipbuilder", "steelmaker", "supermarket", "supplier", "utility", "watchdog"}
)  # fmt: skip
"""What a body is called right before its name, without an article."""
LINKS = frozenset({"a", "against", "an", "and", "for", "of", "on", "the"})
"""Small words inside a body's name."""


def proper_name(piece: Tokens, head: Token) -> tuple[str, Span]:
    """The name at the head, from its first word within the piece to its end, without a leading article."""
    doc, start, end = piece.doc, head.i, head.i + 1
    while start > piece.start and (doc[start].ent_iob_ == "I" or _part_of_name(doc[start - 1], head)):
        start -= 1
    while end < piece.end and doc[end].ent_iob_ == "I":
        end += 1
    end = _purpose_end(piece, head, end)
    while end + 1 < piece.end and doc[end].pos_ == "ADP" and doc[end].is_title and doc[end + 1].is_title:
        end += 2  # "Mercy Without Walls"
    while end - 1 > start and (doc[end - 1].text in ("'s", "’s", "'", "’") or doc[end - 1].pos_ == "ADP"):
        end -= 1
    if piece[0].lower_ == "the" and role(doc[start].lower_) in ORGANISATIONS and _owned(doc, piece.start + 1, start):
        start = piece.start + 1  # "the Tolland County Sheriff's Office"
    while start < end - 1 and (doc[start].lower_ in POINTERS or doc[start].pos_ == "DET" or _is_common(doc[start])):
        start += 1
    if (
        start < end - 1
        and start == piece.start
        and doc[start].lower_ in TRADES_OF
        and role(doc[start + 1].lower_) not in ORGANISATIONS
    ):
        start += 1  # "Insurer Southern Mutual"
    return doc[start:end].text, (doc[start].idx, doc[end - 1].idx + len(doc[end - 1]))


def _owned(doc: Doc, start: int, end: int) -> bool:
    """Whether names with a possessive ending stand there, all with capitals."""
    words = list(doc[start:end])
    ends = len(words) > 1 and words[-1].text in ("'s", "’s")
    return ends and all(word.pos_ == "PROPN" and word.text[:1].isupper() for word in words[:-1])


def _is_common(token: Token) -> bool:
    """Whether a small word stands before a body's name: "state Department of Conservation"."""
    return token.is_lower and token.is_alpha and token.ent_iob_ != "I"


def _purpose_end(piece: Tokens, head: Token, end: int) -> int:
    """Where a body's name ends that goes on with its purpose: "Society for the Protection of Estuaries"."""
    doc, at = piece.doc, end
    if role(head.lower_) not in ORGANISATIONS or not head.text[:1].isupper():
        return end
    while at < piece.end and (doc[at].lower_ in LINKS or (doc[at].pos_ == "PROPN" and doc[at].text[:1].isupper())):
        at += 1
        end = at if doc[at - 1].pos_ == "PROPN" else end
    return end


def _part_of_name(token: Token, head: Token) -> bool:
    """Whether a word hangs on a name's head, or on a word between that does: "South Shore Association"."""
    on = token.i < token.head.i <= head.i
    return token.pos_ == "PROPN" and on and token.dep_ in ("compound", "nmod", "amod")
