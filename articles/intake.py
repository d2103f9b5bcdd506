"""The one door: paste, file, API and command line all come to `receive`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

import documents
from accounts.models import Desk, User
from accounts.permissions import require
from accounts.roles import Verb
from articles import originals
from articles.binding import as_instant, outlet_named
from articles.models import Appearance, Job
from articles.sending import send
from articles.states import JobKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """What a sender hands in: the bytes, and whatever is known of where they ran."""

    data: bytes
    filename: str = ""
    outlet: str = ""
    url: str = ""
    headline: str = ""
    published: date | datetime | None = None
    desk: Desk | None = None


class Refused(Exception):
    """The upload is not taken. `sentence` is shown to the user."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code, self.sentence = code, sentence


def receive(upload: Upload, *, by: User) -> Appearance:
    """Keep the bytes and queue the work. Raises `PermissionDenied`, or `Refused` before the first row.

    The original is on disk before the transaction commits; the job is in the same transaction.
    """
    require(by, Verb.UPLOAD)
    media_type = _checked(upload)
    sha256 = originals.keep(upload.data)
    with transaction.atomic():
        appearance = Appearance.objects.create(
            original=sha256,
            filename=upload.filename.replace("\\", "/").rsplit("/", 1)[-1][:255],
            media_type=media_type,
            outlet=outlet_named(upload.outlet),
            url=upload.url[:2000],
            headline=" ".join(upload.headline.split())[:500],
            published_at=as_instant(upload.published),
            received_by=by,
            desk=upload.desk,
        )
        job = Job.objects.queue(JobKind.EXTRACT, appearance)
    send(job)  # never raises: what a dead broker misses, the sweep makes good
    return appearance


def limits() -> documents.Limits:
    """What one file may cost: all but the time by the clock are settings."""
    return documents.Limits(
        bytes=settings.MAX_UPLOAD_BYTES,
        html_bytes=settings.MAX_HTML_BYTES,
        unpacked_bytes=settings.MAX_UNPACKED_BYTES,
        text_characters=settings.MAX_TEXT_CHARACTERS,
        cpu_seconds=settings.EXTRACT_CPU_SECONDS,
        memory_bytes=settings.EXTRACT_MEMORY_BYTES,
    )


def _checked(upload: Upload) -> str:
    """The media type by content. Raises `Refused`."""
    if len(upload.data) > settings.MAX_UPLOAD_BYTES:
        most = documents.in_words(settings.MAX_UPLOAD_BYTES)
        raise Refused("too_large", _("The file is larger than %(size)s, the most a file may have.") % {"size": most})
    if not upload.data.strip():
        raise Refused("empty", _("The file is empty."))
    if "\x00" in upload.filename + upload.url + upload.headline + upload.outlet:
        raise Refused("bad_field", _("A field holds a character that can't be stored."))
    if upload.url and not upload.url.startswith(("http://", "https://")):
        raise Refused("bad_url", _("The address must begin with http:// or https://."))
    try:
        return str(documents.admit(upload.data, filename=upload.filename, limits=limits()))
    except documents.Refused as refused:
        raise Refused(refused.code, refused.sentence) from refused
