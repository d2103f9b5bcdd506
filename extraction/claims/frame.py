"""The frame of a claim: its content words with their roles and heads, and its negating words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from extraction.claims import lexicon
from extraction.claims.clauses import Clause, subject
from extraction.claims.lexicon import word_set
from extraction.types import Frame, Span, Word

if TYPE_CHECKING:
    from spacy.tokens import Token

CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})
LOCATIVE = word_set("in at near off outside inside around across along within throughout over beside between into")
CLAUSAL = frozenset({"relcl", "acl", "advcl", "ccomp", "parataxis"})


def build_frame(
    clause: Clause,
    names: Mapping[int, str],
    taken: frozenset[int],
    outer: Sequence[Word] = (),
    denial: Sequence[Span] = (),
) -> Frame:
    """The frame of one clause.

    `names` gives the name that a pronoun (by token index) stands for; `taken` are tokens of dates and
    figures, which are kept apart; `outer` are words from outside the clause (the denier of a nominal);
    `denial` where words stand that deny the whole.
    """
    roles = _roles(clause)
    left_out = taken | {token.i for token in clause.negators}
    kept = [token for token in clause.tokens if _is_content(token, roles, names) and token.i not in left_out]
    index = {token.i: at for at, token in enumerate(kept)}
    words = [
        Word(
            _lemma(token, names),
            token.pos_,
            (token.idx, token.idx + len(token)),
            roles.get(token.i, ""),
            _head(token, index),
        )
        for token in kept
    ]
    found = [token for token in _negating(clause) if token.i not in taken]
    found = [token for token in found if not _repeats(token, found)]
    whole = [token for token in found if not _is_partial(token, clause)]
    partial = [Word(t.lower_, "PART", _span(t), "scope") for t in found if _is_scoped(t, whole)]
    negators = [*clause.negators, *whole]
    if clause.negators and clause.head.dep_ == "xcomp":
        negators += [child for child in clause.head.head.children if child.dep_ == "neg"]
    spans = {_span(token) for token in negators} | set(denial)
    return Frame((*words, *outer, *partial), tuple(sorted(spans)))


def _span(token: Token) -> Span:
    return token.idx, token.idx + len(token)


def _is_content(token: Token, roles: Mapping[int, str], names: Mapping[int, str]) -> bool:
    """Content words, and pronouns that do or suffer something."""
    if token.i in names or (token.pos_ == "PRON" and roles.get(token.i) in ("agent", "patient")):
        return (token.lower_ not in lexicon.NEGATORS and token.lower_ not in ("it", "there")) or token.i in names
    if token.dep_ in ("aux", "auxpass") or token.lower_ in lexicon.NEGATORS or token.is_punct:
        return False
    if token.pos_ == "AUX":
        return False
    return token.pos_ in CONTENT and any(letter.isalnum() for letter in token.text)


def _lemma(token: Token, names: Mapping[int, str]) -> str:
    if token.i in names:
        return names[token.i].lower()
    lemma = (token.lemma_ or token.text).lower()
    particle = next((child.lower_ for child in token.rights if child.dep_ == "prt"), "") if token.pos_ == "VERB" else ""
    return f"{lemma} {particle}" if particle else lemma


def _head(token: Token, index: Mapping[int, int]) -> int:
    """The index of the nearest kept word above a token, -1 for none; few steps, since function words are shallow."""
    for _ in range(6):
        if token.head == token:
            return -1
        token = token.head
        if token.i in index:
            return index[token.i]
    return -1


def _roles(clause: Clause) -> dict[int, str]:
    """The role of each token by index: predicate, agent, patient, place."""
    head = clause.head
    roles: dict[int, str] = {}
    inside = {token.i for token in clause.tokens}
    where = (token for token in clause.tokens if token.dep_ == "prep" and token.lower_ in LOCATIVE)
    for child in (child for token in where for child in token.children if child.dep_ == "pobj"):
        _give(roles, child, "place", inside)
    for child, role in _arguments(clause):
        _give(roles, child, role, inside)
    there = _existing(clause)
    roles[there.i if there is not None else head.i] = "predicate"
    for child in head.rights:
        if there is None and head.pos_ == "AUX" and child.dep_ in ("attr", "acomp"):
            roles[child.i] = "predicate"
    return roles


def _arguments(clause: Clause) -> list[tuple[Token, str]]:
    """The words under a clause's head that say who did it and to whom."""
    there = _existing(clause)
    if there is not None:
        given = [(child, "patient") for child in there.children if child.dep_ == "dobj"]
        return [(there.head, "patient" if there.tag_ == "VBN" else "agent"), *given]
    head = clause.head
    found: list[tuple[Token, str]] = []
    who = subject(head)
    if who is not None:
        found.append((who, "patient" if who.dep_ == "nsubjpass" else "agent"))
    nominal = head.pos_ in ("NOUN", "PROPN")
    for child in head.children:
        if child.dep_ in ("dobj", "dative"):
            found.append((child, "patient"))
        elif child.dep_ == "agent" or (nominal and child.dep_ == "prep" and child.lower_ == "by"):
            found += [(inner, "agent") for inner in child.children if inner.dep_ == "pobj"]
        elif nominal and child.dep_ == "poss":
            found.append((child, "agent"))
        elif nominal and child.dep_ == "prep" and child.lower_ in ("of", "for"):
            found += [(inner, "patient") for inner in child.children if inner.dep_ == "pobj"]
    return found


def _existing(clause: Clause) -> Token | None:
    """The deed in "there was someone doing it" or "there were shots fired", which says that they did it."""
    if not any(child.dep_ == "expl" for child in clause.head.lefts):
        return None
    who = next((child for child in clause.head.rights if child.dep_ == "attr"), None)
    if who is None:
        return None
    return next((child for child in who.rights if child.dep_ == "acl" and child.tag_ in ("VBG", "VBN")), None)


def _give(roles: dict[int, str], token: Token, role: str, inside: set[int]) -> None:
    """Give a role to a phrase: the token and what is under it, without clauses and locative phrases."""
    waiting = [token]
    while waiting:
        one = waiting.pop()
        if one.i in inside and one.i not in roles:
            roles[one.i] = role
        waiting += [
            child
            for child in one.children
            if child.dep_ not in CLAUSAL
            and not (child.dep_ == "prep" and child.lower_ != "of")
            and child.i not in roles
        ]


def _negating(clause: Clause) -> list[Token]:
    """The words that negate the clause: those of its verb and of what it is about, not of clauses under it."""
    found: list[Token] = []
    inside = {token.i for token in clause.tokens}
    waiting = [clause.head]
    while waiting:
        one = waiting.pop()
        for child in one.children:
            if child.i not in inside:
                continue
            if child.lower_ in lexicon.NEGATORS:
                found.append(child)
            if child.dep_ not in CLAUSAL and child.dep_ not in ("xcomp", "pcomp", "conj"):
                waiting.append(child)
    return found


def _is_partial(token: Token, clause: Clause) -> bool:
    """Whether a negating word negates only a part of the clause: "not all", "someone not afraid", "nothing but"."""
    after = token.i + 1
    following = token.doc[after].lower_ if after < len(token.doc) else ""
    if _is_mere(token) or following in lexicon.LIMITED or following in ("but", "other"):
        return True
    if token.lower_ == "without":
        return token.head.dep_ != "ROOT"
    if any(_limits(child) for child in token.head.children):
        return True
    if _is_not_one(token):
        return False
    return token.lower_ in ("not", "n't", "never", "nor") and not _negates_verb(token, clause.head)


def _is_not_one(token: Token) -> bool:
    """Whether "not" begins "not one shot was fired", "not a single one": no shot at all."""
    following = [word.lower_ for word in token.doc[token.i + 1 : token.i + 3]]
    return token.lower_ == "not" and (following[:1] == ["one"] or following == ["a", "single"])


def _is_mere(token: Token) -> bool:
    """Whether a negating word leaves the clause affirmed: "not only", "no more than", "without doubt"."""
    after = token.i + 1
    following = token.doc[after].lower_ if after < len(token.doc) else ""
    return following in lexicon.NOT_ONLY or following in ("more", "less", "fewer", "longer", "doubt", "later", "sooner")


def _negates_verb(token: Token, head: Token) -> bool:
    """Whether "not" stands with the clause's verb, its auxiliary, or what a copula says."""
    above = token.head
    return above == head or (above.head == head and (above.dep_ in ("aux", "auxpass") or head.pos_ == "AUX"))


def _is_scoped(token: Token, whole: Sequence[Token]) -> bool:
    """Whether a negating word leaves open what of the clause is so."""
    return token not in whole and token.lower_ != "without" and not _is_mere(token)


def _repeats(token: Token, negators: Sequence[Token]) -> bool:
    """Whether a negating word only goes on with another one: "neither ... nor"."""
    return token.lower_ == "nor" and any(other.i < token.i for other in negators)


def _limits(token: Token) -> bool:
    """Whether a word under the verb limits its negation: "not ... until March", "not ... unless", "not ... often"."""
    limit = ("until", "till", "unless")
    return (
        token.lower_ in limit
        or (token.dep_ == "advmod" and token.lower_ in lexicon.LIMITED)
        or (token.dep_ == "advcl" and any(child.lower_ in limit for child in token.lefts))
    )
