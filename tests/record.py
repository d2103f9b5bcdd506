"""Rows on record, made without running the engine: plain functions; the words are the expectation, nobody counts."""

from __future__ import annotations

from datetime import datetime
from itertools import pairwise
from typing import Any

import documents
from accounts.models import User
from articles import originals
from articles.binding import outlet_named
from articles.models import Appearance, Article, Job, Text
from articles.spans import Spans
from articles.states import JobKind, JobState
from claims.models import Alike, Claim, ClaimGroup, Conflict, GroupMember, Preview, Quote, Reading
from claims.states import ConflictKind, CueClass, QuoteKind, Stance
from speakers.matching import speaker_named
from speakers.models import Speaker, Voice
from speakers.states import SpeakerKind, VoiceKind


def spans(text: str, *pieces: str) -> Spans:
    """Where the pieces first stand, each after the one before."""
    found, at = [], 0
    for piece in pieces:
        start = text.index(piece, at)
        found.append((start, start + len(piece)))
        at = start + len(piece)
    return tuple(found)


def article(
    body: str,
    *,
    by: User,
    headline: str = "",
    outlet: str = "",
    url: str = "",
    filename: str = "",
    published: datetime | None = None,
    read: bool = True,
) -> Article:
    """An article with one text and one appearance; its work is done where `read`, else waiting."""
    row = Article.objects.create(language="en")
    text = Text.objects.create(
        article=row, number=1, body=body, characters=len(body), fingerprint=documents.fingerprint(body)
    )
    row.current_text = text
    row.save(update_fields=["current_text"])
    appearance(row, by=by, headline=headline, outlet=outlet, url=url, filename=filename, published=published)
    if read:
        Reading.objects.create(text=text, engine="tests")
    state = JobState.DONE if read else JobState.QUEUED
    for kind in (JobKind.READ, JobKind.COMPARE) if read else (JobKind.READ,):
        Job.objects.create(kind=kind, target_id=text.pk, state=state)
    return row


def appearance(
    of: Article | None,
    *,
    by: User,
    headline: str = "",
    outlet: str = "",
    url: str = "",
    filename: str = "",
    published: datetime | None = None,
    state: JobState | None = None,
    error: str = "",
) -> Appearance:
    """One receipt, with its job: done where it is bound to an article, else waiting, or as `state` says."""
    row = Appearance.objects.create(
        article=of,
        original=originals.keep(f"{headline}{filename}{url}".encode()),
        filename=filename,
        media_type="text/plain",
        outlet=outlet_named(outlet),
        url=url,
        headline=headline,
        published_at=published,
        received_by=by,
    )
    state = state or (JobState.DONE if of else JobState.QUEUED)
    Job.objects.create(kind=JobKind.EXTRACT, target_id=row.pk, state=state, error=error)
    return row


def preview(of: Article, *, engine: str = "tests", gained: int = 0, lost: int = 0, examples: Any = ()) -> Preview:
    """What reading the article's current text again would change, as a worker found it."""
    numbers = {"gained": gained, "lost": lost, "ends": 0, "speakers": 0, "kept": 0, "decided": 0}
    return Preview.objects.create(text=_text(of), engine=engine, examples=list(examples), **numbers)


def speaker(name: str, kind: SpeakerKind = SpeakerKind.PERSON) -> Speaker:
    """A speaker on record, under its own name."""
    return speaker_named(name, kind)


def voice(
    of: Article, name: str, kind: VoiceKind = VoiceKind.PERSON, *, speaker: Speaker | None = None, score: float = 0.9
) -> Voice:
    """One who speaks in the article's current text."""
    text = _text(of)
    mentions = spans(text.body, name) if name in text.body else ()
    return Voice.objects.create(
        text=text, name=name, kind=kind, mentions=mentions, speaker=speaker, score=score, reason="named in full"
    )


def quote(
    of: Article,
    *words: str,
    voice: Voice | None = None,
    cue: str = "",
    kind: QuoteKind = QuoteKind.DIRECT,
    cue_class: CueClass = CueClass.SPEECH,
    score: float = 0.8,
) -> Quote:
    """A quote of these words (pieces of the text); its source is the voice's name where the text has it."""
    text = _text(of)
    content = spans(text.body, *words)
    return Quote.objects.create(
        text=text,
        voice=voice,
        kind=kind,
        cue_class=cue_class,
        content=content,
        source=spans(text.body, voice.name) if voice is not None and voice.name in text.body else (),
        cue=spans(text.body, cue) if cue else (),
        words=text.words(content),
        found_score=score,
        reason="stands in quotation marks",
        engine="tests",
    )


def claim(of: Quote, words: str, *, stance: Stance = Stance.ASSERTS) -> Claim:
    """A claim of the quote, made of these words of its text."""
    return Claim.objects.create(
        quote=of, words=words, span=spans(of.text.body, words), stance=stance, modality="fact", plain={}
    )


def conflict(
    one: Claim, other: Claim, evidence: tuple[str, str], wording: str, kind: ConflictKind = ConflictKind.QUANTITY
) -> Conflict:
    """A conflict between two claims; `evidence` are the words that prove it on each side.

    `wording` has the places {left} and {right} for the names.
    """
    (left, left_words), (right, right_words) = sorted(
        zip((one, other), evidence, strict=True), key=lambda side: side[0].pk
    )
    return Conflict.objects.create(
        left=left,
        right=right,
        kind=kind,
        left_evidence=spans(left.quote.text.body, left_words),
        right_evidence=spans(right.quote.text.body, right_words),
        wording=wording,
        score=0.9,
    )


def group(*claims: Claim) -> list[GroupMember]:
    """These claims say the same; gives the members of their group, each as the machine puts it in."""
    of = ClaimGroup.objects.create()
    for one, other in pairwise(sorted(claims, key=lambda claim: claim.pk)):
        Alike.objects.create(left=one, right=other, same=0.9)
    return [GroupMember.objects.create(group=of, claim=claim) for claim in claims]


def clash(*, by: User, number: int = 0) -> Conflict:
    """Two articles whose speakers give different figures; `number` tells one such pair from another."""
    one = article(
        f'Mayor Ana Ruiz said: "The fire in hall {number} hurt 12 people." 🔥', by=by, headline="Fire", outlet="Gazette"
    )
    other = article(
        f'Chief Tom Bell said: "The fire in hall {number} hurt 40 people."',
        by=by,
        filename=f"bell-{number}.txt",
        published=datetime.fromisoformat("2026-11-20T00:00:00+00:00"),
    )
    ruiz = voice(one, "Ana Ruiz", speaker=speaker("Ana Ruiz"))
    bell = voice(other, "Tom Bell", speaker=speaker("Tom Bell"))
    left = quote(one, f"The fire in hall {number} hurt 12 people.", voice=ruiz, cue="said")
    right = quote(other, f"The fire in hall {number} hurt 40 people.", voice=bell, cue="said")
    return conflict(
        claim(left, f"The fire in hall {number} hurt 12 people"),
        claim(right, f"The fire in hall {number} hurt 40 people"),
        ("12 people", "40 people"),
        "{left} says 12 people; {right} says 40 people.",
    )


def _text(of: Article) -> Text:
    assert of.current_text is not None
    return of.current_text
