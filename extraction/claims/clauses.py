"""The propositions in a quote's words: main and coordinated clauses, asserted that-clauses, denied nominals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from extraction.claims import lexicon
from extraction.types import Stance

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
COMPLEMENTS = frozenset({"dobj", "prep", "ccomp", "xcomp", "attr", "acomp", "dative", "oprd", "agent", "prt", "advmod"})
LOOSE = frozenset({"mark", "cc", "punct", "preconj", "intj"})
DEPTH = 3
"""How deep that-clauses are followed: a speaker who is sure that it is clear that it is so."""


@dataclass(frozen=True, slots=True)
class Clause:
    """One proposition: its governing token, its tokens in order, and what is known of how it is put.

    `stance` is set where the words around the clause set it ("it is not true that ..."); `negators` are
    negating tokens that stand outside its own words or above its head; `nominal` says that no verb is
    finite; `refusal` that a request, not a fact, is denied.
    """

    head: Token
    tokens: tuple[Token, ...]
    stance: Stance | None = None
    negators: tuple[Token, ...] = ()
    nominal: bool = False
    refusal: bool = False


def find_clauses(content: Sequence[Token], *, denied: bool) -> list[Clause]:
    """The propositions in the tokens of one quote's content, in order.

    `denied` says that the cue denies them, so that nouns which hold a proposition are opened
    ("rejected claims that ..."). Linear in the number of tokens.
    """
    inside = {token.i for token in content}
    found: list[Clause] = []
    for root in _roots(content, inside):
        if denied and root.dep_ == "pobj" and root.head.lower_ == "as":
            continue  # "rejected it as a lie" doesn't say that there was no lie
        for clause in _coordinated(root, inside):
            opened = _open(clause, inside) if denied and clause.nominal else clause
            found += [opened] if denied else _with_asserted(opened, inside, DEPTH)
    return found


def subject(token: Token) -> Token | None:
    """The subject of a verb: its own, or that of the verb which controls it."""
    for child in token.lefts:
        if child.dep_ in SUBJECTS:
            return child
    for child in token.rights:
        if child.dep_ in SUBJECTS:
            return child
    return subject(token.head) if token.dep_ == "xcomp" and token.head != token else None


def is_verbal(token: Token) -> bool:
    """Whether the token heads a clause with a verb."""
    return token.pos_ in ("VERB", "AUX")


def below(token: Token, inside: AbstractSet[int], stops: AbstractSet[int] = frozenset()) -> list[Token]:
    """The token and all under it that are `inside`, in order, not entering any of `stops`."""
    gathered, waiting = [], [token]
    while waiting:
        one = waiting.pop()
        if one.i in inside:
            gathered.append(one)
        waiting += [child for child in one.children if child.i not in stops]
    return sorted(gathered, key=lambda one: one.i)


def _roots(content: Sequence[Token], inside: AbstractSet[int]) -> list[Token]:
    """The tokens that govern the content: those whose head is outside it, without mere function words."""
    roots = [token for token in content if token.head.i not in inside or token.head == token]
    verbal = [token for token in roots if is_verbal(token) and token.dep_ not in ("aux", "auxpass")]
    if not verbal:
        return [t for t in roots if t.pos_ in ("NOUN", "PROPN", "ADJ", "NUM")] or _prepositional(roots, inside)
    sentences = {token.sent.start for token in verbal}
    return [t for t in roots if t in verbal or (t.pos_ in ("NOUN", "PROPN") and t.sent.start not in sentences)]


def _prepositional(roots: Iterable[Token], inside: AbstractSet[int]) -> list[Token]:
    """The objects of prepositions that stand as roots ("[called] for an end to the war")."""
    return [
        child
        for root in roots
        if root.dep_ == "prep"
        for child in root.children
        if child.i in inside and child.dep_ in ("pobj", "pcomp")
    ]


def _coordinated(root: Token, inside: AbstractSet[int]) -> Iterator[Clause]:
    """The clause of a root, and each coordinated clause, with its subject shared where it has none."""
    if not is_verbal(root):
        yield Clause(root, tuple(_without_loose_ends(below(root, inside))), nominal=True)
        return
    heads = [root]
    for verb in root.conjuncts:
        if verb.i in inside and is_verbal(verb) and verb.i > root.i and _splits(heads[-1], verb):
            heads.append(verb)
    stops = {head.i for head in heads}
    for head in heads:
        tokens = below(head, inside, stops - {head.i})
        if head != root and subject(head) is None:
            tokens = sorted({*tokens, *_shared(root, head, inside, stops)}, key=lambda token: token.i)
        who = subject(root)
        nominal = root.tag_ == "VBG" and (who is None or who.i not in inside)
        yield _past_failing(Clause(head, tuple(_without_loose_ends(tokens)), nominal=nominal))


def _splits(before: Token, verb: Token) -> bool:
    """Whether a coordinated verb is a proposition of its own, rather than sharing its object."""
    if any(child.dep_ in SUBJECTS for child in verb.children):
        return True
    return any(child.dep_ in COMPLEMENTS and child.i < verb.i for child in before.rights)


def _shared(root: Token, head: Token, inside: AbstractSet[int], stops: AbstractSet[int]) -> list[Token]:
    """The subject, and the auxiliaries where the form of the second verb needs them, of a coordinated verb."""
    shared: list[Token] = []
    for child in root.lefts:
        if child.dep_ in SUBJECTS:
            shared += below(child, inside, stops)
        elif child.dep_ in ("aux", "auxpass", "neg") and head.tag_ in ("VB", "VBN", "VBG") and head.tag_ == root.tag_:
            shared.append(child)
    return shared


def _without_loose_ends(tokens: list[Token]) -> list[Token]:
    """Without conjunctions and punctuation at either end."""
    start, end = 0, len(tokens)
    while start < end and tokens[start].lower_ != "neither" and (tokens[start].dep_ in LOOSE or tokens[start].is_punct):
        start += 1
    while end > start and (tokens[end - 1].is_punct or tokens[end - 1].dep_ == "cc"):
        end -= 1
    return tokens[start:end]


def _past_failing(clause: Clause) -> Clause:
    """The clause of the verb under "failed to", with the failing as its negator."""
    if clause.head.lemma_ not in lexicon.FAILING:
        return clause
    for child in clause.head.rights:
        if child.dep_ == "xcomp" and child.i in {token.i for token in clause.tokens}:
            return replace(clause, head=child, negators=(*clause.negators, clause.head))
    return clause


def _open(clause: Clause, inside: AbstractSet[int]) -> Clause:
    """What a denied nominal denies: the clause or the noun inside "claims that ..." and "reports of ..."."""
    head = clause.head
    if head.lemma_ in lexicon.REQUEST_NOUNS:
        return replace(clause, refusal=True)
    if head.lemma_ not in lexicon.CLAIM_NOUNS:
        return clause
    for child in head.rights:
        if child.dep_ in ("acl", "ccomp", "relcl") and any(
            part.lower_ == "that" and part.dep_ == "mark" for part in child.lefts
        ):
            return next(iter(_coordinated(child, inside)), clause)
        if child.dep_ == "prep" and child.lower_ in ("of", "about"):
            for inner in (under for under in child.children if under.dep_ in ("pobj", "pcomp") and under.i in inside):
                return Clause(inner, tuple(_without_loose_ends(below(inner, inside))), nominal=True)
    return replace(clause, refusal=True)


def _with_asserted(clause: Clause, inside: AbstractSet[int], depth: int) -> list[Clause]:
    """The clause and the that-clauses under it which the speaker puts forward too.

    A frame that says nothing itself ("it is clear that ...", "we believe that ...") is left out.
    """
    if _is_supposed(clause.head):
        return [clause]
    for holder, inner in _complements(clause, inside):
        stance, shell = _attitude(clause, holder)
        if stance is None or depth == 0:
            continue
        deeper = [
            replace(one, stance=stance if stance is not Stance.ASSERTS else one.stance)
            for part in _coordinated(inner, inside)
            for one in _with_asserted(part, inside, depth - 1)
        ]
        return deeper if shell and deeper else [clause, *deeper]
    return [clause]


def _is_supposed(head: Token) -> bool:
    """Whether a verb stands under a modal or a condition, so that what depends on it isn't asserted."""
    return any(
        child.tag_ == "MD" or (child.dep_ == "advcl" and any(part.lower_ in ("if", "unless") for part in child.lefts))
        for child in head.children
    )


def _complements(clause: Clause, inside: AbstractSet[int]) -> Iterator[tuple[Token, Token]]:
    """The that-clauses right under a clause, each with the word that holds it."""
    for child in clause.head.children:
        if child.i not in inside:
            continue
        if child.dep_ == "ccomp" and is_verbal(child):
            yield clause.head, child
        if child.dep_ in ("attr", "acomp", "dobj", "nsubj"):
            yield from ((child, inner) for inner in child.rights if inner.i in inside and _is_that_clause(inner))


def _is_that_clause(token: Token) -> bool:
    return token.dep_ in ("ccomp", "acl") and is_verbal(token) and _has_that(token)


def _has_that(token: Token) -> bool:
    return any(child.dep_ == "mark" and child.lower_ == "that" for child in token.lefts)


def _attitude(clause: Clause, holder: Token) -> tuple[Stance | None, bool]:
    """How the speaker stands to a that-clause under this clause, and whether the clause around it is a mere shell."""
    head, who = clause.head, subject(clause.head)
    negated = any(child.dep_ == "neg" for child in head.children)
    own = who is None or who.lower_ in ("i", "we", "it", "there")
    words = {holder.lemma_.lower()} | {
        child.lemma_.lower() for child in head.children if child.dep_ in ("acomp", "attr")
    }
    none = any(child.lower_ == "no" for child in holder.children)
    if words & lexicon.FALSE:
        return (None if negated else Stance.DENIES), own
    if words & lexicon.EVIDENCE and (negated or none):
        return Stance.DOUBTS, own
    if head.lemma_ == "doubt" or "doubtful" in words:
        return (Stance.ASSERTS if negated else Stance.DOUBTS) if own else None, own
    if head.lemma_ == "be" and negated and words & lexicon.CERTAIN:
        return (Stance.DENIES if words & {"true", "fact"} else None), own
    if negated or none:
        return None, own
    if (head.lemma_ == "be" and words & lexicon.CERTAIN) or head.lemma_ in lexicon.SHOWING:
        return Stance.ASSERTS, own
    if head.lemma_ in lexicon.SPEAKER_ATTITUDE and who is not None and who.lower_ in ("i", "we"):
        return Stance.ASSERTS, True
    return None, own
