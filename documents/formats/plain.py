"""Plain text: the decoded file as it stands, and what its first lines say of it."""

from __future__ import annotations

from documents.decoding import decode
from documents.masthead import read_masthead
from documents.types import Document, Limits, MediaType


def take_apart(data: bytes, filename: str, limits: Limits) -> Document:
    """Give the text of `data`, unchanged but for U+0000, with headline, byline and date from its first lines."""
    text, encoding = decode(data)
    text = text.replace("\x00", "")
    head = read_masthead(text)
    return Document(
        text=text,
        title=head.headline,
        headline=head.headline,
        byline=head.byline,
        published=head.published,
        media_type=MediaType.PLAIN,
        encoding=encoding,
    )
