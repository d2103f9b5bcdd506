"""Full names that the recogniser misses and that their sentence shows: by who it is, by how it is made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Set
from typing import TYPE_CHECKING

from extraction.acts import UTTERING
from extraction.bodies import NEWSPAPERS
from extraction.governments import government
from extraction.names import forenames, plain
from extraction.people import is_initial
from extraction.pipeline import is_double
from extraction.roles import COURTESY_TITLES, DOCUMENTS, ORGANISATIONS, ROLES, TITLE_WORDS, role

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Tokens

LONGEST_WHO = 4
"""Words of a name that a clause with "who" shows to be a person's."""

LONGEST_OFFICE = 6
"""How many words behind a name are looked at for the office of who has it."""

SIDES = frozenset({"majority", "minority", "opposition"})
"""What has no name of its own behind an office: "the leader of the opposition, Al Ames,"."""
OF_FIRMS = frozenset({"developer", "operator", "owner", "partner", "producer", "rival", "source", "user"})
"""Nouns for people that firms are called by too."""


def doubled(doc: Doc, small: Set[str]) -> list[tuple[int, int]]:
    """Names with a word of two that the recogniser takes for no person's: "Hinemoa Parata-Lind said".

    A forename of two counts where the surname stands elsewhere too.
    """
    found = []
    times = Counter(token.text for token in doc)
    for token in doc[1:]:
        before = doc[token.i - 1]
        if token.pos_ != "PROPN" or token.ent_type_ == "PERSON" or not is_double(token.text) or before.is_punct:
            continue
        after = doc[token.i + 1] if token.i + 1 < len(doc) else None
        goes_on = after is not None and after.pos_ == "PROPN" and after.text[:1].isupper()
        speaks = token.dep_ == "nsubj" and token.head.lemma_ in UTTERING
        shown = is_forename(before) or speaks or (after is not None and has_who(after))
        if after is not None and goes_on and times[after.text] > 1 and _is_two(doc, token.i, small):
            found.append((token.i, token.i + 2))
        if shown and not goes_on and before.pos_ == "PROPN" and before.text.isalpha() and may_name(before, small):
            found.append((before.i, token.i + 1))
    return found


def _is_two(doc: Doc, at: int, small: Set[str]) -> bool:
    """Whether a word and the next are all of a name of two words."""
    surname, beyond = doc[at + 1], doc[at + 2 : at + 3]
    alone = doc[at - 1].pos_ not in ("DET", "PROPN", "ADJ") and not any(t.pos_ == "PROPN" for t in beyond)
    return alone and surname.text.isalpha() and may_name(surname, small) and surname.ent_type_ not in ("NORP", "ORG")


def introduced(doc: Doc, small: Set[str]) -> Iterator[tuple[int, int]]:
    """Names of two or three words that nothing is made of, behind which the text says what a person is."""
    start = 0
    for end in range(len(doc) + 1):
        if end < len(doc) and doc[end].pos_ == "PROPN" and not doc[end].ent_type_ and may_name(doc[end], small):
            continue
        bare = start == 0 or doc[start - 1].pos_ not in ("DET", "PROPN", "ADJ")
        if (
            1 < end - start <= LONGEST_WHO
            and bare
            and (is_somebody(doc[start:end]) or (end < len(doc) and has_who(doc[end])))
        ):
            yield start, end
        start = end + 1


def apposed_runs(doc: Doc, small: Set[str]) -> Iterator[tuple[int, int]]:
    """Names between commas behind an office, whatever they are taken for: "the leader of the choir, Al Ames,".

    None behind a name, as in "the mayor of Altmark, New Mexico,".
    """
    for comma in doc:
        start = comma.i + 1
        if comma.text != "," or comma.i == 0 or doc[comma.i - 1].pos_ != "NOUN":
            continue
        end = start
        while end < len(doc) and doc[end].pos_ == "PROPN" and may_name(doc[end], small):
            end += 1
        closed = end < len(doc) and doc[end].text == ","
        office = _office_of(doc[comma.i - 1]) if closed and 1 < end - start <= LONGEST_WHO else None
        # "The captain of the ferry, Ocean Spirit,": the name may be the thing's
        own = office is not None and (office.i == comma.i - 1 or doc[comma.i - 1].lower_ in SIDES)
        if own:
            yield start, end


def _office_of(noun: Token) -> Token | None:
    """The word for one person's office that heads the phrase that ends with a noun."""
    doc, at = noun.doc, noun
    while at.dep_ in ("pobj", "prep") and noun.i - at.head.i <= LONGEST_OFFICE and at.head.i < at.i:
        at = at.head
    office = at.tag_ == "NN" and role(at.lemma_) in ROLES - ORGANISATIONS - OF_FIRMS and doc[at.i].is_lower
    return at if office else None


def is_somebody(ent: Tokens) -> bool:
    """Whether "a" and a person's office stand behind a name: "Fiachra Ames, a control manager"."""
    after = list(ent.doc[ent.end : ent.end + LONGEST_OFFICE])
    if len(after) < 3 or after[0].text != "," or after[1].lower_ not in ("a", "an"):
        return False
    nouns = (
        t
        for at, t in enumerate(after[2:], 2)
        if t.pos_ == "NOUN" and (at + 1 == len(after) or after[at + 1].pos_ != "NOUN")
    )
    noun = next(nouns, None)
    return noun is not None and role(noun.lemma_) in ROLES - ORGANISATIONS - OF_FIRMS


def follows_office(doc: Doc, start: int) -> bool:
    """Whether a small word for an office stands right before a place, or before it and a comma: "its head, "."""
    at = start - 2 if start > 1 and doc[start - 1].text == "," else start - 1
    return at >= 0 and doc[at].is_lower and doc[at].tag_ == "NN" and role(doc[at].lemma_) in ROLES | {"figure"}


def has_who(comma: Token) -> bool:
    """Whether a clause of a person, with "who", stands behind a comma."""
    doc, at = comma.doc, comma.i + 1
    return comma.text == "," and at < len(doc) and doc[at].lower_ in ("who", "whose", "whom")


def has_age(comma: Token) -> bool:
    """Whether an age stands behind a comma: ", 44," of "Ann Ames, 44, said"."""
    after = comma.doc[comma.i + 1 : comma.i + 3]
    return comma.text == "," and len(after) == 2 and after[0].text.isdigit() and after[1].text in (",", ".")


def may_name(token: Token, small: Set[str]) -> bool:
    """Whether a word may be of a person's name: capital, no word for an office, a body, a document, a country."""
    word = role(token.text)
    small_too = any(char.islower() for char in token.text) or is_initial(token.text)
    capital = token.text[:1].isupper() and small_too and "\n" not in token.text
    known = word in ROLES or word in TITLE_WORDS or word in ORGANISATIONS or word in DOCUMENTS
    return (
        capital
        and not known
        and word not in COURTESY_TITLES
        and word not in NEWSPAPERS
        and token.lower_ not in small
        and not government(token.text)
    )


def is_forename(token: Token) -> bool:
    """Whether a list of forenames has a word."""
    return plain(token.text) in forenames()
