"""Made articles: news about invented events, with who says what, told apart by number and the same on every run."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random

import extraction
from benchmarks.scale.templates import ANYWHERE, TAILS, TOPICS
from benchmarks.scale.words import ROLES, drawn, filled
from extraction.claims import find_claims
from extraction.pipeline import parse
from extraction.story import find_names
from extraction.types import CueClass, Kind, SpeakerKind

FIRST_DAY = datetime(2023, 1, 1, tzinfo=UTC)
DAYS = 1200
"""The days over which the articles are spread."""
FEWEST, MOST = 8, 22
"""Quotes in an article."""
LONG, LONG_QUOTES = 500, 29
"""Each how manieth article is a long one, and the quotes that one has: about 30 claims."""
FRAMES = (
    ('"{said}," {cue} {who}.', Kind.DIRECT),
    ("{who} {cue} that {said}.", Kind.INDIRECT),
    ("{said}, {who} {cue}.", Kind.INDIRECT),
    ('{who} {cue}: "{said}."', Kind.DIRECT),
)
CUES = ("said", "told reporters", "added", "insisted", "claimed", "announced", "explained")


@dataclass(slots=True)
class Made:
    """One made article and when it appeared; `quotes` and `voices` as a reader would find them."""

    body: str
    published: datetime
    quotes: list[extraction.Quote] = field(default_factory=list)
    voices: list[extraction.Voice] = field(default_factory=list)


def written(number: int) -> Made:
    """The article of this number: no sentence twice."""
    chance = Random(f"article {number}")
    known = {kind: filled(chance, f"{{{kind}}}", {}) for kind in ("town", "firm", "person", "country", "union")}
    article = Made("", FIRST_DAY + timedelta(days=chance.randrange(DAYS)))
    speakers = [(filled(chance, "{person}", {}), drawn(chance, ROLES)) for _ in range(chance.randint(1, 4))]
    topic = chance.choice(TOPICS)
    told: set[str] = set()
    wanted = LONG_QUOTES if number % LONG == 0 else chance.randint(FEWEST, MOST)
    while len(article.quotes) < wanted:
        template = drawn(chance, topic) if chance.random() < 0.85 else chance.choice(ANYWHERE)
        if chance.random() < 0.5:
            template += f" {chance.choice(TAILS)}"
        # most of what is said is about the article's own town, firm and people
        said = filled(chance, template, {kind: name for kind, name in known.items() if chance.random() < 0.7})
        if said not in told:
            told.add(said)
            _add(article, chance, said, chance.choice(speakers))
    return article


def _add(article: Made, chance: Random, said: str, speaker: tuple[str, str]) -> None:
    """One more sentence: who says what, with the quote and its voice."""
    frame, kind = chance.choice(FRAMES)
    name, role = speaker
    cue = chance.choice(CUES)
    if "that {said}" not in frame:
        said = said[:1].upper() + said[1:]
    before, _, after = frame.partition("{said}")
    start = len(article.body) + (1 if article.body else 0)
    told = {"who": f"{name}, {role}," if name not in article.body else name, "cue": cue}
    opening, closing = before.format(**told), after.format(**told).replace(",.", ".")
    sentence = f"{opening}{said}{closing}"
    content = start + len(opening), start + len(opening) + len(said)
    source = start + sentence.rindex(name) if name in closing else start + sentence.index(name)
    cue_at = start + (sentence.rindex(cue) if cue in closing else opening.rindex(cue))
    article.body += (" " if article.body else "") + sentence
    names = [voice.name for voice in article.voices]
    if name not in names:
        mention = (source, source + len(name))
        article.voices.append(extraction.Voice(name, SpeakerKind.PERSON, (mention,), 0.95, "named in full"))
        names.append(name)
    article.quotes.append(
        extraction.Quote(
            ((source, source + len(name)),),
            ((cue_at, cue_at + len(cue)),),
            (content,),
            kind,
            CueClass.SPEECH,
            0.9,
            "made",
            names.index(name),
            voice_score=0.95,
        )
    )


def reading(article: Made) -> extraction.Reading:
    """What is read in a made article: its quotes as they were made, the claims in them as the engine finds them."""
    doc = parse(article.body)
    claims = find_claims(doc, article.quotes, article.voices, article.published.date())
    return extraction.Reading(
        tuple(article.quotes), tuple(article.voices), claims, "made", names=find_names(doc)
    )  # fmt: skip
