"""E-mail: the body in paragraphs, the subject as headline, date and sender; what is attached is named, not read.

Parsed with the policy compat32, which takes headers and charsets as they come.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from email import message_from_bytes, policy
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime

from documents.admission import ENDINGS
from documents.dates import OLDEST_YEAR, first_date
from documents.decoding import decode
from documents.formats.html import article_of
from documents.heading import headed
from documents.identity import stream_safe
from documents.letters import read_letter
from documents.masthead import read_masthead
from documents.paragraphs import joined
from documents.particulars import Particulars
from documents.types import Document, Limits, MediaType, Refused

HEADER_BYTES = 500_000
"""Mail programs write a few thousand; parsing takes more than linear time in one header's length."""

MOST_PARTS = 1000
_LONGEST_FIELD = 2000
_SHORT_BODY = 250
_BLANK_LINE = re.compile(rb"\r?\n\r?\n")
_ANSWER = re.compile(r"(?:(?:re|fwd?|aw|wg|tr|sv|vs)(?:\[\d{1,3}\])?:\s{0,9})+", re.I)
_KNOWN = frozenset({"text/plain", "text/html", "text/markdown", "application/pdf", "message/rfc822", "application/zip"})


def take_apart(data: bytes, filename: str, limits: Limits) -> Document:
    """Give the body of a mail. Raises `Refused` for one without words, or whose header is a bomb."""
    end = _BLANK_LINE.search(data)
    if (end.start() if end else len(data)) > HEADER_BYTES:
        raise Refused(
            "too_long_header", f"The header of an e-mail may have {HEADER_BYTES // 1000} kB; this one has more."
        )
    message = message_from_bytes(data, policy=policy.compat32)
    parts = list(_parts(message))
    body = [part for part in parts if not _is_attached(part)]
    lines, encoding = _body(body)
    if not lines:
        raise Refused("no_words", "There are no words in this e-mail; what is attached to one is not read.")
    subject = _ANSWER.sub("", _field(message, "Subject"), count=1)
    head = read_masthead(joined(lines[:10]))
    stated = Particulars(
        title=subject,
        headline=subject,
        byline=head.byline or _sender(message),
        outlet=_field(message, "Organization"),
        published=_date(message),
    )
    unread = tuple(name for part in parts if _is_attached(part) and (name := _name(part)))
    return replace(headed(lines, stated, MediaType.EML, encoding), unread=unread[:20])


def _parts(message: Message) -> Iterator[Message]:
    """Give the parts that hold no others, in order; an attached mail is one. Raises `Refused` for too many."""
    waiting = [message]
    for _ in range(MOST_PARTS):
        if not waiting:
            return
        part = waiting.pop()
        held = _held(part)
        if part.get_content_maintype() == "multipart" and held:
            waiting += reversed(held)
        else:
            yield part
    if waiting:
        raise Refused("too_many_parts", f"An e-mail may have {MOST_PARTS:,} parts; this one has more.")


def _held(part: Message) -> list[Message]:
    """Give the parts that a part holds."""
    held = part.get_payload() if part.is_multipart() else []
    return [inner for inner in held if isinstance(inner, Message)] if isinstance(held, list) else []


def _is_attached(part: Message) -> bool:
    """Say whether a part is no part of the body."""
    if part.get_content_type() not in ("text/plain", "text/html"):
        return True
    return _short(part, "Content-Disposition").lower().startswith("attachment") or bool(_filename(part))


def _body(parts: list[Message]) -> tuple[list[str], str]:
    """Give the body's paragraphs and its encoding: the plain one, unless it only says to look at the other."""
    plain: list[str] = []
    encoding = ""
    for part in parts:
        if part.get_content_type() == "text/plain":
            text, encoding = _decoded(part)
            flow = _short(part, "Content-Type").lower()
            plain += read_letter(text, flowed="flowed" in flow, space_deleted="delsp=yes" in flow.replace('"', ""))
    if _letters(plain) >= _SHORT_BODY:
        return plain, encoding
    for part in parts:
        if part.get_content_type() == "text/html":
            markup, encoding_of_page = _decoded(part)
            lines = article_of(markup)
            if _letters(lines) > _letters(plain):
                return lines, encoding_of_page
    return plain, encoding


def _letters(lines: list[str]) -> int:
    return sum(map(str.isalpha, joined(lines)))


def _decoded(part: Message) -> tuple[str, str]:
    """Give a part's text and the encoding that it was read in."""
    try:
        payload = part.get_payload(decode=True)
        charset = part.get_content_charset("") if len(_short(part, "Content-Type")) < _LONGEST_FIELD else ""
    except ValueError:  # its charset is none: it holds U+0000, or names a codec that takes no such bytes
        del part["Content-Type"]
        payload, charset = part.get_payload(decode=True), ""
    text, encoding = decode(payload if isinstance(payload, bytes) else b"", charset)
    return stream_safe(text.replace("\x00", "")), encoding


def _short(part: Message, name: str) -> str:
    """Give a header as it stands, cut to a length that costs nothing to look at."""
    wanted = name.lower()
    return next((str(value)[:_LONGEST_FIELD] for known, value in part.raw_items() if known.lower() == wanted), "")


def _field(part: Message, name: str) -> str:
    """Give a header's words on one line, decoded."""
    return _words(_short(part, name))


def _words(written: str) -> str:
    """Decode what RFC 2047 made of words; what can't be decoded stays as it is written."""
    pieces = [(written, "")]
    with suppress(HeaderParseError, ValueError):
        pieces = [(piece, charset or "") for piece, charset in decode_header(written)]
    words = "".join(piece if isinstance(piece, str) else decode(piece, charset)[0] for piece, charset in pieces)
    # Bytes that are no ASCII, in a header that says nothing of them: compat32 keeps them as lone surrogates.
    words = decode(words.encode("utf-8", "surrogateescape"))[0]
    return " ".join((words or written).replace("\x00", "").split())


def _sender(message: Message) -> str:
    """Give the sender's name, else the address."""
    name, address = "", ""
    with suppress(RecursionError):  # for brackets within brackets
        name, address = parseaddr(" ".join(_short(message, "From")[:500].split()))
    return _words(name) or address


def _date(message: Message) -> datetime | date | None:
    """Give when the mail was sent: an instant where the zone is told, else a day."""
    written = _short(message, "Date")[:100]
    try:
        sent = parsedate_to_datetime(written)
    except (ValueError, TypeError, IndexError, OverflowError):
        return first_date(written)
    if sent.year < OLDEST_YEAR:
        return None
    return sent if sent.tzinfo else sent.date()


def _filename(part: Message) -> str:
    """Give the name that a part has; "" for none, or where its header is too long to look for it."""
    if max(len(_short(part, name)) for name in ("Content-Type", "Content-Disposition")) >= _LONGEST_FIELD:
        return ""
    with suppress(ValueError):  # for a charset that is none
        return _words(str(part.get_filename("")))
    return ""


def _name(part: Message) -> str:
    """Name an attachment of a kind that could be read by itself; "" for others: pictures, logos, signatures."""
    inner = next(iter(_held(part)), None)
    name = _filename(part) or (_field(inner, "Subject") if inner is not None else "")
    is_known = part.get_content_type() in _KNOWN or name.lower().endswith(ENDINGS)
    return (name or part.get_content_type())[:100] if is_known else ""
