"""Putting many made articles on record at once, as recording them one by one would leave them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from itertools import batched

from django.core.management import call_command
from django.db import connection
from django.db.models import Index
from pgvector import HalfVector

import documents
from accounts.models import User
from articles.binding import as_instant
from articles.models import Appearance, Article, Job, Text
from articles.states import JobKind, JobState
from benchmarks.scale.keeping import Read
from claims.models import Claim, Quote, Reading
from extraction.claims import to_plain
from speakers.models import Voice

BATCH = 250
"""Articles written at once."""
MEMORY = "1GB"
"""What making the index of vectors may use: with less it takes far longer."""


def prepare() -> User:
    """The tables, empty, without the index of vectors: one made over all is made faster. Gives who receives all."""
    call_command("migrate", verbosity=0)
    with connection.schema_editor() as editor:
        editor.remove_index(Claim, _index())
    return User.objects.create_superuser("bench", password=None)


def finish() -> None:
    """The index of vectors, and the counts by which queries are planned."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('maintenance_work_mem', %s, false)", [MEMORY])
    with connection.schema_editor() as editor:
        editor.add_index(Claim, _index())
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def new_texts(bodies: Sequence[str], published: Sequence[datetime | date | None], *, by: User) -> list[Text]:
    """Articles of one text each, with the day on which they appeared, read and compared."""
    articles = Article.objects.bulk_create(Article(language="en") for _ in bodies)
    texts = Text.objects.bulk_create(
        Text(article=article, body=body, characters=len(body), fingerprint=documents.fingerprint(body))
        for article, body in zip(articles, bodies, strict=True)
    )
    for article, text in zip(articles, texts, strict=True):
        article.current_text = text
    Article.objects.bulk_update(articles, ["current_text"])
    Appearance.objects.bulk_create(
        Appearance(
            article=text.article,
            text=text,
            original=bytes(text.fingerprint).hex(),
            media_type="text/plain",
            published_at=as_instant(day),
            received_by=by,
        )
        for text, day in zip(texts, published, strict=True)
    )
    kinds = (JobKind.READ, JobKind.COMPARE)
    Job.objects.bulk_create(Job(kind=kind, target_id=t.pk, state=JobState.DONE) for t in texts for kind in kinds)
    return texts


def fill(articles: Iterable[Read], *, by: User) -> list[int]:
    """Put these on record; a claim told before is left out. Gives the keys of their texts."""
    told: set[str] = set()
    keys: list[int] = []
    for some in batched(articles, BATCH):
        texts = new_texts([read.article.body for read in some], [read.article.published for read in some], by=by)
        Reading.objects.bulk_create(
            Reading(text=text, engine="made", names=list(read.reading.names), lead=HalfVector(read.lead))
            for text, read in zip(texts, some, strict=True)
        )
        voices = Voice.objects.bulk_create(
            Voice(
                text=text, name=voice.name, kind=voice.kind, mentions=voice.mentions, score=voice.score, reason="made"
            )
            for text, read in zip(texts, some, strict=True)
            for voice in read.reading.voices
        )
        of_text = {(voice.text_id, voice.name): voice for voice in voices}
        quotes = [
            Quote.objects.bulk_create(_quotes(text, read, of_text)) for text, read in zip(texts, some, strict=True)
        ]
        Claim.objects.bulk_create(
            claim for read, theirs in zip(some, quotes, strict=True) for claim in _claims(read, theirs, told)
        )
        keys += [text.pk for text in texts]
    return keys


def _quotes(text: Text, read: Read, voices: dict[tuple[int, str], Voice]) -> list[Quote]:
    return [
        Quote(
            text=text,
            voice=voices[text.pk, read.reading.voices[quote.voice or 0].name],
            kind=quote.kind,
            cue_class=quote.cue_class,
            source=quote.source,
            cue=quote.cue,
            content=quote.content,
            words=text.words(quote.content),
            found_score=quote.found_score,
            engine="made",
        )
        for quote in read.reading.quotes
    ]


def _claims(read: Read, quotes: Sequence[Quote], told: set[str]) -> Iterable[Claim]:
    for claim, vector in zip(read.reading.claims, read.vectors, strict=True):
        if claim.text not in told:
            told.add(claim.text)
            yield Claim(
                quote=quotes[claim.quote or 0],
                words=claim.text,
                span=claim.span,
                stance=claim.stance,
                modality=claim.modality,
                plain=to_plain(claim),
                vector=HalfVector(vector),
            )


def _index() -> Index:
    (index,) = (index for index in Claim._meta.indexes if index.name == "claim_vector")
    return index
