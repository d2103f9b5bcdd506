"""What the recogniser takes for a person though the sentence shows a body: "Ulster Water, which runs the plant".

The parsed text is mended once, so that all that reads it sees the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from extraction.governments import is_country
from extraction.names import forenames, plain
from extraction.roles import ORGANISATIONS, ROLES, role

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Tokens

POSSESSIVES = ("'s", "’s", "'", "’")
NAMED_FOR = frozenset({"academy", "church", "college", "hospital", "school", "university"})
"""Bodies that have somebody's name: a party is not called by its leader's."""
COMPANY_ENDINGS = frozenset({"ag", "co", "corp", "gmbh", "inc", "llc", "ltd", "nv", "plc", "sa"})
FIRM_WORDS = frozenset(
    {"Airlines", "Airways", "Brewery", "Chemicals", "Energy", "Foods", "Holdings", "Industries", "Insurance"}
    | {"Bancorp", "Bank", "Electric", "Group", "Hydro", "Petroleum", "Telecom"}
    | {"Logistics", "Motors", "Pharmaceuticals", "Resources", "Shipping", "Systems", "Technologies"}
)
"""Last words of firms' names that are nobody's surname."""

LONGEST_BODY = 5
"""Words behind "the" among which the noun of an apposition is looked for: "the pair's badminton club, …"."""


def mend_entities(doc: Doc) -> None:
    """Make bodies of those of the recogniser's persons that are bodies by what stands beside them. In place."""
    short = {in_brackets(ent) for ent in doc.ents if ent.label_ == "ORG"}
    persons = [ent for ent in doc.ents if ent.label_ == "PERSON"]
    bodies = [_as_body(ent) for ent in persons if ent.text in short or _is_body(ent)]
    bodies += [*_with_letters(doc), *_whole(doc)]
    if bodies:
        bodies = _apart(bodies)
        taken = {i for body in bodies for i in range(body.start, body.end)}
        doc.set_ents([*bodies, *(ent for ent in doc.ents if taken.isdisjoint(range(ent.start, ent.end)))])


def _with_letters(doc: Doc) -> list[Tokens]:
    """Bodies whose letters stand in brackets behind a name with capitals: "Elections Watch Kenya (EWK)"."""
    found = []
    for at in range(2, len(doc) - 1):
        letters = doc[at].text
        if doc[at - 1].text != "(" or doc[at + 1].text != ")" or not (letters.isupper() and letters.isalpha()):
            continue
        start = at - 1 - len(letters)
        words = doc[max(0, start) : at - 1]
        spelt = start >= 0 and len(letters) > 2 and "".join(word.text[0] for word in words) == letters
        if spelt and not any(word.ent_type_ == "ORG" for word in words):
            found.append(_body(doc, start, at - 1))
            for word in words:
                word.pos_, word.tag_ = "PROPN", "NNP"  # the tagger takes "Watch" for a verb
    return found


def _apart(bodies: list[Tokens]) -> list[Tokens]:
    """Bodies of which none holds a word of another: "St Brigid's | Hope Academy, which" is one, the longer."""
    from spacy.util import filter_spans  # noqa: PLC0415 - heavy: only what reads a text needs it

    return filter_spans(bodies)


def in_brackets(ent: Tokens) -> str:
    """The short form in brackets behind a body's name, "" for none: "Retail and Allied Workers Union (Rawu)".

    Its letters stand in the name, in order: "Rovers (Ames)" tells who scored.
    """
    after = ent.doc[ent.end : ent.end + 3]
    if len(after) < 3 or (after[0].text, after[2].text) != ("(", ")") or not after[1].text[:1].isupper():
        return ""
    short = plain(after[1].text)
    words = [t for t in ent.doc[max(ent.sent.start, ent.start - LONGEST_BODY) : ent.end] if t.text[:1].isupper()]
    first = next((at for at, word in enumerate(words) if plain(word.text)[:1] == short[:1]), len(words))
    letters = iter(plain("".join(word.text for word in words[first:])))
    return after[1].text if len(short) > 1 and all(letter in letters for letter in short) else ""


def _whole(doc: Doc) -> list[Tokens]:
    """Bodies' names with what the recogniser cuts off before "and": "the Miners and | Sailors Union"."""
    found = [made for ent in doc.ents if ent.label_ == "ORG" and (made := _with_owner(ent)) is not None]
    for ent in doc.ents:
        at = ent.start - 2
        if ent.label_ != "ORG" or at < 1 or doc[at + 1].lower_ != "and" or doc[at - 1].lower_ != "the":
            continue
        noun = role(ent[-1].lower_) in ORGANISATIONS and ent[-1].text[:1].isupper()
        part = doc[at].ent_type_ in ("", "GPE", "LOC", "PERSON", "PRODUCT") and not is_country(doc[at].text)
        if noun and part and doc[at].is_title:
            found.append(_body(doc, at, ent.end))
    return found


def _with_owner(ent: Tokens) -> Tokens | None:
    """A body's name with whom it is of or for: "the | Passengers' | Welfare Forum", "Agency for | Digital Payments"."""
    doc, start = ent.doc, ent.start
    if start < 3:
        return None
    link, before = doc[start - 1], doc[start - 2]
    if not before.is_title:
        return None
    owned = link.text in ("'", "’") and before.tag_ in ("NNS", "NNPS") and doc[start - 3].lower_ == "the"
    noun = role(before.text) in ORGANISATIONS and (not before.ent_type_ or before.ent_iob_ == "B")
    cut = noun and before.ent_type_ in ("", "ORG") and ent[0].is_title and role(ent[-1].text) not in ORGANISATIONS
    return _body(doc, start - 2, ent.end) if owned or (cut and link.lower_ in ("for", "of")) else None


def _body(doc: Doc, start: int, end: int) -> Tokens:
    """Some words as a body's name."""
    from spacy.tokens import Span  # noqa: PLC0415 - heavy: only what reads a text needs it

    return Span(doc, start, end, label="ORG")


def _as_body(ent: Tokens) -> Tokens:
    return _body(ent.doc, ent.start, max(ent.end, _owned_end(ent)))


def _owned_end(ent: Tokens) -> int:
    """Where a body's name ends that begins with somebody's: "St Brigid's Primary School"; 0 where it is no such."""
    doc = ent.doc
    at = ent.end - (ent[-1].text in POSSESSIVES)
    end = at + 1
    while end < len(doc) and doc[end].is_title and doc[end].pos_ == "PROPN" and end - at <= LONGEST_BODY:
        end += 1
    owned = at > ent.start and doc[at : at + 1].text in POSSESSIVES and end > at + 1
    return end if owned and role(doc[end - 1].text) in NAMED_FOR else 0


def _is_body(ent: Tokens) -> bool:
    return (
        _follows_its_noun(ent)
        or _ends_like_a_firm(ent)
        or _owned_end(ent) > 0
        or _has_article(ent)
        or _has_which(ent)
        or _is_shortened(ent)
        or _is_office_of_place(ent)
        or _is_apposed(ent)
    )


def _has_article(ent: Tokens) -> bool:
    """ "The Free Highlands Front": "the" before, and a noun for a body at the end."""
    told = ent.start > 0 and ent.doc[ent.start - 1].lower_ == "the" and len(ent) > 1
    return told and role(ent[-1].text) in ORGANISATIONS - ROLES


def _ends_like_a_firm(ent: Tokens) -> bool:
    """ "Brandt AG", "Harlan Foods": no surname; nor is what "the trade body" or "the bank" stands beside."""
    last = ent[-1].text.rstrip(".")
    firm = len(ent) > 1 and (last.lower() in COMPANY_ENDINGS or last in FIRM_WORDS) and not ent[0].text.endswith(".")
    after = ent.doc[ent.end : ent.end + 2]
    beside = [t for t in ent.root.children if t.dep_ == "appos" and t.i > ent.root.i]
    told = len(after) == 2 and after[0].text == "," and any(_is_one_body(t, free=False) for t in beside[:1])
    return firm or (told and plain(ent[0].text) not in forenames())


def _follows_its_noun(ent: Tokens) -> bool:
    """Whether a noun for a body stands right before: "the savings bank | Caixa Ames"."""
    before = ent.doc[ent.start - 1] if ent.start else None
    return (
        before is not None and ent.root.dep_ == "appos" and ent.root.head == before and _is_one_body(before, free=False)
    )


def _has_which(ent: Tokens) -> bool:
    """ "Ulster Water, which runs the plant": nobody is a "which"."""
    after = ent.doc[ent.end : ent.end + 2]
    told = len(ent) > 1 and len(after) == 2 and after[0].text == "," and after[1].lower_ == "which"
    return told and ent.root.dep_ not in ("pobj", "dobj")  # "a meeting with Ann Ames, which lasted an hour"


def _is_shortened(ent: Tokens) -> bool:
    """Whether the first letters of a name's words stand behind it in brackets: "North Coast Electricity (NCE)"."""
    after = ent.doc[ent.end : ent.end + 3]
    letters = "".join(word[0] for word in ent.text.split() if word[:1].isupper())
    return len(after) == 3 and after[0].text == "(" and after[1].text == letters and len(letters) > 1


def _is_office_of_place(ent: Tokens) -> bool:
    """Whether an office's name ends what a body is called by: "Altmark Coroner's Court"."""
    at = ent.end - (ent[-1].text in POSSESSIVES)
    marked, body = (ent.doc[i : i + 1].text for i in (at, at + 1))
    words = ent.doc[ent.start : at].text.split()
    owned = len(words) > 1 and marked in POSSESSIVES and body[:1].isupper()
    return owned and role(words[-1]) in ROLES and plain(words[0]) not in forenames()


def _is_apposed(ent: Tokens) -> bool:
    """Whether a name stands between commas behind a noun for a body: "The pair's club, Mutiara Semeru, said"."""
    doc, start = ent.doc, ent.start
    closed = ent.end < len(doc) and doc[ent.end].text == ","
    beside = ent.root.dep_ == "appos" and start > 1 and ent.root.head == doc[start - 2]
    return closed and beside and doc[start - 1].text == "," and _is_one_body(doc[start - 2])


def _is_one_body(noun: Token, *, free: bool = True) -> bool:
    """Whether a noun for a body stands behind "the" or somebody's "'s", and isn't who it is the head of."""
    doc = noun.doc
    before = doc[max(0, noun.i - LONGEST_BODY) : noun.i]
    told = any(token.lower_ in ("the", "a", "an") or token.dep_ == "poss" for token in before)
    subject = noun.dep_ not in ("pobj", "dobj", "dative")
    return noun.tag_ == "NN" and (subject or not free) and told and role(noun.lemma_) in ORGANISATIONS
