"""Whom the words of a source mean: a person, a body, somebody described; None where that is in doubt."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from extraction import embodied
from extraction.antecedents import NOBODY, pointed_at
from extraction.antecedents.figures import TYPES, Sort
from extraction.authors import cited_again, cited_before, reads, writer
from extraction.epithets import another_in_view, pointed_back, spoken_beside
from extraction.gathering import Answer, Chain, Gathering
from extraction.governments import government
from extraction.mentions import Form, Mention, read_source
from extraction.names import plain
from extraction.namesakes import Which, which
from extraction.roles import ORGANISATIONS, ROLES, role
from extraction.types import SpeakerKind
from extraction.view import (
    NEAR,
    alone_beside,
    asked_another,
    continuing,
    going_on_beside,
    just_spoke,
    last_subject,
    rival_beside,
    subjects_before,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

    from extraction.people import Person

CLIMB = 6
"""Heads climbed from a relative pronoun to its clause."""

PLACES = frozenset({"FAC", "GPE", "LOC"})

SEVERAL = 20
"""Of so many unnamed ones of one office none is "the official"."""

BODY_KINDS = (SpeakerKind.ORGANISATION, SpeakerKind.GOVERNMENT, SpeakerKind.GROUP, SpeakerKind.COLLECTIVE)


def resolve(gathering: Gathering, mention: Mention) -> Answer | None:
    """Whom a source means, with a score, the reason and who else it could be; None where that is in doubt."""
    if mention.form is Form.PRONOUN:
        return _resolve_pronoun(gathering, mention)
    if mention.naming is not None:
        return _resolve_person(gathering, mention)
    if mention.head in gathering.named_later:
        return _resolve_named_later(gathering, mention)
    if mention.form is Form.POINTING:
        return _resolve_pointing(gathering, mention)
    if mention.kind in BODY_KINDS and mention.form is Form.NAME:
        return embodied.by_name(gathering, mention)
    answer = _resolve_pointed_back(gathering, mention) or _resolve_beside(gathering, mention)
    answer = answer or _resolve_paper(gathering, mention)
    return answer or _describe(gathering, mention)


def _describe(gathering: Gathering, mention: Mention) -> Answer:
    """A source that carries its own words: one voice for equal words, but "an official" is a new one each time."""
    if embodied.is_office_of_state(gathering, mention):
        name = mention.name.partition(" ")[2]
        return Answer(
            gathering.chain(("words", plain(name)), name, SpeakerKind.ORGANISATION),
            0.75,
            "a body by what it does",
            mention.spans,
        )
    fresh = mention.kind is SpeakerKind.UNNAMED and not plain(mention.name).startswith(("the ", "this ", "that "))
    key = ("words", mention.head) if fresh else ("words", plain(mention.name))
    known = key in gathering.chains
    chain = gathering.chain(key, mention.name, mention.kind)
    if mention.kind is SpeakerKind.UNNAMED and not known:
        gathering.unnamed.setdefault(_noun(gathering, mention), []).append(chain)
    return Answer(chain, 0.9, "described, not named", mention.spans)


def _resolve_person(gathering: Gathering, mention: Mention) -> Answer | None:
    naming = mention.naming
    assert naming is not None
    persons = gathering.directory.who(naming)
    if len(persons) != 1:
        return None
    person = persons[0]
    alone = len(naming.words) == 1 and not naming.titled
    if (
        alone
        and person.full
        and government(naming.words[0])
        and which(gathering.scene, person, mention.head) is not Which.PERSON
    ):
        return None  # "Jordan said it would", Al Jordan or the kingdom
    firm = gathering.bodies.firm(naming.words[0]) if alone else None
    if firm is not None:
        meant = which(gathering.scene, person, mention.head)
        firm_alone = ("body", firm.key) in gathering.chains and person not in gathering.chains
        if meant is Which.FIRM or (meant is Which.UNTOLD and firm_alone):
            return embodied.as_firm(gathering, mention, firm)
        if meant is Which.UNTOLD:
            return None
    if mention.gender and person.gender and mention.gender is not person.gender:
        return None
    chain = gathering.chain_of(person)
    if not person.full:
        return Answer(chain, 0.75, "surname only", mention.spans)
    words = " ".join(naming.words)
    if naming.start in gathering.directory.presumed:
        return Answer(chain, 0.75, gathering.directory.presumed[naming.start], mention.spans)
    if len(naming.words) > 1:
        return Answer(chain, 0.97, "full name", mention.spans)
    if naming.surname == person.keys[-1]:
        return Answer(chain, 0.95, f"“{words}” is the surname of {person.name} alone in this text", mention.spans)
    part = "the forename" if naming.surname == person.keys[0] else "part of the name"
    return Answer(chain, 0.8, f"“{words}” is {part} of {person.name} alone in this text", mention.spans)


def _resolve_named_later(gathering: Gathering, mention: Mention) -> Answer:
    """ "The water minister", in the lead: who is named a paragraph later."""
    person = gathering.directory.by_start[gathering.named_later[mention.head]]
    reason = f"“{mention.name}”: {person.name}, who is named after it"
    return Answer(gathering.chain_of(person), 0.65, reason, mention.spans)


def _resolve_pointing(gathering: Gathering, mention: Mention) -> Answer | None:
    person, score = pointed_at(gathering.scene, mention)
    if person is not None and not mention.qualifiers and another_in_view(gathering, mention, person):
        return None
    if person is None:
        answer = embodied.to_body(gathering, mention) or _resolve_to_unnamed(gathering, mention)
        answer = answer or _resolve_pointed_back(gathering, mention) or _resolve_beside(gathering, mention)
        # What the text names nowhere keeps its own words; "the mayor" beside a named one may be somebody else: nobody.
        noun = _noun(gathering, mention)
        alone = noun in ORGANISATIONS or not gathering.directory.with_role(noun)
        return answer or (_describe(gathering, mention) if alone else None)
    chain = gathering.chain_of(person)
    reason = f"“{mention.name}”: {person.name} is the only one with that office before it"
    return Answer(chain, score, reason, mention.spans)


def _resolve_pointed_back(gathering: Gathering, mention: Mention) -> Answer | None:
    """ "The senator" of several, "the retired surgeon": who has just been spoken of."""
    meant = pointed_back(gathering, mention) if mention.kind is SpeakerKind.UNNAMED else None
    return Answer(gathering.chain_of(meant[0]), 0.7, meant[1], mention.spans) if meant else None


def _resolve_to_unnamed(gathering: Gathering, mention: Mention) -> Answer | None:
    """ "The employee" after "an employee" who spoke: the same unnamed one, where there is just one."""
    known = gathering.unnamed.get(_noun(gathering, mention), [])
    earlier = [
        chain
        for chain in (known if len(known) <= SEVERAL else ())
        if plain(chain.name).startswith(("a ", "an ", "one ")) and mention.qualifiers <= set(plain(chain.name).split())
    ]
    if len(earlier) != 1 or gathering.directory.with_role(_noun(gathering, mention)):
        return None
    chain = earlier[0]
    return Answer(chain, 0.7, f"“{mention.name}” points back to “{chain.name}”", mention.spans)


def _noun(gathering: Gathering, mention: Mention) -> str:
    return role(gathering.doc[mention.head].lemma_)


def _resolve_beside(gathering: Gathering, mention: Mention) -> Answer | None:
    """ "The nurse": who has just spoken in the same paragraph, by another name."""
    chain = spoken_beside(gathering, mention) if mention.kind is SpeakerKind.UNNAMED else None
    if chain is None:
        return None
    return Answer(chain, 0.7, f"“{mention.name}”: {chain.name}, who has just spoken", mention.spans)


def _resolve_paper(gathering: Gathering, mention: Mention) -> Answer | None:
    """ "The email said": whose it is, where the paragraph or the one before says who said something in it."""
    noun, paragraph = cited_again(gathering, mention), gathering.layout.paragraph
    at, chain = gathering.papers.get(noun, (0, None))
    if chain is None or any(t.lemma_ == noun for t in gathering.doc[at + 1 : mention.head]):
        return None  # another one since
    if chain.kind is SpeakerKind.UNNAMED or paragraph[mention.head] - paragraph[at] >= NEAR:
        return None
    return Answer(chain, 0.7, f"“{mention.name}” is that of {chain.name}", mention.spans)


def _resolve_pronoun(gathering: Gathering, mention: Mention) -> Answer | None:
    token = gathering.doc[mention.head]
    if token.tag_ in ("WP", "WDT", "WP$"):
        return _resolve_relative(gathering, token, mention)
    if gathering.layout.quoted[mention.head]:
        return None
    cited = cited_before(gathering, mention) if mention.name == "it" else None
    if cited is not None:
        answer = _resolve_cited(gathering, mention, cited)
        if answer or reads(gathering, mention):
            return answer
    body = _resolve_body_pronoun(gathering, mention) if mention.name in ("they", "it") else None
    answer = body or _resolve_to_person(gathering, mention)
    meant = answer.chain.person if answer else None
    return None if meant and asked_another(gathering, mention, meant) else answer


def _resolve_to_person(gathering: Gathering, mention: Mention) -> Answer | None:
    """ "He", "she", and "they" for one person."""
    finding = gathering.scene.findings.get(mention.head, NOBODY)
    if finding.person is None or not finding.sure:
        named = _resolve_to_last_speaker(gathering, mention) or _resolve_to_alone(gathering, mention, None)
        return named or _resolve_to_unnamed_speaker(gathering, mention)
    person = finding.person
    alone = _resolve_to_alone(gathering, mention, person)
    if alone is not None:
        return alone
    speaker = going_on_beside(gathering, mention, person)
    if speaker is not None:
        reason = f"“{mention.name}”: {speaker.name}, who has just spoken"
        return Answer(gathering.chain_of(speaker), 0.7, reason, mention.spans, finding.rivals)
    if _unnamed_since(gathering, mention, person):
        return _resolve_to_unnamed_speaker(gathering, mention)
    chain = gathering.chain_of(person)
    reason = f"“{mention.name}”: {person.name}, {finding.place}"
    return Answer(chain, finding.score, reason, mention.spans, finding.rivals)


def _resolve_to_alone(gathering: Gathering, mention: Mention, likely: Person | None) -> Answer | None:
    """ "She" after "That of Ann Ames, 66, is one of them.": the only one whom the paragraph names before it."""
    figure = alone_beside(gathering, mention, likely)
    if figure is None or figure.person is None:
        return None
    person, paragraph = figure.person, gathering.layout.paragraph
    same = paragraph[figure.head] == paragraph[mention.head]
    place = "named before it in the paragraph" if same else "named in the paragraph before"
    rivals = gathering.scene.findings.get(mention.head, NOBODY).rivals
    rivals = tuple(rival for rival in rivals if rival.name != person.name)
    reason = f"“{mention.name}”: {person.name}, the only one {place}"
    return Answer(gathering.chain_of(person), 0.7, reason, mention.spans, rivals)


def _resolve_to_unnamed_speaker(gathering: Gathering, mention: Mention) -> Answer | None:
    """ "He" after "A spokesman said so.": who has just spoken without a name, in the same paragraph, nobody since."""
    at, chain = gathering.last or (0, None)
    layout = gathering.layout
    if chain is None or chain.kind is not SpeakerKind.UNNAMED or layout.quoted[at] or gathering.unanswered > at:
        return None
    noun = gathering.doc[at]
    if noun.tag_ != "NN" or role(noun.lemma_) not in ROLES - ORGANISATIONS:
        return None
    if not at < mention.head or layout.paragraph[at] != layout.paragraph[mention.head]:
        return None
    since = [f for f in gathering.scene.since(at, mention.head) if not gathering.said[f.head]]
    if mention.name == "it" or any(f.person or f.sort in (Sort.NOUN, Sort.PROPER) for f in since):
        return None
    return Answer(chain, 0.65, f"“{mention.name}”: {chain.name}, who has just spoken", mention.spans)


def _unnamed_since(gathering: Gathering, mention: Mention, person: Person) -> bool:
    """Whether somebody unnamed has spoken since a person was last in view: perhaps "he" is that one."""
    spoke = just_spoke(gathering, mention)
    if gathering.last is None or not isinstance(spoke, Chain) or spoke.kind is not SpeakerKind.UNNAMED:
        return False
    if gathering.layout.quoted[gathering.last[0]]:
        return False  # somebody in another's words
    named = [f.head for f in gathering.scene.before(mention.head, NEAR) if f.person is person and f.sort not in TYPES]
    return max(named, default=-1) < gathering.last[0]


def _resolve_to_last_speaker(gathering: Gathering, mention: Mention) -> Answer | None:
    """ "He" where the scorer is in doubt: the last subject before, who spoke last or is its paragraph's only one.

    Named or spoken of a paragraph back at most.
    """
    scene, paragraph = gathering.scene, gathering.layout.paragraph
    subjects = subjects_before(gathering, mention)
    speaker = continuing(gathering, mention) if mention.gender else None
    if speaker is not None:
        reason = f"“{mention.name}”: {speaker.name}, who has just spoken"
        return Answer(gathering.chain_of(speaker), 0.75, reason, mention.spans)
    person = last_subject(subjects)
    if person is None or mention.gender is None or mention.gender not in person.may_be:
        return None
    finding = scene.findings.get(mention.head, NOBODY)
    spoke = just_spoke(gathering, mention) is person
    last = subjects[-1].head
    latest = {
        one.person
        for one in subjects
        if paragraph[one.head] == paragraph[last]
        and (one.person or gathering.layout.sentence[one.head] != gathering.layout.sentence[last])
    }  # "Asked if he would go, Ames laughed": that "he" is no other one
    others = scene.several_since(subjects[-1], mention.head)
    others = others or (finding.person is not person and scene.stranger_since(subjects[-1], mention.head))
    if not spoke and (latest != {person} or others):
        return None
    if person.gender is None and rival_beside(gathering, mention, person, last):
        return None
    chain = gathering.chain_of(person)
    why = "the last who spoke and the last subject before it" if spoke else "the last subject before it"
    rivals = tuple(rival for rival in finding.rivals if rival.name != person.name)
    return Answer(chain, 0.75 if spoke else 0.7, f"“{mention.name}”: {person.name}, {why}", mention.spans, rivals)


def _resolve_cited(gathering: Gathering, mention: Mention, cited: Token) -> Answer | None:
    """ "It" for a cited letter, as in "it said": who wrote it, where the sentence before tells."""
    wrote = writer(cited)
    first, end = (wrote.left_edge.i, min(wrote.right_edge.i + 1, mention.head)) if wrote is not None else (0, 0)
    if first >= end or first <= cited.i < end:
        return None
    source = ((gathering.doc[first].idx, gathering.doc[end - 1].idx + len(gathering.doc[end - 1])),)
    meant = read_source(gathering.doc, source, gathering.directory)
    answer = resolve(gathering, meant) if meant is not None and meant.name != "it" else None
    if answer is None or answer.chain.kind not in (SpeakerKind.PERSON, *BODY_KINDS[:2]):
        return None
    reason = f"“it” is the {cited.lower_} of {answer.chain.name}"
    return Answer(answer.chain, answer.score * 0.9, reason, answer.spans, answer.rivals)


def _resolve_relative(gathering: Gathering, token: Token, mention: Mention) -> Answer | None:
    """ "Ames, who said …": the pronoun means what its clause hangs on."""
    verb = token.head
    for _ in range(CLIMB):
        if verb.dep_ == "relcl" or verb.head == verb:
            break
        verb = verb.head
    if verb.dep_ != "relcl" or verb.head.i >= token.i or token.i < verb.left_edge.i:
        return None
    noun = _who_is_told_of(token, verb.head)
    start = max(noun.left_edge.i, noun.sent.start)
    source = ((gathering.doc[start].idx, noun.idx + len(noun)),)
    meant = read_source(gathering.doc, source, gathering.directory)
    if meant is None or meant.form is Form.PRONOUN:
        return None
    answer = resolve(gathering, meant)
    if answer is None:
        return None
    return replace(answer, score=answer.score * 0.95, spans=(*answer.spans, *mention.spans))


def _who_is_told_of(pronoun: Token, noun: Token) -> Token:
    """Whom a clause is about: no place for "who", and the name rather than what stands in apposition to it."""
    while pronoun.lower_ != "which" and noun.ent_type_ in PLACES and noun.dep_ == "pobj" and noun.head.dep_ == "prep":
        noun = noun.head.head  # "Ann Ames, from Altmark, who"
    return noun.head if noun.dep_ == "appos" and noun.head.pos_ == "PROPN" else noun


def _resolve_body_pronoun(gathering: Gathering, mention: Mention) -> Answer | None:
    """ "It" and "they": the body or people that spoke last, in this sentence or the one before."""
    kinds = BODY_KINDS if mention.name == "they" else BODY_KINDS[:2]
    sentence = gathering.layout.sentence
    if gathering.last is not None:
        position, chain = gathering.last
        if chain.kind in kinds and 0 <= sentence[mention.head] - sentence[position] <= 1:
            return Answer(chain, 0.7, f"“{mention.name}”: {chain.name}, the last who spoke", mention.spans)
    if mention.name != "it":
        return None
    return embodied.to_leading_body(gathering, mention) or _resolve_to_subject(gathering, mention)


def _resolve_to_subject(gathering: Gathering, mention: Mention) -> Answer | None:
    """ "It" after "The hospital apologised.": the body that is the subject of the sentence before."""
    doc, layout = gathering.doc, gathering.layout
    before = doc[max(0, doc[mention.head].sent.start - 1)].sent
    subject = next((t for t in before.root.lefts if t.dep_ in ("nsubj", "nsubjpass")), None)
    apart = layout.paragraph[mention.head] != layout.paragraph[before.start]
    if subject is None or apart or layout.quoted[subject.i] or before.end > mention.head:
        return None
    end = next((t.i for t in doc[subject.i : subject.right_edge.i + 1] if t.text == ","), subject.right_edge.i + 1)
    source = ((subject.left_edge.idx, doc[end - 1].idx + len(doc[end - 1])),)
    meant = read_source(doc, source, gathering.directory)
    answer = resolve(gathering, meant) if meant is not None and meant.form is not Form.PRONOUN else None
    if answer is None or answer.chain.kind not in BODY_KINDS[:2]:
        return None
    reason = f"“it”: {answer.chain.name}, the subject of the sentence before"
    return Answer(answer.chain, min(0.65, answer.score), reason, mention.spans)
