"""What speaks for two voices of like names being one speaker: office, organisation, people named beside, date.

Read from the texts around the mentions, by words alone; nothing is parsed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from articles.models import Article
from extraction.names import gendered_words
from extraction.roles import ROLES, role
from speakers.models import Voice
from speakers.names import Likeness, is_one_word, normalised
from speakers.states import VoiceKind

BEFORE, AFTER = 90, 120
"""How many characters before and after a mention are looked at."""
DAYS = 14
"""How many days apart two articles may be whose dates support a match."""
MOST_VOICES = 30
"""How many voices of a speaker are looked at, the latest first."""


def _words(*lines: str) -> frozenset[str]:
    return frozenset(" ".join(lines).split())


_COMMON = _words(
    "adult ally aunt boss boy brother colleague counterpart cousin critic daughter expert father fiance fiancee friend",
    "girl grandfather grandmother husband insider man member mother neighbor neighbour nephew niece official owner",
    "parent partner passenger patient pensioner person relative resident rival sister son source spokesperson student",
    "successor survivor uncle user victim viewer villager voter widow widower wife winner witness woman worker",
)
"""Words that many people of one name could bear."""
_PHRASE = re.compile(r"\b[A-Z][\w&'’-]*(?:[ \t]+(?:(?:of|for|the|and|de)[ \t]+){0,2}[A-Z][\w&'’-]*)*")
_WORD = re.compile(r"[A-Za-z]+(?:-[a-z]+)*")
_STOP = re.compile(r"[.!?;:\n“”\"](?=\s|$)")
_SHORT = re.compile(r"\b([A-Z]|Sen|Gov|Rep|Gen|Dr|Mr|Mrs|Ms|Prof|Col|Lt|Sgt|Capt|Jr|St|Inc)\.")
"""A full stop after one of these ends no sentence."""
_NO_BODY = _words(
    "he she they it we the a an but and in on at his her their this that monday tuesday wednesday thursday friday",
    "saturday sunday january february march april may june july august september october november december mr mrs ms",
    "dr mayor president minister senator governor secretary chief",
)


@dataclass(frozen=True, slots=True)
class Signs:
    """What stands beside a voice in its text."""

    offices: frozenset[str] = frozenset()
    bodies: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    at: datetime | None = None


def signs(voices: Sequence[Voice]) -> list[Signs]:
    """Of each of these, in order. Three queries."""
    texts = {voice.text_id for voice in voices}
    if not texts:
        return []
    rows = Voice.objects.filter(pk__in=[voice.pk for voice in voices]).select_related("text")
    bodies = {row.pk: (row.text.body, row.text.article_id) for row in rows}
    beside: dict[int, list[tuple[int, str]]] = {}
    others = Voice.objects.filter(text__in=texts, kind__in=(VoiceKind.PERSON, VoiceKind.ORGANISATION))
    for pk, text, name, kind, key in others.values_list("pk", "text", "name", "kind", "key"):
        if kind != VoiceKind.PERSON or not is_one_word(name):
            beside.setdefault(text, []).append((pk, key))
    dated: Any = Article.objects.filter(pk__in={article for _, article in bodies.values()})
    dates = dict(dated.with_heading().values_list("pk", "published_at"))
    return [
        Signs(
            *_around(bodies[voice.pk][0], voice),
            people=frozenset(key for pk, key in beside.get(voice.text_id, ()) if key != voice.key),
            at=dates.get(bodies[voice.pk][1]),
        )
        if voice.pk in bodies
        else Signs()
        for voice in voices
    ]


def support(likeness: Likeness | None, one: Signs, others: Iterable[Signs]) -> str:
    """The words that tell why they are one speaker; "" where nothing supports it.

    A date supports only a likeness that is strong: not two who bear the very same name (`likeness` None).
    """
    told: list[str] = []
    for other in others:
        for words, left, right in (
            ("both are called “%s”", one.offices, other.offices),
            ("both beside “%s”", one.bodies, other.bodies),
            ("with “%s” in both articles", one.people, other.people),
        ):
            told += [words % common for common in sorted(left & right)[:1]]
        near = one.at and other.at and abs(one.at - other.at) <= timedelta(days=DAYS)
        if near and likeness is not None and likeness.strong:
            told.append(f"within {DAYS} days")
    return "; ".join(list(dict.fromkeys(told))[:3])


def _around(body: str, voice: Voice) -> tuple[frozenset[str], frozenset[str]]:
    """Offices and organisations that stand right beside the voice's mentions."""
    offices: set[str] = set()
    bodies: set[str] = set()
    own = set(voice.key.split())
    for start, end in voice.mentions:
        before = _STOP.split(_SHORT.sub(r"\1", body[max(0, start - BEFORE) : start]))[-1]
        after = _STOP.split(_SHORT.sub(r"\1", body[end : end + AFTER]))[0]
        title = [word.lower() for word in _WORD.findall(before)][-5:]
        apposed = [word.lower() for word in _WORD.findall(after)][:12] if after.lstrip().startswith((",", "(")) else []
        offices |= {role(word) for word in (*title, *apposed) if role(word) in ROLES}
        bodies |= set(_phrases(f"{before} | {after}", own))
    return frozenset(offices - _COMMON - gendered_words().keys()), frozenset(bodies)


def _phrases(words: str, own: Collection[str]) -> Iterable[str]:
    for found in _PHRASE.findall(words):
        key = normalised(found)
        parts = set(key.split())
        several = len(parts) > 1 or (found.isupper() and len(found) > 1)
        if several and not parts & set(own) and not parts <= _NO_BODY:
            yield key
