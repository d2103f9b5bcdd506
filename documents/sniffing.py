"""What a file is, judged by its first bytes; the name decides only between readings the bytes allow. No parser."""

from __future__ import annotations

import codecs
import re

from documents.directory import names
from documents.types import MediaType

WINDOW = 65_536
"""How many bytes are looked at, except in a zip, whose directory stands at its end."""

_MAGIC: tuple[tuple[bytes, MediaType], ...] = (
    (b"\x89PNG\r\n\x1a\n", MediaType.IMAGE),
    (b"\xff\xd8\xff", MediaType.IMAGE),
    (b"GIF87a", MediaType.IMAGE),
    (b"GIF89a", MediaType.IMAGE),
    (b"II*\x00", MediaType.IMAGE),
    (b"MM\x00*", MediaType.IMAGE),
    (b"{\\rtf", MediaType.RTF),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", MediaType.DOC),
    (b"\x7fELF", MediaType.BINARY),
    (b"\x1f\x8b", MediaType.BINARY),
    (b"7z\xbc\xaf\x27\x1c", MediaType.BINARY),
    (b"Rar!\x1a\x07", MediaType.BINARY),
    (b"SQLite format 3\x00", MediaType.BINARY),
    (b"OggS\x00", MediaType.BINARY),
    (b"ID3", MediaType.BINARY),
)
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
# What marks an archive as the file of a program: e-books and OpenDocument, Java, Android, Apple's Pages.
_OF_PROGRAMS = frozenset({b"mimetype", b"META-INF/MANIFEST.MF", b"AndroidManifest.xml", b"Index/Document.iwa"})

# What an HTML file begins with, after blanks, comments and an XML declaration.
_HTML_START = re.compile(r"<(?:!doctype\s+html|html|head|body|meta|title|article|main|section|div|p|h1|script)\b", re.I)
_HTML_INSIDE = re.compile(r"<(?:html|head|body|article|div|p|h[1-6]|br|a)\b[^<>]{0,300}>", re.I)
_HTML_NAME = re.compile(r"\.x?html?$", re.I)
_MARKDOWN_NAME = re.compile(r"\.(?:md|markdown|mdown|mkd)$", re.I)
_HEADER = re.compile(r"([A-Za-z][A-Za-z-]{1,40}):[ \t]")
_MAIL_ONLY = frozenset({"message-id", "mime-version", "received", "return-path", "delivered-to"})
_MAIL = _MAIL_ONLY | {"from", "to", "subject", "date", "content-type", "cc", "reply-to"}
_CONTROLS = bytes(set(range(32)) - {9, 10, 12, 13, 27, 0})


def sniff(data: bytes, filename: str = "") -> MediaType:
    """Give the media type of `data`. `filename` only helps where the content leaves it open. Never raises."""
    head = data[:WINDOW]
    known = _signature(data, head)
    if known is not None:
        return known
    if _is_binary(head):
        return MediaType.BINARY
    text = _glance(head)
    if text.lstrip().lower().startswith("<svg"):
        return MediaType.IMAGE
    if _is_html(text, filename):
        return MediaType.HTML
    if _is_mail(text, filename):
        return MediaType.EML
    # Any text is Markdown too: only its name says that its signs are meant as such.
    return MediaType.MARKDOWN if _MARKDOWN_NAME.search(filename) else MediaType.PLAIN


def utf16_without_bom(data: bytes) -> str | None:
    """Name the UTF-16 codec whose zero bytes this looks like, or None. Only the first bytes are looked at."""
    head = data[:WINDOW]
    even, odd = head[0::2], head[1::2]
    if len(odd) < 4:
        return None
    low, high = even.count(0) / len(even), odd.count(0) / len(odd)
    if high > 0.4 and low < 0.02:
        return "utf-16-le"
    if low > 0.4 and high < 0.02:
        return "utf-16-be"
    return None


def _signature(data: bytes, head: bytes) -> MediaType | None:
    """Judge by the marks that formats put in their first bytes."""
    if head[:4] in _ZIP:
        return _archive(data, head)
    if b"%PDF-" in head[:1024]:
        return MediaType.PDF
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return MediaType.IMAGE
    if head[4:8] == b"ftyp":
        return MediaType.IMAGE if head[8:12] in (b"avif", b"heic", b"mif1") else MediaType.BINARY
    return next((kind for mark, kind in _MAGIC if head.startswith(mark)), None)


def _archive(data: bytes, head: bytes) -> MediaType:
    """Tell Word documents, and other programs' files that are archives, from archives that somebody packed."""
    held = frozenset(names(data))
    if not held:  # cut off before its directory
        return MediaType.DOCX if b"word/document.xml" in head else MediaType.ZIP
    if b"word/document.xml" in held:
        return MediaType.DOCX
    if b"[Content_Types].xml" in held:
        return MediaType.DOCX if any(name.startswith(b"word/") for name in held) else MediaType.BINARY
    return MediaType.BINARY if held & _OF_PROGRAMS else MediaType.ZIP


def _is_binary(head: bytes) -> bool:
    """Say whether there are more control bytes than any text has. Stray zero bytes are forgiven: they are removed."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or utf16_without_bom(head):
        return False
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return controls > len(head) * 0.05 or head.count(0) > len(head) * 0.3


def _glance(head: bytes) -> str:
    """Decode the first bytes well enough to see markup and headers."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return head.decode("utf-16", "replace")
    return head.decode(utf16_without_bom(head) or "utf-8", "replace").removeprefix("\ufeff")


def _is_html(text: str, filename: str) -> bool:
    """Say whether this is a page: it begins like one, or is called one and holds tags."""
    if _HTML_START.match(text, _past_prologue(text)):
        return True
    return bool(_HTML_NAME.search(filename)) and _HTML_INSIDE.search(text) is not None


def _past_prologue(text: str) -> int:
    """Give where the content begins after blanks, comments and an XML declaration."""
    at = 0
    while True:
        while at < len(text) and text[at].isspace():
            at += 1
        if text.startswith("<!--", at):
            closed = text.find("-->", at + 4)
            step = closed + 3 if closed >= 0 else -1
        elif text.startswith("<?", at):
            closed = text.find(">", at)
            step = closed + 1 if closed >= 0 else -1
        else:
            return at
        if step < 0:
            return at
        at = step


def _is_mail(text: str, filename: str) -> bool:
    """Say whether this begins with a message's header. An article may begin "From: Oslo": one mark is not enough."""
    found = set()
    # A mailbox begins each message with a line "From ann@example.org Mon Mar 9 07:45:00 2026".
    for line in text.removeprefix("From ").splitlines()[int(text.startswith("From ")) :][:60]:
        if not line.strip():
            break
        header = _HEADER.match(line)
        if header:
            found.add(header[1].lower())
        elif not line[0].isspace():
            return False
    known = found & _MAIL
    if filename.lower().endswith(".eml"):
        return len(known) >= 2
    return len(known) >= 3 and bool(known & _MAIL_ONLY)
