"""What goes in and what comes out: limits, media types, documents, refusals. Plain values, no parser."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

SENTENCE_CHARACTERS = 200
"""The longest sentence a refusal may show."""


class MediaType(StrEnum):
    """What a file is, judged by its content. A type is readable where `documents/formats/` has its file."""

    PLAIN = "text/plain"
    HTML = "text/html"
    MARKDOWN = "text/markdown"
    PDF = "application/pdf"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    EML = "message/rfc822"
    ZIP = "application/zip"
    RTF = "application/rtf"
    DOC = "application/msword"
    IMAGE = "image/*"
    BINARY = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one file may cost. `memory_bytes` is address space; `wall_seconds` allows for a busy machine."""

    bytes: int = 25_000_000
    html_bytes: int = 5_000_000
    archive_bytes: int = 100_000_000
    archive_files: int = 500
    unpacked_bytes: int = 200_000_000
    text_characters: int = 600_000
    cpu_seconds: int = 60
    memory_bytes: int = 1_500_000_000
    wall_seconds: float = 300.0

    def bytes_of(self, media_type: MediaType) -> int:
        """Give the largest size in bytes for a file of this type."""
        if media_type is MediaType.ZIP:
            return self.archive_bytes
        is_markup = media_type in (MediaType.HTML, MediaType.MARKDOWN)
        return min(self.html_bytes, self.bytes) if is_markup else self.bytes


DEFAULT_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Document:
    """The text of one file and what the file says about it.

    Offsets into `text` are code points. A string that the file does not state is "". `published` is
    an aware datetime where the file states time and zone, else a date, else None. `language` is a
    two- or three-letter code. `title` is what the file calls itself, `headline` what stands above the article.
    `unread` names what the file also holds and was not read, such as an e-mail's attachments.
    """

    text: str
    title: str = ""
    byline: str = ""
    outlet: str = ""
    published: datetime | date | None = None
    language: str = ""
    headline: str = ""
    media_type: MediaType = MediaType.PLAIN
    encoding: str = ""
    unread: tuple[str, ...] = ()


class Refused(Exception):
    """A file that will not be read, and why.

    `code` is stable and for programs; `sentence` is for a person: at most 200 characters, without
    paths or program text. `final` is False where the same file may succeed at another time.
    """

    PASSING = frozenset({"killed", "out_of_time"})

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(code, sentence)
        self.code = code
        self.sentence = sentence[:SENTENCE_CHARACTERS]

    @property
    def final(self) -> bool:
        """Say whether trying again is pointless."""
        return self.code not in self.PASSING

    def __str__(self) -> str:
        return self.sentence
