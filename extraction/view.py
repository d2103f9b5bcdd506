"""Who is in view before a word: the last subjects in plain text, and who has just spoken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from extraction.antecedents import is_stranger
from extraction.antecedents.figures import GENDERS, TYPES, Figure, Sort, may_mean
from extraction.antecedents.traits import LONGEST_LOOK

if TYPE_CHECKING:
    from extraction.gathering import Gathering
    from extraction.mentions import Mention
    from extraction.people import Person

NEAR = 2
"""Paragraphs that are in view: the word's own and the one before."""


ASKING = frozenset({"ask", "grill", "press", "question", "quiz"})
"""Verbs for what one does who wants an answer."""

GOING_ON = frozenset(
    {"add", "conclude", "continue", "explain", "joke", "note", "recall", "recount", "say", "tell", "warn", "write"}
)
"""Verbs with which who speaks may go on."""


def subjects_before(gathering: Gathering, mention: Mention) -> list[Figure]:
    """The subjects in view in plain text, in order, that are one person of the mention's gender, or a pronoun.

    A pronoun of nobody right behind the name of somebody in its paragraph, no other name that fits between, is left
    out: likely it means that one. Takes time in proportion to what is in view.
    """
    paragraph = gathering.layout.paragraph
    found: list[Figure] = []
    last: Figure | None = None
    between: list[Figure] = []
    sentence = gathering.layout.sentence
    for figure in gathering.scene.before(mention.head, NEAR):
        one = _as_answered(gathering, figure)
        if _is_nobodys(one) and sentence[one.head] == sentence[mention.head]:
            continue  # "He will go on, he said": of what is said
        if one.role != "subject" or not (_agrees(one, mention) or may_mean(one, mention.gender)):
            between.append(one)
            continue
        behind = last is not None and last.person is not None and paragraph[last.head] == paragraph[one.head]
        if not (_is_nobodys(one) and behind and last is not None and not _any_other(between, last, one)):
            found.append(one)
        last, between = one, []
    return found


def _is_nobodys(figure: Figure) -> bool:
    return figure.person is None and figure.sort in TYPES


def _any_other(between: Sequence[Figure], last: Figure, pronoun: Figure) -> bool:
    """Whether another person whom a pronoun may mean is named since the last subject."""
    gender = GENDERS.get(pronoun.sort)
    return any(one.person not in (None, last.person) and may_mean(one, gender) for one in between)


def _agrees(figure: Figure, mention: Mention) -> bool:
    """Whether a figure is a pronoun that may mean the same person as a mention."""
    return figure.sort in TYPES and mention.gender in (None, GENDERS.get(figure.sort))


def _as_answered(gathering: Gathering, figure: Figure) -> Figure:
    """A pronoun that stood for a speaker as the one whom it was taken to mean."""
    person = gathering.pronouns.get(figure.head)
    return replace(figure, person=person, name=person.name) if person else figure


def last_subject(subjects: Sequence[Figure]) -> Person | None:
    """The last of some subjects; None where it is one of two side by side, or nobody's who is named."""
    last = subjects[-1] if subjects else None
    return None if last is None or last.joined or last.sort is Sort.DOUBTFUL else last.person


def continuing(gathering: Gathering, mention: Mention) -> Person | None:
    """Who has just spoken, a paragraph before at most, and may go on: nobody else who fits is spoken of since.

    What stands only in what somebody says is left out: "Ames said her son had left. “…,” she said."
    """
    at, chain = gathering.last or (0, None)
    person, paragraph = chain.person if chain else None, gathering.layout.paragraph
    if person is None or at >= mention.head or gathering.unanswered > at or gathering.layout.quoted[at]:
        return None
    if paragraph[mention.head] - paragraph[at] >= NEAR or mention.gender not in (None, *person.may_be):
        return None
    since = gathering.scene.since(at, mention.head)
    return None if any(_takes_over(gathering, figure, person, mention) for figure in since) else person


def going_on_beside(gathering: Gathering, mention: Mention, likely: Person) -> Person | None:
    """Who of `continuing` goes on, though another is likelier by what the scorer knows, who isn't named since.

    In the same paragraph, in a sentence after, or in the next one with a quotation; not "asked by Ames, he said".
    """
    person, layout = continuing(gathering, mention), gathering.layout
    at = gathering.last[0] if gathering.last else 0
    if person in (None, likely) or layout.sentence[at] == layout.sentence[mention.head]:
        return None
    if layout.paragraph[at] == layout.paragraph[mention.head]:
        return person
    named = any(f.person is likely and not gathering.said[f.head] for f in gathering.scene.since(at, mention.head))
    return person if closes_quotation(gathering, mention) and not named else None


def alone_beside(gathering: Gathering, mention: Mention, likely: Person | None) -> Figure | None:
    """The last mention of the only person whom a pronoun's paragraph names before it, in plain text.

    Where the paragraph is but a quotation and names nobody, the paragraph before counts. None where `likely`, whom the
    scorer means, is named there too, or anybody else whom the pronoun may mean.
    """
    layout = gathering.layout
    near = [f for f in gathering.scene.before(mention.head, 1) if not layout.quoted[f.head]]
    if not near and closes_quotation(gathering, mention):
        near = [f for f in gathering.scene.before(mention.head, NEAR) if not layout.quoted[f.head]]
    near = [f for f in near if f.sort not in TYPES]
    fitting = [f for f in near if may_mean(f, mention.gender)]
    persons = {f.person for f in fitting}
    if len(persons) != 1 or any(f.person is likely for f in near) or mention.gender is None:
        return None
    person, last = fitting[-1].person, fitting[-1]
    fits = person is not None and mention.gender in person.may_be
    apart = layout.sentence[mention.head] - layout.sentence[last.head]
    return last if fits and apart >= 1 and last.naming is not None and last.role != "owner" else None


def rival_beside(gathering: Gathering, mention: Mention, person: Person, at: int) -> bool:
    """Whether somebody else, of the mention's gender for sure, is named in the sentence of the word `at`."""
    sentence = gathering.layout.sentence
    near = (f for f in gathering.scene.before(mention.head, NEAR) if sentence[f.head] == sentence[at])
    return any(f.person not in (None, person) and f.gender is mention.gender for f in near)


def asked_another(gathering: Gathering, mention: Mention, person: Person) -> bool:
    """Whether a person has just asked somebody else whom the mention may mean: the answer is theirs."""
    doc, near = gathering.doc, gathering.scene.before(mention.head, NEAR)
    last = next((f for f in reversed(near) if f.person is person and f.sort not in TYPES), None)
    if last is None:
        return False
    if last.clause >= 0 and last.role == "subject" and doc[last.clause].lemma_ in ASKING:
        heard = (f for f in near if f.clause == last.clause and f.role == "object")
        return any(f.person not in (None, person) and may_mean(f, mention.gender) for f in heard)
    by = doc[max(0, last.start - 1)]
    asked = by.lower_ == "by" and by.head.lemma_ in ASKING
    return asked and gathering.layout.sentence[last.head] == gathering.layout.sentence[mention.head]


def closes_quotation(gathering: Gathering, mention: Mention) -> bool:
    """Whether a paragraph opens with a quotation, and the mention is who says it: asking and answering take turns."""
    layout, noun = gathering.layout, gathering.doc[mention.head]
    at = mention.head
    while at > max(0, mention.head - LONGEST_LOOK) and not layout.quoted[at - 1] and not noun.doc[at - 1].is_space:
        at -= 1
    behind = at
    while at > 0 and layout.paragraph[at - 1] == layout.paragraph[mention.head] and layout.quoted[at - 1]:
        at -= 1
    opens = at < behind and (at == 0 or layout.paragraph[at - 1] != layout.paragraph[mention.head])
    return opens and noun.head.lemma_ in GOING_ON


def _takes_over(gathering: Gathering, figure: Figure, person: Person, mention: Mention) -> bool:
    """Whether a figure may be meant by a mention in place of who has just spoken.

    Of what is only told in somebody's words, that is who is named nowhere before.
    """
    one = _as_answered(gathering, figure)
    if gathering.said[one.head]:
        named = one.person.namings[0].head if one.person else -1
        return named == one.head and one.person is not person and may_mean(one, mention.gender)
    if one.person is not None:
        return one.person is not person and may_mean(one, mention.gender)
    if one.role != "subject" and one.sort is not Sort.NOUN:
        return False
    return is_stranger(one) or may_mean(one, mention.gender) or (_agrees(one, mention) and one.sort in TYPES)


def just_spoke(gathering: Gathering, mention: Mention) -> object:
    """Who spoke last, a paragraph before at most, a person or a chain; None for nobody."""
    if gathering.last is None:
        return None
    at, chain = gathering.last
    paragraph = gathering.layout.paragraph
    return (chain.person or chain) if paragraph[mention.head] - paragraph[at] <= NEAR - 1 else None
