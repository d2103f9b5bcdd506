"""Where a text names a person, and with what title, office and gender."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from extraction.acts import UTTERING
from extraction.apposed import may_be_anothers
from extraction.names import Gender, forename_gender, forenames, gendered_words, plain
from extraction.pipeline import ARTICLES
from extraction.roles import (
    COURTESY_TITLES,
    DOUBLE_TITLES,
    NAME_PARTICLES,
    NAME_SUFFIXES,
    OFFICES_ALONE,
    PAST,
    RANKS,
    REGNAL_TITLES,
    ROLES,
    SHORT_TITLES,
    TITLE_FORENAMES,
    TITLE_WORDS,
    role,
)
from extraction.types import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

LONGEST_NAME = 6
"""Words in the longest run that still counts as one person's name."""

_TRADE = re.compile(r"(?:er|or|ist|ant|ent|man|woman|ee|ian|ess|ic|mate|smith|wife)$")
"""How words for what somebody is end."""

_OFFICE_OF_EITHER = re.compile(r"\b(?:spokes|alder|council|ombuds|states)man\b")
"""Offices for which papers write "-man" whoever holds them."""

_ACRONYMS = re.compile(r"[A-Z]{2,9}s")
_INITIALS = re.compile(r"(?:[A-Z]\.){1,3}|[B-HJ-Z]")

ABBREVIATED = (frozenset(SHORT_TITLES) - TITLE_FORENAMES) | {"mr", "mrs", "ms", "rev", "lib", "dem", "tory"}
"""Titles and parties in short, which are nobody's name."""

BRACKETS = frozenset("()[]")
ONE = frozenset({"a", "an", "each", "every", "one"})

LONGEST_TITLE = 6
"""How many words before a name are looked at for its title."""


@dataclass(frozen=True, slots=True)
class Naming:
    """One place where a person is named. `words` leave titles out; titles and apposition give `roles` and `gender`.

    `offices` are the roles that carry a title: "manager" of "campaign manager", not "campaign". `speaks` is true for
    the subject of a verb of speech; `age` is the figure that stands behind the name, "" for none.
    """

    words: tuple[str, ...]
    span: Span
    start: int
    head: int
    roles: frozenset[str] = frozenset()
    offices: frozenset[str] = frozenset()
    gender: Gender | None = None
    titled: bool = False
    regnal: str = ""
    speaks: bool = False
    age: str = ""

    @property
    def surname(self) -> str:
        """The last word that is no suffix, in plain form."""
        return name_keys(self.words)[-1]


@dataclass(slots=True, eq=False)
class Person:
    """One person of the text. `full` is false where only one word of the name is ever given."""

    name: str
    keys: tuple[str, ...]
    full: bool
    namings: list[Naming] = field(default_factory=list)
    roles: set[str] = field(default_factory=set)

    @property
    def gender(self) -> Gender | None:
        """From titles and gendered words where they agree, else from the forename, else unknown."""
        told = {naming.gender for naming in self.namings if naming.gender}
        if told:
            return next(iter(told)) if len(told) == 1 else None
        return forename_gender(self.keys[0]) if self.full else None

    @property
    def may_be(self) -> frozenset[Gender]:
        """The genders that a pronoun may give: none to a bare surname, either to a full name that tells nothing.

        One who has a role and is called by one word alone is taken to have no other name.
        """
        if self.gender or not (self.full or self.roles):
            return frozenset({self.gender} if self.gender else ())
        if not self.full:
            return frozenset(Gender)
        leaning = forename_gender(self.keys[0], sure=0.6)
        return frozenset({leaning} if leaning else Gender)


def name_keys(words: Sequence[str]) -> tuple[str, ...]:
    """The words of a name for comparing: plain, without suffixes, dots and Arabic articles; never empty."""
    keys = [plain(word).strip(".,;:'\"()[]“”‘") for word in words]
    bare = tuple(k.removeprefix("al-").removeprefix("el-") for k in keys if k and k not in NAME_SUFFIXES)
    return bare or tuple(keys)


def naming_at(doc: Doc, start: int, end: int) -> Naming | None:
    """Read the words `start:end` as a person's name, titles left out; None where no name remains."""
    while end > start and (
        not any(char.isalnum() for char in doc[end - 1].text.removesuffix("s"))
        or (doc[end - 1].pos_ == "ADP" and doc[end - 1].is_lower)  # "Ann Ames of"
    ):
        end -= 1
    while end - start > 1 and _begins_small(doc[start]):
        start += 1  # "shearer Al Ames"
    start += 2 * (end - start > 2 and doc[start : start + 2].text in DOUBLE_TITLES)
    while end - start > 1 and _is_title(doc[start], doc[start + 1 : end].text):
        start += 1
    start += int(end - start > 2 and _is_in_letters(doc[start], doc[start + 1]))
    # "Liberal MNA Ann Ames": an office in capitals stands inside.
    start = next((i + 1 for i in range(end - 2, start, -1) if _is_office(doc[i])), start)
    start = _past_trade(doc, _past_field(doc, start, end), end)
    while start < end and not doc[start].text.lstrip("-–—")[:1].isalpha():
        start += 1
    if _of_a_body(doc, start, end):
        return None
    words = tuple(doc[start:end].text.lstrip("-–—").split()) if start < end else ()
    if not words or len(words) > LONGEST_NAME or not _looks_like_name(words):
        return None
    if len(words) == 1 and (words[0].lower().rstrip(".") in ABBREVIATED or (start and doc[start - 1].lower_ in ONE)):
        return None  # "Sgt", where the name after it went astray; "A GRAN"
    if len(words) == 1 and (words[0].lower() in OFFICES_ALONE or _has_article(doc, start)):
        return None  # "the VC", "the Chief Justice"
    end = next((i for i in range(start + 1, end) if doc[i].text in BRACKETS), end)
    words = tuple(doc[start:end].text.lstrip("-–—").split())
    lead = len(doc[start].text) - len(doc[start].text.lstrip("-–—"))
    titles = _titles_before(doc, start)
    roles, gender = _read_titles(titles)
    apposed = _apposed_roles(doc, start, end)
    beside = [word for noun in apposed for word in (noun.lower_, *qualifiers(noun))]
    gender = gender or next((gendered_words()[word] for word in beside if word in gendered_words()), None)
    if gender is Gender.MALE and _OFFICE_OF_EITHER.search(" ".join(beside)) and forename_gender(words[0]):
        gender = None  # "Ann Ames, the shadow spokesman"
    regnal = next((t.text for t in titles if t.lower_ in REGNAL_TITLES and t.text[:1].isupper()), "")
    return Naming(
        words=words,
        span=(doc[start].idx + lead, doc[end - 1].idx + len(doc[end - 1])),
        start=start,
        head=end - 1,
        roles=roles | frozenset(role(word) for word in beside),
        offices=frozenset(role(token.lower_) for token in [*_carrying(titles), *apposed]),
        gender=gender,
        titled=any(t.lower_.rstrip(".") in COURTESY_TITLES or role(t.text) in ROLES for t in titles),
        regnal=regnal if len(words) == 1 else "",
        speaks=doc[end - 1].dep_ == "nsubj" and doc[end - 1].head.lemma_ in UTTERING,
        age=_age_behind(doc, end),
    )


def _has_article(doc: Doc, start: int) -> bool:
    """Whether "the" stands before a word, or before the words with capitals that make an office of it."""
    at = start
    while role(doc[start].text) in ROLES and at > 0 and doc[at - 1].is_title and doc[at - 1].pos_ == "PROPN":
        at -= 1
    return at > 0 and doc[at - 1].lower_ == "the"


def _begins_small(token: Token) -> bool:
    """Whether a small word can't be of a name: no particle, and no letter of it is large."""
    return token.is_alpha and token.is_lower and plain(token.text) not in NAME_PARTICLES | ARTICLES


def _age_behind(doc: Doc, end: int) -> str:
    """ "44" of "Ann Ames, 44, said"; in brackets a figure may be a minute's, or a score."""
    after = [token.text for token in doc[end : end + 3]]
    told = len(after) == 3 and after[0] == "," and after[2] in (",", ".") and after[1].isdigit()
    return after[1] if told and len(after[1]) <= len("100") else ""


def _past_field(doc: Doc, start: int, end: int) -> int:
    """Where a name begins that the recogniser takes with a minister's field: "Minister for | Health Ann Ames"."""
    if start < 2 or doc[start - 1].lower_ not in ("for", "of") or role(doc[start - 2].text) not in ROLES:
        return start
    forename = (i for i in range(start + 1, end - 1) if plain(doc[i].text) in forenames() or is_initial(doc[i].text))
    return next(forename, start) if doc[start - 2].text[:1].isupper() else start


def _past_trade(doc: Doc, start: int, end: int) -> int:
    """Where a name begins behind what somebody is, large where it opens a sentence: "Newsagent | Ann Ames"."""
    if end - start > 2 and start and _is_past(doc, start) and plain(doc[end - 2].text) in forenames():
        return end - 2  # "former All Black Al Ames"
    opens = end - start > 2 and bool(doc[start].is_sent_start) and plain(doc[start].text) not in forenames()
    trade = opens and _TRADE.search(doc[start].text) and plain(doc[start + 1].text) in forenames()
    return start + bool(trade)


def _is_past(doc: Doc, start: int) -> bool:
    """Whether "former" stands before a word, or before it and the first half of "All Black"."""
    at = start - 2 if doc[start - 1].text == "All" and start > 1 else start - 1
    return doc[at].lower_ in PAST


def _is_office(token: Token) -> bool:
    title = (
        token.is_title and token.text != "Md" and token.lower_ in OFFICES_ALONE and token.lower_ != "general"
    )  # "Green Senator Al Ames"
    return title or (token.text.isupper() and len(token) > 1 and role(token.lower_) in ROLES)


def _is_in_letters(token: Token, after: Token) -> bool:
    """Whether a word is an office's or a body's first letters before a name: "MPA Ann Ames"; not in "ANN AMES"."""
    return token.text.isupper() and token.text.isalpha() and len(token) > 2 and not after.text.isupper()


def _of_a_body(doc: Doc, start: int, end: int) -> bool:
    """Whether words go on with a name that has an article: "The Harlan Moor Union" is nobody called Moor Union."""
    at = start
    while at > 1 and doc[at - 1].pos_ == "PROPN" and doc[at - 1].dep_ == "compound" and doc[at - 1].head.i == end - 1:
        at -= 1
    before = doc[at:start]
    if at > 3 and doc[at - 2].lower_ == "of" and role(doc[at - 3].text) in ROLES:
        return False  # "the Leader of the Opposition Al Ames"
    titled = any(token.ent_type_ or _title_word(token) or role(token.text) in TITLE_WORDS for token in before)
    return 0 < at < start and end - start > 1 and not titled and doc[at - 1].lower_ == "the"


def _is_title(token: Token, rest: str) -> bool:
    word = "" if token.text == "Md" else token.lower_.rstrip(".")  # short for Mohammad
    known = word in COURTESY_TITLES or word in REGNAL_TITLES or token.text in RANKS
    if known and word not in TITLE_FORENAMES - REGNAL_TITLES.keys():
        return True
    if not known and word not in TITLE_WORDS:
        return False
    # "Dean Acheson", "Major Owens": a title that is a forename too stays where one word follows.
    return not (word in TITLE_FORENAMES and len(rest.split()) == 1 and token.text.rstrip(".") == token.text)


def _looks_like_name(words: Sequence[str]) -> bool:
    letters = [word.strip(".'’‘“”\"()") for word in words]
    if any(char.isdigit() or char in "@#/&=<>|" for word in words for char in word):
        return False
    if words == ["No"] or any(_ACRONYMS.fullmatch(word) for word in words):
        return False
    return any(map(begins_name, letters)) and all(_of_a_name(word) for word in letters if word)


def _of_a_name(word: str) -> bool:
    return begins_name(word) or plain(word) in NAME_PARTICLES


def is_initial(word: str) -> bool:
    """Whether a word is the first letter of a name, or of several: "K.", "K.D."."""
    return bool(_INITIALS.fullmatch(word))


def begins_name(word: str) -> bool:
    """Whether a word may be somebody's name by its capital, which an article may stand before: "al-Qadir"."""
    first, _, rest = word.partition("-")
    return word[:1].isupper() or (first in ARTICLES and rest[:1].isupper())


def _titles_before(doc: Doc, start: int) -> list[Token]:
    """The words before a name that belong to its title, in order: "Norwegian Trade Minister" before "Ames"."""
    titles: list[Token] = []
    if start > 3 and doc[start - 1].text == ")" and doc[start - 3].text == "(":
        start -= 3  # "Justice (retd) Ann Ames"
    for i in range(start - 1, max(-1, start - 1 - LONGEST_TITLE), -1):
        token = doc[i]
        hyphen = token.text in ("-", "–") and i + 1 < start
        if not (token.pos_ in ("PROPN", "NOUN", "ADJ") or role(token.text) in TITLE_WORDS or hyphen):
            break
        if token.lower_.rstrip(".") not in COURTESY_TITLES and token.is_space:
            break
        titles.append(token)
    titles.reverse()
    # A title holds a title word next to the name; without one these are other words of the sentence.
    known = [n for n, t in enumerate(titles) if _title_word(t)]
    return titles[: known[-1] + 1] if known and known[-1] == len(titles) - 1 else _title_of_a_field(doc, start)


def _carrying(titles: Sequence[Token]) -> Sequence[Token]:
    """The words that carry a title: the last one, and of "Commissioner Dr" both."""
    courtesy = len(titles) > 1 and titles[-1].lower_.rstrip(".") in COURTESY_TITLES
    return titles[-2:] if courtesy and role(titles[-2].text) in ROLES else titles[-1:]


def _title_of_a_field(doc: Doc, start: int) -> list[Token]:
    """The office before a name whose field stands between the two: "Minister for Public Works" before "Ann Ames"."""
    at = start - 1
    while at > max(1, start - LONGEST_TITLE) and doc[at].pos_ == "PROPN" and doc[at].ent_type_ != "PERSON":
        at -= 1
    if at > 2 and doc[at].lower_ == "for" and doc[at - 2 : at].text == "of State":
        at -= 2  # "Minister of State for Food Ann Ames"
    office = doc[at - 1] if 0 < at < start - 1 and doc[at].lower_ in ("for", "of") else None
    return [office] if office is not None and office.text[:1].isupper() and role(office.text) in ROLES else []


def _title_word(token: Token) -> bool:
    word = token.lower_.rstrip(".")
    return word in COURTESY_TITLES or word in REGNAL_TITLES or role(word) in ROLES


def _read_titles(titles: Iterable[Token]) -> tuple[frozenset[str], Gender | None]:
    roles: set[str] = set()
    gender: Gender | None = None
    for token in titles:
        word = token.lower_.rstrip(".")
        gender = COURTESY_TITLES.get(word) or REGNAL_TITLES.get(word) or gendered_words().get(word) or gender
        if word not in COURTESY_TITLES or word in SHORT_TITLES:
            roles |= {role(word), *_past(word)}
    return frozenset(roles), gender


def _apposed_roles(doc: Doc, start: int, end: int) -> list[Token]:
    """Nouns of an office in apposition: "Bell, director of …", "the minister, Ann Ames,"."""
    tops = [token for token in doc[start:end] if token.head == token or not start <= token.head.i < end]
    head = tops[-1]  # two where the parser begins a sentence inside a name it doesn't know
    beside = [child for child in head.children if child.dep_ == "appos" and not _is_anothers(child)]
    if head.dep_ == "appos" and not may_be_anothers(head.head, head):
        beside.append(head.head)
    near = [token for token in (*beside, *_predicates(head)) if abs(token.i - head.i) <= 12]
    return [token for token in near if token.pos_ in ("NOUN", "PROPN") and (_is_role(token) or _is_one(token))]


def _is_anothers(noun: Token) -> bool:
    """Whether an office behind a name is somebody else's: "Ann Ames, whose son", "Ann Ames, a son, Ben"."""
    named = any(child.dep_ == "appos" and child.pos_ == "PROPN" for child in noun.children)
    return named or any(child.tag_ == "WP$" for child in noun.children)


def _predicates(head: Token) -> list[Token]:
    """What a person is or became, as the sentence says of its subject: "Bell became coach of …"."""
    verb = head.head
    present = verb.lemma_ == "become" or verb.lower_ in ("is", "'s", "’s")
    if head.dep_ != "nsubj" or not present:
        return []
    return [child for child in verb.children if child.dep_ == "attr" and _is_role(child)]


def _is_role(token: Token) -> bool:
    return role(token.lemma_) in ROLES - {"person"}


def _is_one(token: Token) -> bool:
    """ "An oceanographer" beside a person's name: what one person is, by a word that no list need know."""
    return (
        token.tag_ == "NN"
        and token.lower_ != "old"
        and token.dep_ == "appos"
        and any(t.lower_ in ("a", "an") for t in token.lefts)
    )


def qualifiers(noun: Token) -> list[str]:
    """The words that say which office a noun means, small: "foreign" before "minister", "former" of "ex-minister"."""
    return [
        *_past(noun.lower_),
        *(t.lower_ for t in noun.lefts if t.dep_ in ("amod", "compound", "nmod") and t.is_alpha),
        *(t.lower_ for t in noun.doc[max(0, noun.i - 1) : noun.i] if t.lower_ == "then"),
    ]


def _past(word: str) -> list[str]:
    return ["former"] if word.startswith("ex-") else []
