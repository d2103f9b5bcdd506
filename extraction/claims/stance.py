"""How the speaker stands to a claim, and whether it is put as fact."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from extraction.claims import lexicon
from extraction.claims.clauses import SUBJECTS, Clause
from extraction.types import CueClass, Modality, Stance

if TYPE_CHECKING:
    from spacy.tokens import Token


def cue_stance(cue: Sequence[Token]) -> Stance | None:
    """The stance that a cue gives to its whole content; None where it only says that something was said."""
    lemmas = [token.lemma_.lower() for token in cue]
    words = set(lemmas)
    phrase = " ".join(token.lower_ for token in cue)
    if words & lexicon.DENY or words & lexicon.DENY_NOUNS:
        return Stance.DENIES
    if words & lexicon.DOUBT or any(t.lower_ == "no" and t.head.lemma_.lower() in lexicon.EVIDENCE for t in cue):
        return Stance.DOUBTS
    if words & lexicon.ASK:
        return Stance.ASKS
    if words & lexicon.DEMAND or any(form in phrase for form in lexicon.DEMAND_PHRASES):
        return Stance.DEMANDS
    return Stance.PREDICTS if words & lexicon.PREDICT else None


def is_wish(cue: Sequence[Token], cue_class: CueClass) -> bool:
    """Whether a quote states no more than a wish or a plan ("hopes to ..."), so that nothing can be checked."""
    return cue_class is CueClass.THOUGHT and any(token.lemma_.lower() in lexicon.WISH for token in cue)


def is_bare_infinitive(clause: Clause) -> bool:
    """Whether a clause is a mere "to do so", which a doer has still to do; "to have done so" is not."""
    particles = {child.lower_ for child in clause.head.lefts if child.dep_ in ("aux", "auxpass")}
    has_subject = any(child.dep_ in SUBJECTS for child in clause.head.lefts)
    return "to" in particles and "have" not in particles and not has_subject and clause.head.dep_ != "advcl"


def is_imperative(clause: Clause) -> bool:
    """Whether a clause tells someone to do something: "Don't shoot", "Give us the list"."""
    head = clause.head
    left = {child.dep_ for child in head.lefts} & SUBJECTS
    helped = any(child.dep_ in ("aux", "auxpass") and child.lemma_ != "do" for child in head.lefts)
    told = any(child.dep_ == "neg" for child in head.lefts) and clause.tokens[0].lemma_ == "do"
    return head.tag_ in ("VB", "VBP") and (not left or told) and not helped and head.dep_ not in ("conj", "xcomp")


def is_open(clause: Clause) -> bool:
    """Whether a clause leaves open what it is about: "who paid", "exactly what they do", "whether it fell"."""
    for token in clause.head.lefts:
        if token.lower_ == "whether" or (token.dep_ == "mark" and token.lower_ == "if" and clause.head.dep_ == "ccomp"):
            return True
        if token.lower_ == "that":
            continue
        if token.tag_ in ("WP", "WDT", "WRB", "WP$") or any(part.tag_ in ("WDT", "WP$", "WRB") for part in token.lefts):
            return token.dep_ != "advcl"
    return False


def is_unsaid(cue: Sequence[Token]) -> bool:
    """Whether the cue says that it was not said ("did not say", "failed to tell", "did not deny", "nobody said").

    The cue's own words and those right under them in the parse are looked at.
    """
    return any(
        any(child.dep_ == "neg" for child in token.lefts)
        or any(_is_nobody(child) for child in token.children)
        or token.lemma_ in lexicon.FAILING
        or (token.dep_ == "xcomp" and token.head.lemma_ in lexicon.FAILING)
        for token in cue
        if token.pos_ in ("VERB", "AUX")
    )


def _is_nobody(token: Token) -> bool:
    no_one = token.lower_ == "one" and any(part.lower_ == "no" for part in token.lefts)
    return no_one or token.lower_ in lexicon.NOBODY


def modality(clause: Clause) -> Modality:
    """How a clause is put: as fact, possible, necessary, under a condition, or yet to come."""
    head, inside = clause.head, {token.i for token in clause.tokens}
    chain = _chain(head, inside)
    auxiliaries = {child.lower_ for verb in chain for child in verb.children if child.dep_ in ("aux", "auxpass")}
    auxiliaries |= {token.lower_ for token in clause.tokens if token.tag_ == "MD" and token.head in chain}
    own_words = {child.lower_ for verb in chain for child in verb.children}
    if any(_is_condition(child) for verb in chain for child in verb.children) or (
        "would" in auxiliaries and "if" in own_words
    ):
        return Modality.CONDITIONAL
    if own_words & lexicon.HEDGES or any(verb.lemma_ in lexicon.SEEMING for verb in chain):
        return Modality.POSSIBLE
    if auxiliaries & lexicon.POSSIBLE_MODALS or _believed(head):
        return Modality.POSSIBLE
    if auxiliaries & lexicon.NECESSARY_MODALS or any(v.lemma_ in ("need", "have") and v != head for v in chain):
        return Modality.NECESSARY
    if (
        auxiliaries & lexicon.FUTURE_MODALS
        or "would" in auxiliaries
        or any(v.lower_ == "going" and (v != head or _has_infinitive(v)) for v in chain)
    ):
        return Modality.FUTURE
    if is_bare_infinitive(clause) and not clause.negators:
        return Modality.FUTURE
    return Modality.NECESSARY if clause.refusal else Modality.FACT


def stance(clause: Clause, from_cue: Stance | None, how: Modality, *, asked: bool) -> Stance:
    """The stance of one clause: what its own words set, then its cue, then its form."""
    if clause.stance is not None:
        return clause.stance
    if from_cue is not None:
        return from_cue
    if asked:
        return Stance.ASKS
    if how in (Modality.FUTURE, Modality.CONDITIONAL):
        return Stance.PREDICTS
    return Stance.DEMANDS if how is Modality.NECESSARY or is_imperative(clause) else Stance.ASSERTS


def _chain(head: Token, inside: Iterable[int]) -> list[Token]:
    """A verb and the verbs above it that it is the infinitive of ("seems to have", "is going to")."""
    chain, within = [head], set(inside)
    while chain[-1].dep_ == "xcomp" and chain[-1].head.i in within and len(chain) < 5:
        chain.append(chain[-1].head)
    chain += [
        child
        for child in head.rights
        if child.dep_ == "xcomp" and head.lemma_ in (*lexicon.SEEMING, "go", "need", "have")
    ]
    return chain


def _has_infinitive(verb: Token) -> bool:
    return any(child.dep_ == "xcomp" for child in verb.rights)


def _is_condition(token: Token) -> bool:
    """Whether a clause under the verb makes it conditional."""
    return token.dep_ == "advcl" and any(child.lower_ in ("if", "unless") for child in token.lefts)


def _believed(head: Token) -> bool:
    """ "is believed to have", "is said to be": another's word for it."""
    above = head.head
    return (
        head.dep_ == "xcomp"
        and above.tag_ == "VBN"
        and above.lemma_ in ("believe", "think", "say", "allege", "report", "suspect", "rumour", "expect", "suppose")
    )
