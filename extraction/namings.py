"""Where a text names people: the recogniser's persons made whole, and names that it misses.

Names from everywhere stand in news, and a recogniser trained on few of them cuts or misses many.
What a sentence shows of them stays: capitals, words that hang together, titles, a nickname in quotation marks.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Set
from dataclasses import replace
from typing import TYPE_CHECKING

from extraction.layout import Layout
from extraction.names import forenames, plain
from extraction.people import Naming, begins_name, is_initial, name_keys, naming_at
from extraction.pipeline import is_double
from extraction.roles import NAME_PARTICLES, ORGANISATIONS, ROLES, TITLE_WORDS, role
from extraction.shown import (
    LONGEST_WHO,
    apposed_runs,
    doubled,
    follows_office,
    has_age,
    has_who,
    introduced,
    is_forename,
    is_somebody,
    may_name,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Tokens

LONGEST_RUN = 5
"""Words that are looked at on either side of a word for the name that it is of."""

PARTICLES_FIRST = frozenset({"Mac", "Mc", "Nic", "Ní", "Te", "Van", "De", "Al", "El", "Bin", "Abu", "Ó"})
"""Words with a capital that a surname may begin with: what hangs on them before is the forename."""

INSIDE = frozenset(
    {"af", "ag", "al", "ap", "av", "bin", "bint", "da", "de", "del", "della", "den", "der", "di", "dos", "du", "el",
     "ibn", "ould", "ten", "ter", "van", "von"}
)  # fmt: skip
"""Small words beyond which a person's name goes on."""

PLACING = frozenset({"at", "from", "in", "near", "on", "outside", "with"})
"""Small words that no name goes on with: "Ann Ames | at Altmark"."""

MARKS = frozenset("\"'“”‘’")
THINGS = frozenset({"GPE", "LOC", "FAC", "EVENT", "LAW", "DATE", "TIME", "MONEY", "NORP", "LANGUAGE"})


def short_bodies(doc: Doc) -> frozenset[str]:
    """Single words that name no person, whatever else they look like: "Ames, which makes pumps, …"."""
    return frozenset(token.text for token in doc if token.pos_ == "PROPN" and _is_thing(token))


def body_starts(doc: Doc) -> frozenset[str]:
    """What bodies' names of three words or more begin with, the last word left out, in plain form."""
    names = (ent.text.removeprefix("the ").removeprefix("The ") for ent in doc.ents if ent.label_ == "ORG")
    return frozenset(plain(name.rpartition(" ")[0]) for name in names if name.count(" ") > 1)


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
    persons = _joined(doc, persons)
    taken = {i for start, end in persons for i in range(start, end)}
    shown = [*doubled(doc, small), *introduced(doc, small), *apposed_runs(doc, small)]
    persons += [span for span in shown if taken.isdisjoint(range(*span))]
    nicknamed = _with_nickname(doc)
    inside = {i for start, end in nicknamed for i in range(start, end)}
    persons = [*(span for span in persons if span[0] not in inside), *nicknamed]
    found = [naming for start, end in persons if (naming := naming_at(doc, start, end))]
    found = _with_shared_surname(doc, [n for n in found if len(n.words) > 1 or n.words[0] not in bodies])
    taken = {i for naming in found for i in range(naming.start, naming.head + 1)}
    surnames = {naming.surname for naming in found if len(naming.words) > 1}
    for token in doc:
        alone = token.i not in taken and begins_name(token.text) and token.text not in bodies
        # The tagger takes surnames that are words too for nouns and verbs: "Crane"
        named = token.pos_ == "PROPN" or (token.lower_ not in small and not layout.headline(token.i))
        if alone and named and name_keys([token.text])[-1] in surnames and not _inside_longer_name(doc, token):
            naming = naming_at(doc, token.i, token.i + 1)
            found += [naming] if naming else []
    return sorted(found, key=lambda naming: naming.start)


def _is_person(ent: Tokens) -> bool:
    """Whether the recogniser says so, or two or three words with capitals have a clause with "who" beside them."""
    if ent.label_ == "PERSON":
        return True
    words = ent.text.split()
    named = 1 < len(words) <= LONGEST_WHO and all(word[:1].isupper() for word in words)
    if not named or any(role(word) in ORGANISATIONS or role(word) in ROLES for word in words):
        return False
    if is_somebody(ent):
        return True
    clauses = (child for child in ent.root.children if child.dep_ == "relcl")
    return any(word.lower_ == "who" and word.dep_ == "nsubj" for clause in clauses for word in clause.children)


def _joined(doc: Doc, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans, those that hang together as one: "Dr Ji-woo" "Bell", "Nasima Akhter" "Ames"."""
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        before = joined[-1] if joined else (0, 0)
        hangs = before[1] == start and doc[start - 1].dep_ == "compound" and start <= doc[start - 1].head.i < end
        if before[1] == start and (hangs or _follows_a_double(doc, start)):
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
        at = (i for i in range(ent.start + 1, end) if doc[i].lower_ in PLACING and doc[i].pos_ == "ADP")
        return next(at, end)
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


def overlooked(doc: Doc, layout: Layout, words: Collection[str], titled: Collection[str] = ()) -> list[Naming]:
    """Full names that hold one of the words (in plain form) at an end and that the recogniser didn't take for persons.

    A name counts where more than capitals speak for a person: a title before it, a forename that
    is known, an office beside it, a nickname in marks; or its last word stands behind a title elsewhere (`titled`).
    Takes linear time.
    """
    small = {token.text for token in doc if token.text.islower()}
    found: dict[int, Naming] = {}
    for token in doc:
        if plain(token.text) in words and may_name(token, small) and not layout.headline(token.i):
            start, end = _run(doc, token.i, small)
            # "Vermonter Ann Ames": no name begins before the forename.
            start += int(not is_forename(doc[start]) and start + 2 < end and is_forename(doc[start + 1]))
            naming = naming_at(doc, start, end) if end - start > 1 else None
            known = naming is not None and plain(token.text) in titled and _closes(doc, naming, token.i)
            if naming and len(naming.words) > 1 and (known or _shown(doc, naming, token.i)):
                found[naming.start] = naming
    return list(found.values())


def _closes(doc: Doc, naming: Naming, at: int) -> bool:
    """Whether a word ends a name between commas: "the master at Altmark, Al Ames, had gone"."""
    after = doc[naming.head + 1].text if naming.head + 1 < len(doc) else ""
    return at == naming.head and naming.start > 0 and (doc[naming.start - 1].text, after) == (",", ",")


def _shown(doc: Doc, naming: Naming, at: int) -> bool:
    """Whether a person is shown: by title or office; by a forename only before the word, as "Harbour Times" is none."""
    if naming.start > 0 and doc[naming.start - 1].pos_ == "DET":
        return False
    if at == naming.head:
        who = at + 1 < len(doc) and has_who(doc[at + 1])
        double = len(naming.words) == 2 and bool(is_double(naming.words[0]))
        return naming.titled or bool(naming.offices) or who or double or plain(naming.words[0]) in forenames()
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
    thing = token.ent_type_ in THINGS and not _with_forename(token) and not _follows_office(token)
    return token.pos_ == "PROPN" and not thing and may_name(token, small)


def _follows_office(token: Token) -> bool:
    """Whether a forename that is taken for a place stands behind what somebody is: "advocate Imtiaz"."""
    before = token.doc[token.i - 1] if token.i else None
    return is_forename(token) and before is not None and before.tag_ == "NN" and role(before.lemma_) in ROLES


def _with_forename(token: Token) -> bool:
    """Whether a place's name is two words, and the first a forename: "Des Ames" may be no place."""
    doc, start = token.doc, token.i - (token.ent_iob_ == "I")
    two = doc[start].ent_iob_ == "B" and start + 1 < len(doc) and doc[start + 1].ent_iob_ == "I"
    return two and (start + 2 == len(doc) or doc[start + 2].ent_iob_ != "I") and is_forename(doc[start])


def _whole(doc: Doc, start: int, end: int, small: Set[str]) -> tuple[int, int]:
    """A person's name with the words that hang on it and that the recogniser left outside."""
    while start > 0 and not doc[start].is_sent_start and _hangs(doc[start - 1], start, end, small):
        start -= 1
    if _follows_a_double(doc, start) and not doc[start - 1].ent_type_:
        start -= 3
    start, end = _over_particles(doc, start, end, small)
    cut = end + 1 < len(doc) and doc[end].text in ("’", "'") and not doc[end - 1].whitespace_
    cut = cut and bool(doc[end].whitespace_) and not doc[end - 1].text.endswith(("s", "x", "z"))
    beyond = doc[end + 2 : end + 3]
    if cut and _forms_a_name(doc[end + 1], small) and not any(t.pos_ == "PROPN" for t in beyond):
        end += 2  # "Nelson Ochieng’ Were"
    if end < len(doc) and _is_of_two(doc[end]):
        end += 1
    if end + 1 < len(doc) and doc[end].text == "-" and not (doc[end - 1].whitespace_ or doc[end].whitespace_):
        end += 2 * doc[end + 1].is_alpha  # "Cheung Wing" "-fat"
    if start > 0 and end - start == 1 and _is_of_two(doc[start - 1]):
        start -= 1
    if end - start == 1 and _is_presented(doc, start, end, small):
        start -= 1
    return start, _surnames_end(doc, start, end, small)


def _surnames_end(doc: Doc, start: int, end: int, small: Set[str]) -> int:
    """Where a name ends whose last words, on which the others hang, the recogniser left out: "Ann Ames | Bell"."""
    last = doc[end - 1].head.i if doc[end - 1].dep_ == "compound" else 0
    whole = end - start > 1 and end <= last <= end + 1 and all(_unlabelled(t, small) for t in doc[end : last + 1])
    return last + 1 if whole else end


def _is_presented(doc: Doc, start: int, end: int, small: Set[str]) -> bool:
    """Whether the word before a surname is the forename of who is told more of: "Orla Ames, who chairs the board"."""
    if start == 0 or end + 1 >= len(doc) or not (has_who(doc[end]) or has_age(doc[end])):
        return False
    before = doc[start - 1]
    return before.dep_ == "compound" and before.head.i == start and before.text.istitle() and _unlabelled(before, small)


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
    return token.pos_ == "PROPN" and token.text.isalpha() and may_name(token, small)


def _is_of_two(token: Token) -> bool:
    """Whether a word that the recogniser left out is a name of two parts: "Minh-Anh", "Parata-Lind"."""
    return token.pos_ == "PROPN" and not token.ent_type_ and bool(is_double(token.text))


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
    first = (
        is_forename(token)
        or is_initial(token.text)
        or bool(is_double(token.text))
        or follows_office(token.doc, token.i)
    )
    return on and (first or inside) and (_unlabelled(token, small) or (first and _is_place_alone(token, small)))


def _is_place_alone(token: Token, small: Set[str]) -> bool:
    """Whether a word is all of what the recogniser takes for a place: "Aissatou" of "Aissatou Lamarana Barry"."""
    after = token.doc[token.i + 1]
    alone = token.ent_type_ == "GPE" and token.ent_iob_ == "B" and after.ent_iob_ != "I"
    return alone and token.pos_ == "PROPN" and may_name(token, small)


def _unlabelled(token: Token, small: Set[str]) -> bool:
    return token.pos_ == "PROPN" and not token.ent_type_ and may_name(token, small)


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
