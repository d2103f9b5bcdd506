"""What a source's words are: a name, a pronoun or a description, of whom or what.

`read_source` looks at one source span alone and says what its words mean by themselves; who "she"
or "the minister" is, is found later, from what stands before.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from extraction.apposed import PROPER_PLURALS, apposed, apposed_body, own_name, titled_after
from extraction.authors import author
from extraction.bodies import NEWSPAPERS
from extraction.bodynames import POINTERS, proper_name
from extraction.directory import Directory
from extraction.governments import government, is_demonym
from extraction.heads import RELATIVES, head_of, trimmed
from extraction.names import Gender, forenames, gendered_words, plain
from extraction.people import ONE, Naming, naming_at, qualifiers
from extraction.recognised import FIRM_WORDS
from extraction.roles import (
    ANYBODY,
    DOCUMENTS,
    GOVERNMENT_NOUNS,
    ORGANISATIONS,
    PAST,
    ROLES,
    UNNAMED_PLURALS,
    role,
)
from extraction.titled import behind_office, titled
from extraction.types import Spans, SpeakerKind

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Tokens


class Form(StrEnum):
    """How a source is put: by name, by pronoun, by a new description, or by one that points back."""

    NAME = "name"
    PRONOUN = "pronoun"
    DESCRIPTION = "description"
    POINTING = "pointing"


@dataclass(frozen=True, slots=True)
class Mention:
    """One source's words, read. `name` is what they call the source, without titles and appositions.

    `head` numbers the word that carries the meaning; `naming` is set for a person's name;
    `qualifiers` are the words that a pointing description adds to its head ("foreign" minister).
    """

    form: Form
    name: str
    kind: SpeakerKind
    spans: Spans
    head: int
    naming: Naming | None = None
    gender: Gender | None = None
    qualifiers: frozenset[str] = frozenset()


PRONOUN_GENDER = {"he": Gender.MALE, "she": Gender.FEMALE, "his": Gender.MALE, "her": Gender.FEMALE}
CROWDS = frozenset({"staff"})
"""Nouns for several people that no name's last word is."""
SOME = frozenset({"all", "few", "many", "most", "several", "some"})
INSTITUTIONS = frozenset({"ORG", "FAC", "PRODUCT", "WORK_OF_ART", "EVENT", "LAW"})

TELLING = frozenset({"advise", "assure", "brief", "inform", "remind", "tell", "warn"})
"""What is done to those who hear: in the passive their subject says nothing."""


def read_source(doc: Doc, source: Spans, directory: Directory) -> Mention | None:
    """Read one source span; None where it has no words that could mean anybody."""
    pieces = [t for start, end in source if (t := doc.char_span(start, end, alignment_mode="expand")) is not None]
    pieces = [piece for piece in map(trimmed, pieces) if piece is not None]
    if not pieces:
        return None
    piece = pieces[0]
    head = head_of(piece)
    by_handle = _read_handle(piece, directory)
    if by_handle:
        return by_handle
    if _means_nobody(piece, head):
        return None
    spans = tuple((p.start_char, p.end_char) for p in pieces)
    if (head.pos_ == "PRON" and head.text != "US") or head.lower_ in ANYBODY or head.tag_ in RELATIVES:
        return _read_pronoun(piece, head, spans)
    if _coordinated(piece, head, directory):
        return Mention(Form.DESCRIPTION, piece.text, SpeakerKind.COLLECTIVE, spans, head.i)
    named = _read_person(piece, head, directory)
    if named:
        return named
    if (naming := titled(piece, head, directory)) is not None:
        return _named(naming, naming.head)
    if _is_proper(piece, head):
        return _read_proper(piece, head, spans)
    given = own_name(piece, head) if head.tag_ == "NN" and role(head.lemma_) in ROLES else None
    if given is not None and (naming := naming_at(doc, given.i, given.i + 1)) is not None:
        naming = replace(naming, roles=naming.roles | {role(head.lemma_)})
        return _named(naming, given.i)
    body = apposed_body(piece, head)
    if body is not None:
        return _read_proper(piece, body, spans)
    return _read_written(piece, head, directory) or _read_description(piece, head, spans, directory)


def _means_nobody(piece: Tokens, head: Token) -> bool:
    """Whether a source tells nobody who speaks: "the court was told", "at eleven", "the", "nobody"."""
    heard = head.dep_ == "nsubjpass" and head.head.lemma_ in TELLING
    empty = head.ent_type_ == "TIME" or piece[0].pos_ == "SCONJ" or head.pos_ in ("DET", "ADP", "VERB", "AUX")
    return heard or empty or head.lower_ in ("nobody", "none") or piece.text.lower() == "no one"


def _named(naming: Naming, at: int) -> Mention:
    """A person by name, the word at a place carrying it."""
    return Mention(Form.NAME, " ".join(naming.words), SpeakerKind.PERSON, (naming.span,), at, naming, naming.gender)


def _read_handle(piece: Tokens, directory: Directory) -> Mention | None:
    """The person whose name a handle spells: "@annames_" is Ann Ames, where one person of the text is called so."""
    handle = next((token for token in piece if token.text.startswith("@") and len(token) > 1), None)
    person = directory.with_handle(handle.text) if handle is not None else None
    if handle is None or person is None:
        return None
    span = ((handle.idx, handle.idx + len(handle)),)
    return Mention(Form.NAME, person.name, SpeakerKind.PERSON, span, handle.i, person.namings[0], person.gender)


def _read_written(piece: Tokens, head: Token, directory: Directory) -> Mention | None:
    """Who wrote the document that a source cites, by name or as "her letter"; None where the source doesn't tell."""
    wrote = author(piece, head)
    if wrote is None:
        return None
    if wrote.lower_ in PRONOUN_GENDER:
        own = piece.doc[wrote.i : wrote.i + 1]
        return _read_pronoun(own, wrote, ((own.start_char, own.end_char),))
    naming = _person_at(piece, wrote, directory)
    if naming is None:
        return None
    return _named(naming, wrote.i)


def _is_proper(piece: Tokens, head: Token) -> bool:
    """Whether the head is a name: not a common noun that a headline or a title capitalises, nor "the Republican"."""
    noun = role(head.lower_)
    common = noun in ROLES or noun in ORGANISATIONS or noun in DOCUMENTS or head.tag_ == "NN"
    alone = not any(t.pos_ == "PROPN" for t in piece if t != head and abs(t.i - head.i) <= 3)
    bare = not head.ent_type_ and not any(t.ent_type_ == "PERSON" for t in piece)  # "Railway Minister", in a headline
    office = noun in ROLES - ORGANISATIONS - NEWSPAPERS and (bare or piece[0].lower_ in POINTERS | ONE)
    office = office and (head.ent_type_ != "ORG" or head.text.isupper() or noun == "general")
    if head.lower_ in CROWDS or head.lower_ == "one" or office:
        return False  # "the former House Speaker"
    if _is_former(piece, head):
        return False  # "the former All Black"
    people = head.ent_type_ == "NORP" or is_demonym(head.text)
    if people and head.tag_ in ("NN", "NNP", "JJ") and piece[0].pos_ == "DET" and not _is_group(head):
        return False
    if head.ent_type_ in INSTITUTIONS or head.ent_type_ in ("GPE", "NORP"):
        return not (common and alone)
    capital = head.text[:1].isupper() and not head.is_sent_start
    return (head.pos_ == "PROPN" or capital) and not (common and (alone or not capital))


def _is_former(piece: Tokens, head: Token) -> bool:
    """Whether a source is somebody who was something once, by a name that is no country's and no body's."""
    one = piece[0].lower_ in POINTERS | ONE and any(t.lower_ in PAST for t in piece.doc[piece.start : head.i])
    return one and head.tag_ == "NNP" and role(head.lower_) not in ORGANISATIONS and not government(head.text)


def _is_group(head: Token) -> bool:
    """Whether a people's or party's name stands for all of it ("the Taliban", "the British")."""
    return head.head.tag_ in ("VBP", "VB") or not (role(head.lower_) in ROLES or government(head.text))


def _coordinated(piece: Tokens, head: Token, directory: Directory) -> bool:
    """Whether two or more are named side by side: "Smith and Jones", "the mayor and her deputy"."""
    for token in head.rights:
        inside = token.i < piece.end
        if not inside or token.dep_ in ("appos", "relcl", "acl"):
            return False
        if token.dep_ == "conj" and not _one_name(piece, head, token, directory):
            comma = any(t.text == "," for t in piece.doc[head.i : token.i])
            return token.pos_ == "PROPN" or not comma
    return False


def _one_name(piece: Tokens, head: Token, token: Token, directory: Directory) -> bool:
    """Whether two words side by side are of one body's name, "Cobalt & Perry", and not two people of the text."""
    if directory.surname_known(head.text) and directory.surname_known(token.text):
        return False
    between = piece.doc[head.i + 1 : token.i + 1]
    if role(head.lower_) in ORGANISATIONS and head.text[:1].isupper() and between[0].lower_ in ("of", "for"):
        return all(t.pos_ in ("ADP", "CCONJ", "PUNCT", "PROPN") for t in between)  # "Department of Tourism and Culture"
    return head.ent_type_ in INSTITUTIONS and all(t.ent_iob_ == "I" for t in piece.doc[head.i + 1 : token.i + 1])


def _read_pronoun(piece: Tokens, head: Token, spans: Spans) -> Mention:
    word = head.lower_
    if word in ANYBODY or len(piece) > 2:
        return Mention(Form.DESCRIPTION, piece.text, SpeakerKind.COLLECTIVE, spans, head.i)
    kind = SpeakerKind.COLLECTIVE if word in ("they", "them", "their", "we", "us", "our") else SpeakerKind.PERSON
    return Mention(Form.PRONOUN, word, kind, spans, head.i, gender=PRONOUN_GENDER.get(word))


def _read_person(piece: Tokens, head: Token, directory: Directory) -> Mention | None:
    """A person's name at the head, or in apposition to it; None where the head is no person's name."""
    if piece[0].lower_ in SOME and head.tag_ in PROPER_PLURALS:
        return None  # "most Whigs"
    if (behind := behind_office(piece, head, directory)) is not None:
        return _named(behind, behind.head)
    for token in (head, *apposed(piece, head), *titled_after(piece, head)):
        beside = token is not head and role(head.lower_) in ROLES
        naming = _person_at(piece, token, directory, beside_office=beside)
        if naming:
            return _named(naming, token.i)
    return None


def _person_at(piece: Tokens, token: Token, directory: Directory, *, beside_office: bool = False) -> Naming | None:
    """The naming whose words hold this token, if it is a person's name by recogniser, title, forename or surname.

    Beside a person's office any two or three words with capitals are one, of which none is a word for a body.
    """
    start, end = token.i, token.i + 1
    doc, first, last = piece.doc, piece.start, piece.end
    if token.text in directory.bodies and not (
        start > 0 and doc[start - 1].head == token and doc[start - 1].pos_ == "PROPN"
    ):
        return None
    if token.ent_type_ == "PERSON" or token.ent_type_ in INSTITUTIONS | {"GPE", "NORP"}:
        while start > first and doc[start].ent_iob_ == "I":
            start -= 1
        while end < last and doc[end].ent_iob_ == "I":
            end += 1
    elif token.pos_ == "PROPN":
        while start > first and doc[start - 1].pos_ == "PROPN" and doc[start - 1].head == token:
            start -= 1
    naming = naming_at(doc, start, end)
    if naming is None:
        return None
    if token.ent_type_ == "PERSON" or naming.start in directory.by_start:
        return naming
    if plain(" ".join(naming.words)) in directory.starts:
        return None  # "Little Lanterns", of the Little Lanterns Foundation
    word = naming.words[-1]
    known = directory.surname_known(word) and (len(naming.words) == 1 or _begins_like_person(naming))
    known = known or (len(naming.words) > 1 and directory.ends_one(naming))
    if len(naming.words) == 1 and not government(word):
        known = known or directory.begins_one(word) or directory.has_two_surnames(word)
    several = len(naming.words) > 1
    person = known or naming.titled or (several and _begins_like_person(naming))
    return naming if person or (beside_office and several and not _names_body(naming)) else None


def _begins_like_person(naming: Naming) -> bool:
    """Whether the first of several words is a forename and none is a word for an organisation."""
    return plain(naming.words[0]) in forenames() and not _names_body(naming)


def _names_body(naming: Naming) -> bool:
    firm = naming.words[-1] in FIRM_WORDS
    return firm or len(naming.words) > 3 or any(role(word) in ORGANISATIONS for word in naming.words)


def _read_proper(piece: Tokens, head: Token, spans: Spans) -> Mention:
    """A name that is no person's: a country, a body, a people."""
    name, span = proper_name(piece, head)
    firm = (
        head.ent_type_ in INSTITUTIONS
        and " " in name
        and _opens_with_name(piece, head)
        and role(head.lemma_.lower()) not in ROLES
    )
    if head.tag_ in PROPER_PLURALS and not government(name) and not firm:
        return Mention(Form.DESCRIPTION, piece.text, SpeakerKind.COLLECTIVE, spans, head.i)
    if government(name) and head.ent_type_ != "NORP":
        kind = SpeakerKind.GOVERNMENT
    elif head.ent_type_ == "NORP":
        kind = SpeakerKind.COLLECTIVE if head.tag_ in PROPER_PLURALS or government(name) else SpeakerKind.GROUP
    elif head.ent_type_ == "GPE":
        kind = SpeakerKind.GOVERNMENT
    else:
        kind = SpeakerKind.ORGANISATION
    return Mention(Form.NAME, name, kind, (span,), head.i)


def _opens_with_name(piece: Tokens, head: Token) -> bool:
    """Whether nothing but words with capitals stands in a source before its head: "Hebridean Sea Services"."""
    before = piece.doc[piece.start : head.i]
    return len(before) > 0 and all(t.pos_ == "PROPN" and t.text[:1].isupper() for t in before)


def _read_description(piece: Tokens, head: Token, spans: Spans, directory: Directory) -> Mention:
    """A common noun: a body with a name before it, a class of people, somebody unnamed, or one who points back."""
    noun = role(head.lemma_)
    before = [t for t in piece if t.i < head.i and t.head == head]
    owned = any(t.dep_ == "poss" for t in before)
    names = [t for t in piece[_past_base(piece, head) :] if t.i < head.i and _is_name_before(t)]
    phrase = _phrase(piece, head)
    if noun in GOVERNMENT_NOUNS and government(phrase):
        return Mention(Form.NAME, phrase, SpeakerKind.GOVERNMENT, spans, head.i)
    plural = head.tag_ in PROPER_PLURALS and not (noun == "police" and names)
    own = _own_words(piece, head)
    member = role(piece[0].lower_) in ROLES and piece[0].i < head.i and piece.doc[piece.start + 1].lower_ == "of"
    if noun in ORGANISATIONS and not plural and names and not member:
        return Mention(Form.NAME, phrase, SpeakerKind.ORGANISATION, spans, head.i)
    if plural:
        kind = SpeakerKind.UNNAMED if noun in UNNAMED_PLURALS or noun in DOCUMENTS else SpeakerKind.COLLECTIVE
        return Mention(Form.DESCRIPTION, own, kind, spans, head.i)
    points = any(t.lower_ in POINTERS for t in before) and not owned and head.i == piece.end - 1
    pointing = points and (noun in ROLES or noun in ORGANISATIONS or bool(directory.with_role(noun)))
    return Mention(
        form=Form.POINTING if pointing else Form.DESCRIPTION,
        name=own,
        kind=SpeakerKind.UNNAMED,
        spans=spans,
        head=head.i,
        gender=gendered_words().get(head.lower_),
        qualifiers=frozenset(role(word) for word in qualifiers(head)),
    )


def _past_base(piece: Tokens, head: Token) -> int:
    """How many words of a piece tell where something is: "the Cape Town-based | group"."""
    return next((t.i + 1 - piece.start for t in piece if t.lower_ == "based" and t.i < head.i), 0)


def _is_name_before(token: Token) -> bool:
    """Whether a word before a noun is a name, and not just a large letter where the sentence opens."""
    if token.is_sent_start and not token.ent_type_:
        return token.i + 1 < len(token.doc) and token.doc[token.i + 1].text[:1].isupper()
    return token.pos_ == "PROPN" or token.ent_type_ in ("GPE", "NORP", "ORG")


def _own_words(piece: Tokens, head: Token) -> str:
    """The words of an unnamed source up to the first comma or relative clause after its head."""
    for token in piece.doc[head.i + 1 : piece.end]:
        if token.text in (",", "(", ";", "—", "–") or token.tag_ in RELATIVES:
            return piece.doc[piece.start : token.i].text.strip()
    return piece.text


def _phrase(piece: Tokens, head: Token) -> str:
    """The description up to its head, without a leading article: "Clinton campaign"."""
    start = piece.start
    while start < head.i and piece.doc[start].pos_ == "DET":
        start += 1
    return piece.doc[start : head.i + 1].text
