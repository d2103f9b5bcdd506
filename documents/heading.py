"""What stands above an article is shown beside its text: headline, byline and date leave the text and are kept."""

from __future__ import annotations

from documents.masthead import is_date_line, read_byline, read_masthead
from documents.paragraphs import joined
from documents.particulars import Particulars
from documents.types import Document, MediaType

_LOOKED_AT = 10
_BYLINE_CHARACTERS = 120


def headed(
    lines: list[str], stated: Particulars, media_type: MediaType, encoding: str = "", *, heading: str = ""
) -> Document:
    """Give the document of these paragraphs, the first of which may be headline, byline and date.

    What the file states of itself (`stated`) comes before what its first lines say. `heading` is the paragraph that is
    set as one, where the format tells.
    """
    head = read_masthead(joined(lines[:_LOOKED_AT]))
    headline = stated.headline or heading or head.headline
    above = {headline, heading}
    while len(lines) > 1 and _is_above(lines[0], above):
        lines = lines[1:]
    return Document(
        text=joined(lines),
        title=stated.title or " ".join(headline.split()),
        headline=" ".join(headline.split()),
        byline=stated.byline or head.byline,
        outlet=stated.outlet,
        published=stated.published or head.published,
        language=stated.language,
        media_type=media_type,
        encoding=encoding,
    )


def _is_above(line: str, above: set[str]) -> bool:
    """Say whether a line is a headline, a byline or a date: shown beside the text, so no part of it."""
    if line in above or is_date_line(line):
        return True
    return bool(read_byline(line)) if len(line) < _BYLINE_CHARACTERS else False
