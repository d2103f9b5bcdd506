"""The door: what can be refused without taking the file apart. Cheap enough for the web process."""

from __future__ import annotations

from documents.formats import READABLE
from documents.sniffing import sniff
from documents.types import DEFAULT_LIMITS, Limits, MediaType, Refused

_CALLED = {
    MediaType.HTML: "A web page",
    MediaType.MARKDOWN: "A Markdown file",
    MediaType.PDF: "A PDF file",
    MediaType.DOCX: "A Word document",
    MediaType.DOC: "An old Office document",
    MediaType.EML: "An e-mail",
    MediaType.ZIP: "A zip archive",
    MediaType.RTF: "A rich-text file",
    MediaType.IMAGE: "A picture",
    MediaType.BINARY: "A file of this kind",
}

_ENDINGS = {
    MediaType.PLAIN: (".txt",),
    MediaType.HTML: (".html", ".htm"),
    MediaType.MARKDOWN: (".md", ".markdown"),
    MediaType.PDF: (".pdf",),
    MediaType.DOCX: (".docx",),
    MediaType.EML: (".eml",),
    MediaType.ZIP: (".zip",),
}
ENDINGS = tuple(ending for kind, endings in _ENDINGS.items() if kind in READABLE for ending in endings)
"""How the names of files end that may be read: what is offered to choose from. The content decides."""


def admit(data: bytes, *, filename: str = "", limits: Limits = DEFAULT_LIMITS) -> MediaType:
    """Give the media type of a file that may be read.

    Raises `Refused` ("empty", "too_large", "unreadable_type") for one that may not.
    """
    if not data.strip(b"\x00 \t\r\n\x0b\x0c"):
        raise Refused("empty", "This file is empty.")
    media_type = sniff(data, filename)
    if media_type is not MediaType.ZIP:
        refuse_size(len(data), limits.bytes, "A file")
    if media_type not in READABLE:
        raise Refused("unreadable_type", f"{_CALLED[media_type]} can't be read. Paste the article's text instead.")
    refuse_size(len(data), limits.bytes_of(media_type), _CALLED.get(media_type, "A text file"))
    return media_type


def refuse_size(size: int, most: int, called: str) -> None:
    """Raise `Refused` where a file of `size` bytes is larger than `most`."""
    if size > most:
        raise Refused("too_large", f"{called} may have {in_words(most)}; this one has {in_words(size)}.")


def in_words(size: int) -> str:
    """Write a size in bytes as a person would: "25 MB", "812 kB", "40 bytes"."""
    if size >= 1_000_000:
        return f"{size / 1_000_000:.1f}".removesuffix(".0") + " MB"
    if size >= 1_000:
        return f"{size / 1_000:.0f} kB"
    return f"{size} bytes"
