"""Where a text names people: the recogniser's persons made whole, and names that it misses.

Names from everywhere stand in news, and a recogniser trained on few of them cuts or misses many.
What a sentence shows of them stays: capitals, words that hang together, titles, a nickname in quotation marks.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Set
from dataclasses import replace
from typing import TYPE_CHECKING

from extraction.acts import UTTERING
from extraction.bodies import PAPERS
from extraction.governments import government
from extraction.layout import Layout
from extraction.names import forenames, plain
from extraction.people import Naming, name_keys, naming_at
from extraction.pipeline import is_double
from extraction.roles import COURTESY_TITLES, DOCUMENTS, NAME_PARTICLES, ORGANISATIONS, ROLES, TITLE_WORDS, role

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Tokens

LONGEST_RUN = 5
"""Words that are looked at on either side of a word for the name that it is of."""

LONGEST_WHO = 4
"""Words of a name that a clause with "who" shows to be a person's."""

PARTICLES_FIRST = frozenset({"Mac", "Mc", "Nic", "Ní", "Te", "Van", "De", "Al", "El", "Bin", "Abu", "Ó"})
"""Words with a capital that a surname may begin with: what hangs on them before is the forename."""

INSIDE = frozenset(
    {"af", "ag", "al", "av", "bin", "bint", "da", "de", "del", "della", "den", "der", "di", "dos", "du", "el", "ibn",
     "ould", "ten", "ter", "van", "von"}
)  # fmt: skip
"""Small words beyond which a person's name goes on."""

LONGEST_OFFICE = 6
"""How many words behind a name are looked at for the office of who has it."""

OF_FIRMS = frozenset({"developer", "operator", "owner", "partner", "producer", "rival", "source", "user"})
"""Nouns for people that firms are called by too."""

MARKS = frozenset("\"'“”‘’")
THINGS = frozenset({"GPE", "LOC", "FAC", "EVENT", "LAW", "DATE", "TIME", "MONEY", "NORP", "LANGUAGE"})


def short_bodies(doc: Doc) -> frozenset[str]:
    """Single words that name no person, whatever else they look like: "Ames, which makes pumps, …"."""
    return frozenset(token.text for token in doc if token.pos_ == "PROPN" and _is_thing(token))


def _is_thing(token: Token) -> bool:
    """Whether a name of one word has a clause with "which" beside it."""
    if any(child.dep_ in ("compound", "flat") for child in token.children):
        return False
    clauses = (child for child in token.children if child.dep_ == "relcl")
    return any(word.lower_ == "which" for clause in clauses for word in clause.children)


def find_namings(doc: Doc, layout: Layout, bodies: frozenset[str] = frozenset()) -> list[Naming]:
    """Every place where the text names a person, in order; `bodies` are single words that name none.

    The recogniser's persons, cleaned; and single capitalised words it calls something else, or
    nothing, that are the surname of a person it knows elsewhere in the text.
    """
    small = {token.text for token in doc if token.text.islower()}
    ends = [(ent.start, _name_end(doc, ent, layout, small)) for ent in doc.ents if _is_person(ent)]
    persons = [(start, end) if layout.headline(start) else _whole(doc, start, end, small) for start, end in ends]
    persons = _joined_at_hyphens(doc, persons)
    taken = {i for start, end in persons for i in range(start, end)}
    shown = [*_doubled(doc, small), *_introduced(doc, small)]
    persons += [span for span in shown if taken.isdisjoint(range(*span))]
    nicknamed = _with_nickname(doc)
    inside = {i for start, end in nicknamed for i in range(start, end)}
    persons = [*(span for span in persons if span[0] not in inside), *nicknamed]
    found = [naming for start, end in persons if (naming := naming_at(doc, start, end))]
    found = _with_shared_surname(doc, [n for n in found if len(n.words) > 1 or n.words[0] not in bodies])
    taken = {i for naming in found for i in range(naming.start, naming.head + 1)}
    surnames = {naming.surname for naming in found if len(naming.words) > 1}
    for token in doc:
        alone = token.i not in taken and token.text[:1].isupper() and token.text not in bodies
        # The tagger takes surnames that are words too for nouns and verbs: "Crane"
        named = token.pos_ == "PROPN" or (token.lower_ not in small and not layout.headline(token.i))
        if alone and named and name_keys([token.text])[-1] in surnames and not _inside_longer_name(doc, token):
            naming = naming_at(doc, token.i, token.i + 1)
            found += [naming] if naming else []
    return sorted(found, key=lambda naming: naming.start)


def _is_person(ent: Tokens) -> bool:
    """Whether the recogniser says so, or two or three words with capitals have a clause with "who" beside them."""
    if ent.label_ == "PERSON":
        return not _is_shortened(ent)
    words = ent.text.split()
    named = 1 < len(words) <= LONGEST_WHO and all(word[:1].isupper() for word in words)
    if not named or any(role(word) in ORGANISATIONS or role(word) in ROLES for word in words):
        return False
    if _is_somebody(ent):
        return True
    clauses = (child for child in ent.root.children if child.dep_ == "relcl")
    return any(word.lower_ == "who" and word.dep_ == "nsubj" for clause in clauses for word in clause.children)


def _is_shortened(ent: Tokens) -> bool:
    """Whether the first letters of a name's words stand behind it in brackets: "North Coast Electricity (NCE)"."""
    after = ent.doc[ent.end : ent.end + 3]
    letters = "".join(word[0] for word in ent.text.split() if word[:1].isupper())
    return len(after) == 3 and after[0].text == "(" and after[1].text == letters and len(letters) > 1


def _is_somebody(ent: Tokens) -> bool:
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


def _joined_at_hyphens(doc: Doc, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans, a forename of two with the surname after it as one: "Dr Ji-woo" "Bell"."""
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        before = joined[-1] if joined else (0, 0)
        if before[1] == start and _follows_a_double(doc, start):
            joined[-1] = before[0], end
        else:
            joined.append((start, end))
    return joined


def _with_shared_surname(doc: Doc, namings: list[Naming]) -> list[Naming]:
    """The namings, a forename with the surname that it shares: "Ann and Bo Ames" are Ann Ames and Bo Ames."""
    begun = {naming.start: naming for naming in namings}
    full = {naming.surname for naming in namings if len(naming.words) > 1}
    return [_shared(doc, naming, begun, full) for naming in namings]


def _shared(doc: Doc, naming: Naming, begun: Mapping[int, Naming], full: Set[str]) -> Naming:
    after = begun.get(naming.head + 2)
    if after is None or len(naming.words) > 1 or len(after.words) != 2 or naming.titled or naming.surname in full:
        return naming
    forename = plain(naming.words[0]) in forenames() and plain(after.words[0]) in forenames()
    if not forename or doc[naming.head + 1].lower_ not in ("and", "&"):
        return naming
    return replace(naming, words=(*naming.words, after.words[-1]))


def _name_end(doc: Doc, ent: Tokens, layout: Layout, small: Set[str]) -> int:
    """Where a name ends: in a headline of capitals before a word that is small elsewhere ("Ames Beats Bell Ally")."""
    if not layout.headline(ent.start):
        end = ent.end
        while end - ent.start > 1 and doc[end - 1].pos_ == "VERB" and doc[end - 1].is_lower:
            end -= 1  # "Choi Min-ji trains"
        return end
    words = ((i, doc[i].lower_) for i in range(ent.start + 1, ent.end))
    return next((i for i, word in words if word not in NAME_PARTICLES and (word in small or word in ROLES)), ent.end)


def _inside_longer_name(doc: Doc, token: Token) -> bool:
    """Whether a capitalised word is part of another thing's name, as in "Baker Street"."""
    if not token.ent_type_:
        after = doc[token.i + 1] if token.i + 1 < len(doc) else None
        return after is not None and after.pos_ == "PROPN" and after.text[:1].isupper() and token.dep_ == "compound"
    left = token.i > 0 and token.ent_iob_ == "I" and not _after_titles(token)
    right = token.i + 1 < len(doc) and doc[token.i + 1].ent_iob_ == "I"
    return left or right


def _after_titles(token: Token) -> bool:
    """Whether nothing but titles stands before a word of what the recogniser takes for one name: "General Ames"."""
    at = token.i - 1
    while at > 0 and token.doc[at].ent_iob_ == "I":
        at -= 1
    return all(role(one.text) in TITLE_WORDS or role(one.text) in ROLES for one in token.doc[at : token.i])


def overlooked(doc: Doc, layout: Layout, words: Collection[str]) -> list[Naming]:
    """Full names that hold one of the words (in plain form) at an end and that the recogniser didn't take for persons.

    A name counts where more than capitals speak for a person: a title before it, a forename that
    is known, an office beside it, a nickname in marks. Takes linear time.
    """
    small = {token.text for token in doc if token.text.islower()}
    found: dict[int, Naming] = {}
    for token in doc:
        if plain(token.text) in words and _may_name(token, small) and not layout.headline(token.i):
            start, end = _run(doc, token.i, small)
            # "Vermonter Ann Ames": no name begins before the forename.
            start += int(not _is_forename(doc[start]) and start + 2 < end and _is_forename(doc[start + 1]))
            naming = naming_at(doc, start, end) if end - start > 1 else None
            if naming and len(naming.words) > 1 and _shown(doc, naming, token.i):
                found[naming.start] = naming
    return list(found.values())


def _shown(doc: Doc, naming: Naming, at: int) -> bool:
    """Whether a person is shown: by title or office; by a forename only before the word, as "Harbour Times" is none."""
    if naming.start > 0 and doc[naming.start - 1].pos_ == "DET":
        return False
    if at == naming.head:
        return naming.titled or bool(naming.offices) or plain(naming.words[0]) in forenames()
    return at == naming.start and (naming.titled or bool(naming.offices))


def _run(doc: Doc, at: int, small: Set[str]) -> tuple[int, int]:
    """The unbroken run of a name's words around a word."""
    start, end = at, at + 1
    while start > max(0, at - LONGEST_RUN) and _of_a_name(doc[start - 1], small) and not _opens(doc[start]):
        start -= 1
    while end < min(len(doc), at + LONGEST_RUN) and _of_a_name(doc[end], small) and not _opens(doc[end]):
        end += 1
    while start < at and not doc[start].text[:1].isupper():
        start += 1
    while end - 1 > at and not doc[end - 1].text[:1].isupper():
        end -= 1
    return start, end


def _opens(token: Token) -> bool:
    """Whether a sentence really begins with a word; the parser may begin one inside a name it doesn't know."""
    return bool(token.is_sent_start) and (token.i == 0 or not token.doc[token.i - 1].text[-1].isalnum())


def _of_a_name(token: Token, small: Set[str]) -> bool:
    if token.text in NAME_PARTICLES:
        return True
    thing = token.ent_type_ in THINGS and not _with_forename(token)
    return token.pos_ == "PROPN" and not thing and _may_name(token, small)


def _with_forename(token: Token) -> bool:
    """Whether a place's name is two words, and the first a forename: "Des Ames" may be no place."""
    doc, start = token.doc, token.i - (token.ent_iob_ == "I")
    two = doc[start].ent_iob_ == "B" and start + 1 < len(doc) and doc[start + 1].ent_iob_ == "I"
    return two and (start + 2 == len(doc) or doc[start + 2].ent_iob_ != "I") and _is_forename(doc[start])


def _may_name(token: Token, small: Set[str]) -> bool:
    """Whether a word may be of a person's name: capital, no word for an office, a body, a document, a country."""
    word = role(token.text)
    capital = token.text[:1].isupper() and any(char.islower() for char in token.text) and "\n" not in token.text
    known = word in ROLES or word in TITLE_WORDS or word in ORGANISATIONS or word in DOCUMENTS
    return (
        capital
        and not known
        and word not in COURTESY_TITLES
        and word not in PAPERS
        and token.lower_ not in small
        and not government(token.text)
    )


def _whole(doc: Doc, start: int, end: int, small: Set[str]) -> tuple[int, int]:
    """A person's name with the words that hang on it and that the recogniser left outside."""
    while start > 0 and not doc[start].is_sent_start and _hangs(doc[start - 1], start, end, small):
        start -= 1
    if _follows_a_double(doc, start) and not doc[start - 1].ent_type_:
        start -= 3
    start, end = _over_particles(doc, start, end, small)
    if end < len(doc) and _is_of_two(doc[end]):
        end += 1
    if start > 0 and end - start == 1 and _is_of_two(doc[start - 1]):
        start -= 1
    # "Ann Ames" of "Ann Ames Bell": the last word is the one that the others hang on.
    if end - start > 1 and end < len(doc) and doc[end - 1].dep_ == "compound" and doc[end - 1].head.i == end:
        end += 1 if _unlabelled(doc[end], small) else 0
    return start, end


def _over_particles(doc: Doc, start: int, end: int, small: Set[str]) -> tuple[int, int]:
    """A name with what stands beyond a small word inside it: "Tidiane" "bin Yusuf", "Idriss" "ag Hamdoun"."""
    at = start
    while at > 0 and doc[at - 1].text in INSIDE:
        at -= 1
    begun = at < start or doc[start].text in INSIDE
    if begun and at > 0 and _forms_a_name(doc[at - 1], small):
        start = at - 1
    at = end
    while at < len(doc) and doc[at].text in INSIDE:
        at += 1
    if end < at < len(doc) and _forms_a_name(doc[at], small):
        end = at + 1
    return start, end


def _forms_a_name(token: Token, small: Set[str]) -> bool:
    return token.pos_ == "PROPN" and token.text.isalpha() and _may_name(token, small)


def _is_of_two(token: Token) -> bool:
    """Whether a word that the recogniser left out is a name of two parts: "Minh-Anh", "Parata-Lind"."""
    return token.pos_ == "PROPN" and not token.ent_type_ and bool(is_double(token.text))


def _doubled(doc: Doc, small: Set[str]) -> list[tuple[int, int]]:
    """Names with a surname of two that the recogniser takes for no person's: "Hinemoa Parata-Lind said"."""
    found = []
    for token in doc[1:]:
        before = doc[token.i - 1]
        if token.pos_ != "PROPN" or token.ent_type_ == "PERSON" or not is_double(token.text) or before.is_punct:
            continue
        after = doc[token.i + 1] if token.i + 1 < len(doc) else None
        goes_on = after is not None and after.pos_ == "PROPN" and after.text[:1].isupper()
        speaks = token.dep_ == "nsubj" and token.head.lemma_ in UTTERING
        shown = _is_forename(before) or speaks or (after is not None and _has_who(after))
        if shown and not goes_on and before.pos_ == "PROPN" and before.text.isalpha() and _may_name(before, small):
            found.append((before.i, token.i + 1))
    return found


def _introduced(doc: Doc, small: Set[str]) -> Iterator[tuple[int, int]]:
    """Names of two or three words that nothing is made of, behind which the text says what a person is."""
    start = 0
    for end in range(len(doc) + 1):
        if end < len(doc) and doc[end].pos_ == "PROPN" and not doc[end].ent_type_ and _may_name(doc[end], small):
            continue
        bare = start == 0 or doc[start - 1].pos_ not in ("DET", "PROPN", "ADJ")
        if (
            1 < end - start <= LONGEST_WHO
            and bare
            and (_is_somebody(doc[start:end]) or (end < len(doc) and _has_who(doc[end])))
        ):
            yield start, end
        start = end + 1


def _has_who(comma: Token) -> bool:
    doc, at = comma.doc, comma.i + 1
    return comma.text == "," and at < len(doc) and doc[at].lower_ in ("who", "whose", "whom")


def _follows_a_double(doc: Doc, start: int) -> bool:
    """Whether a forename of two stands before a word: "Hae-won" before "Ames", whatever the parser makes of it."""
    if start < 3 or doc[start - 2].text != "-":
        return False
    first, mark, second = doc[start - 3 : start]
    close = not first.whitespace_ and not mark.whitespace_ and bool(second.whitespace_)
    return close and first.text.istitle() and second.is_alpha and second.is_lower and first.pos_ == "PROPN"


def _hangs(token: Token, start: int, end: int, small: Set[str]) -> bool:
    on = token.dep_ in ("compound", "nmod", "flat") and start <= token.head.i < end
    inside = token.doc[start].text in PARTICLES_FIRST
    double = bool(is_double(token.text))
    return on and _unlabelled(token, small) and (_is_forename(token) or double or inside)


def _is_forename(token: Token) -> bool:
    return plain(token.text) in forenames()


def _unlabelled(token: Token, small: Set[str]) -> bool:
    return token.pos_ == "PROPN" and not token.ent_type_ and _may_name(token, small)


def _with_nickname(doc: Doc) -> list[tuple[int, int]]:
    """Names with a nickname in marks: Robert "Bob" Ames."""
    found = []
    for i in range(1, len(doc) - 3):
        if doc[i].text not in MARKS or doc[i + 2].text not in MARKS:
            continue
        names = (doc[i - 1], doc[i + 1], doc[i + 3])
        if all(t.pos_ == "PROPN" and t.text[:1].isupper() for t in names) and not doc[i + 3].is_sent_start:
            start = i - 1
            while start > 0 and doc[start - 1].pos_ == "PROPN" and doc[start - 1].dep_ in ("compound", "nmod"):
                start -= 1
            found.append((start, i + 4))
    return found
