"""The one door: paste, file, API and command line all come to `receive`."""

from __future__ import annotations

import errno
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
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
from articles.kept_out import Erased, refuse_erased
from articles.models import Appearance, Job
from articles.sending import send
from articles.states import JobKind

UNPACK_SECONDS = 60.0
"""How long a sender waits at most for an archive to be unpacked, by the clock."""


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


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of one upload: of an archive one appearance a file, and by name why others were refused."""

    kept: list[Appearance]
    refused: list[tuple[str, Refused]] = field(default_factory=list)
    is_archive: bool = False


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
    _keep(upload.data)
    with transaction.atomic():
        appearance, job = _recorded(upload, media_type, by)
    send(job)  # never raises: what a dead broker misses, the sweep makes good
    return appearance


def receive_all(upload: Upload, *, by: User, told: Callable[[Upload], Upload] = lambda member: member) -> Receipt:
    """Receive a file, or every file of a zip archive as if it had come by itself: one bad one stops no other.

    Outlet and day are those of all its files; `told` may say more of each by its name. The rows of all stand or fall
    together. Raises as `receive` does: for an archive only where it is refused as a whole.
    """
    require(by, Verb.UPLOAD)
    if documents.sniff(upload.data, upload.filename) is not documents.MediaType.ZIP:
        return Receipt([receive(told(upload), by=by)])
    _check_fields(upload)
    taken, refused = [], []
    for member in _unpacked(upload):
        one = told(replace(upload, data=member.data, filename=member.name, url="", headline=""))
        try:
            if member.refused is not None:
                raise Refused(member.refused.code, member.refused.sentence)
            taken.append((one, _checked(one)))
            _keep(one.data)
        except Refused as reason:
            refused.append((member.name, reason))
    with transaction.atomic():
        rows = [_recorded(one, media_type, by) for one, media_type in taken]
    for _row, job in rows:
        if not send(job):
            break
    return Receipt([appearance for appearance, _job in rows], refused, is_archive=True)


def _keep(data: bytes) -> None:
    """Put the bytes on disk. Raises `Refused` where it is full."""
    try:
        originals.keep(data)
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        sentence = _("There is no space left on the disk to keep it. Nothing was taken in: send it again later.")
        raise Refused("disk_full", sentence) from error


def _unpacked(upload: Upload) -> list[documents.Member]:
    """The files of an archive, while the sender waits. Raises `Refused`."""
    try:
        return documents.unpack(upload.data, limits=replace(limits(), wall_seconds=UNPACK_SECONDS))
    except documents.Refused as refused:
        raise Refused(refused.code, refused.sentence) from refused


def _recorded(upload: Upload, media_type: str, by: User) -> tuple[Appearance, Job]:
    """The rows of an upload whose bytes are kept. Runs inside a transaction."""
    appearance = Appearance.objects.create(
        original=hashlib.sha256(upload.data).hexdigest(),
        filename=upload.filename.replace("\\", "/").rsplit("/", 1)[-1][:255],
        media_type=media_type,
        outlet=outlet_named(upload.outlet),
        url=upload.url[:2000],
        headline=" ".join(upload.headline.split())[:500],
        published_at=as_instant(upload.published),
        received_by=by,
        desk=upload.desk,
    )
    return appearance, Job.objects.queue(JobKind.EXTRACT, appearance)


def limits() -> documents.Limits:
    """What one file may cost: all but the time by the clock are settings."""
    return documents.Limits(
        bytes=settings.MAX_UPLOAD_BYTES,
        html_bytes=settings.MAX_HTML_BYTES,
        archive_bytes=settings.MAX_ARCHIVE_BYTES,
        archive_files=settings.MAX_ARCHIVE_FILES,
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
    _check_fields(upload)
    try:
        refuse_erased(original=hashlib.sha256(upload.data).hexdigest(), url=upload.url[:2000])
    except Erased as erased:
        raise Refused(erased.code, erased.sentence) from erased
    try:
        media_type = documents.admit(upload.data, filename=upload.filename, limits=limits())
    except documents.Refused as refused:
        raise Refused(refused.code, refused.sentence) from refused
    if media_type is documents.MediaType.ZIP:
        raise Refused("nested_archive", _("An archive inside an archive is not opened. Send it by itself."))
    return str(media_type)


def _check_fields(upload: Upload) -> None:
    """What is told of a file must be storable. Raises `Refused`."""
    if "\x00" in upload.filename + upload.url + upload.headline + upload.outlet:
        raise Refused("bad_field", _("A field holds a character that can't be stored."))
    if upload.url and not upload.url.startswith(("http://", "https://")):
        raise Refused("bad_url", _("The address must begin with http:// or https://."))
