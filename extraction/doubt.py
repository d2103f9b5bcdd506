"""What speaks against an answer: who else a source could mean, and, where it is nobody's, why nobody.

A candidate's score is its share of what a clear answer has. It is no probability, and those of who was not chosen
stay below one half.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extraction.antecedents import LIKELY, NOBODY, Finding, Scene
from extraction.mentions import Form, Mention
from extraction.people import Person
from extraction.roles import role
from extraction.types import Candidate

MOST = 3
"""So many candidates are told."""

type Doubt = tuple[str, tuple[Candidate, ...]]
"""Why it is nobody, in words, and who it could be, the likeliest first."""


def why_nobody(scene: Scene, mention: Mention | None) -> Doubt:
    """Why a source is nobody's; `mention` is None where there are no words that could mean anybody."""
    if mention is None:
        return "the text names no speaker beside these words", ()
    word = scene.doc[mention.head].lower_ if mention.form is Form.PRONOUN else mention.name
    if mention.form is Form.PRONOUN and scene.layout.quoted[mention.head]:
        return f"“{word}” stands inside what somebody else says", ()
    if mention.form is Form.PRONOUN and (mention.gender or scene.findings.get(mention.head, NOBODY) != NOBODY):
        return _why_no_pronoun(word, scene.findings.get(mention.head, NOBODY))
    if mention.form is Form.PRONOUN:
        return f"“{word}” means nobody that the text makes plain", ()
    if mention.naming is not None:
        return _of_several(word, scene.directory.who(mention.naming), "several people of this text are called that")
    if mention.form is Form.POINTING:
        held = scene.directory.with_role(role(scene.doc[mention.head].lemma_))
        return _of_several(word, held, "several people of this text hold such an office")
    return f"“{word}” names nobody", ()


def too_unsure(name: str, score: float, reason: str, others: Iterable[Candidate]) -> Doubt:
    """The likeliest one was found, with a score below the threshold: nobody, and it comes first of the candidates."""
    first = Candidate(name, round(score, 3), reason)
    return f"{name} is likeliest, but not surely enough", (first, *(o for o in others if o.name != name))


def _why_no_pronoun(word: str, finding: Finding) -> Doubt:
    near = finding.rivals
    if finding.person:
        near = (Candidate(finding.person.name, round(min(LIKELY, finding.score), 2), finding.place), *near)[:MOST]
    if not near:
        return f"“{word}”: nobody named before it fits", ()
    if len(near) == 1:
        return f"“{word}” could be {near[0].name}, but somebody unnamed may be meant as well", near
    return f"“{word}” could be {_either([candidate.name for candidate in near])}", near


def _of_several(word: str, persons: Sequence[Person], reason: str) -> Doubt:
    if not persons:
        return f"“{word}” means nobody that the text names", ()
    if len(persons) == 1:
        return f"“{word}” may not be {persons[0].name}", (Candidate(persons[0].name, LIKELY, "the only one near it"),)
    score = round(LIKELY / len(persons), 2)
    return f"“{word}”: {reason}", tuple(Candidate(person.name, score, reason) for person in persons[:MOST])


def _either(names: Sequence[str]) -> str:
    return f"{', '.join(names[:-1])} or {names[-1]}"
