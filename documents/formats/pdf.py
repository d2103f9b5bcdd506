"""PDF: lines joined to paragraphs, running heads left out, the largest line of the first page for the headline.

Read by pypdf (https://pypdf.readthedocs.io), which has limits of its own for what a stream may inflate to.
"""

from __future__ import annotations

import io
import logging
import math
import re
from dataclasses import replace
from typing import Any

from pypdf import PdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError, LimitReachedError, PyPdfError

from documents.heading import headed
from documents.identity import stream_safe
from documents.layout import Line, body_size, paragraphs_of, parted
from documents.masthead import read_masthead
from documents.nameplates import is_nameplate
from documents.paragraphs import joined
from documents.particulars import Particulars
from documents.types import Document, Limits, MediaType, Refused

_END_WITHIN = 65_536
_LINEARIZED = re.compile(rb"/Linearized\b[^>]{0,200}?/L\s{1,5}(\d{1,12})")
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
_NOT_LETTERS = re.compile("[\x00-\x08\x0e-\x1f\x80-\x9f\ue000-\uf8ff\ufffd]")
_MOST_ILLEGIBLE = 0.3
_LARGE = 1.15
_BY_MACHINE = re.compile(
    r"^(?:microsoft \w+ - |untitled|document\d*$)|\.(?:docx?|indd|qxp|pdf|odt|html?|rtf|pages)$", re.I
)

# A damaged file makes pypdf say so thousands of times; what it says reaches nobody.
logging.getLogger("pypdf").setLevel(logging.CRITICAL + 1)


def take_apart(data: bytes, filename: str, limits: Limits) -> Document:
    """Give the text of a PDF. Raises `Refused` for one that is encrypted, cut off, damaged, or holds pictures alone."""
    _refuse_cut_off(data)
    try:
        reader = _opened(data)
        lines = _lines(reader, limits)
        title = _title(reader)
    except LimitReachedError:
        raise Refused(
            "bomb", "Something in this PDF unpacks to more than any article needs, or leads in a circle."
        ) from None
    except (PyPdfError, NotImplementedError):  # the latter for a filter that it doesn't know
        raise Refused("damaged", "This PDF is damaged: it could not be read to its end.") from None
    if not any(map(str.isalpha, (letter for line in lines for letter in line.text))):
        raise Refused(
            "no_text", "This PDF holds no text, only pictures of it. Run text recognition (OCR) over it first."
        )
    return _document(*parted(lines), title)


def _refuse_cut_off(data: bytes) -> None:
    """Raise `Refused` for a file whose end is missing: pypdf would read what is left of it without a word."""
    stated = _LINEARIZED.search(data[:1024])
    if b"%%EOF" not in data[-_END_WITHIN:] or (stated and int(stated[1]) > len(data)):
        raise Refused("damaged", "This PDF was cut off before its end. Send it again.")


def _opened(data: bytes) -> PdfReader:
    """Open a file, without a password where it has one that allows reading. Raises `Refused` and pypdf's errors."""
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise FileNotDecryptedError
    except (FileNotDecryptedError, DependencyError):
        raise Refused("encrypted", "This PDF is encrypted. Save it without a password, or paste its text.") from None
    return reader


def _lines(reader: PdfReader, limits: Limits) -> list[Line]:
    """Give the lines of all pages in the order in which they are drawn. Raises `Refused` for too many characters."""
    found: list[Line] = []
    characters = illegible = 0
    for number, page in enumerate(reader.pages):
        drawn = _Drawn(number)
        page.extract_text(visitor_text=drawn.take)
        lines = drawn.lines()
        characters += sum(len(line.text) for line in lines)
        illegible += sum(len(_NOT_LETTERS.findall(line.text)) for line in lines)
        found += [replace(line, text=_NOT_LETTERS.sub("", line.text)) for line in lines]
        if characters > 2 * limits.text_characters:
            most = f"{limits.text_characters:,}"
            raise Refused("too_long", f"A text may have {most} characters; this one has more than {characters:,}.")
    if illegible > _MOST_ILLEGIBLE * characters:
        raise Refused("no_letters", "The letters of this PDF can't be told: its fonts don't say which they are.")
    return [line for line in found if line.text]


class _Drawn:
    """What was drawn on one page: words, which way they run in quarters of a turn, where and how large."""

    def __init__(self, page: int) -> None:
        self._page = page
        self._pieces: list[tuple[str, int, Line]] = []

    def take(self, words: str, outer: list[float], inner: list[float], font: Any, size: Any) -> None:
        """Note words that pypdf has found, by the two matrices that place them."""
        a, b = inner[0] * outer[0] + inner[1] * outer[2], inner[0] * outer[1] + inner[1] * outer[3]
        x = inner[4] * outer[0] + inner[5] * outer[2] + outer[4]
        y = inner[4] * outer[1] + inner[5] * outer[3] + outer[5]
        if not all(map(math.isfinite, (a, b, x, y))):
            raise Refused("damaged", "This PDF is damaged: it says of words that they stand nowhere.")
        turned = round(math.atan2(b, a) / (math.pi / 2)) % 4
        for _ in range(turned):
            x, y = y, -x
        self._pieces.append((words, turned, Line("", self._page, x, y, abs(float(size or 0)) * math.hypot(a, b))))

    def lines(self) -> list[Line]:
        """Join words to lines; what runs another way than most of the page is a stamp, or a caption at its edge."""
        most: dict[int, int] = {}
        for words, turned, _ in self._pieces:
            most[turned] = most.get(turned, 0) + len(words)
        upright = max(most, key=lambda turned: most[turned], default=0)
        found: list[Line] = []
        begins = True
        for words, turned, place in self._pieces:
            for number, part in enumerate(words.split("\n")) if turned == upright else ():
                begins = begins or number > 0
                if part.strip() and (begins or _is_elsewhere(found[-1], place)):
                    found.append(replace(place, text=part))
                    begins = False
                elif part and not begins:
                    found[-1] = _added(found[-1], part, place)
        clean = (replace(line, text=" ".join(line.text.translate(_LIGATURES).split())) for line in found)
        return [line for line in clean if line.text]


def _is_elsewhere(line: Line, place: Line) -> bool:
    """Say whether what stands here is on another line."""
    return abs(place.y - line.y) > 0.6 * max(place.size, line.size)


def _added(line: Line, words: str, place: Line) -> Line:
    """Add words to a line; it is as large as most of it."""
    size = place.size if len(words) > len(line.text) else line.size
    return replace(line, text=line.text + words, size=size)


def _title(reader: PdfReader) -> str:
    """Give the title that somebody gave the file; "" for none, and for a program's."""
    stated = reader.metadata.title if reader.metadata else None
    title = " ".join(stated.split())[:500] if isinstance(stated, str) else ""
    return "" if _BY_MACHINE.search(title) else title


def _document(lines: list[Line], furniture: list[Line], title: str) -> Document:
    """Find the headline among the paragraphs, and the outlet among the furniture of the pages."""
    usual = body_size(lines)
    paragraphs = [(stream_safe(text), first) for text, first in paragraphs_of(lines)]
    large = [one for one in paragraphs if one[1].page == 0 and one[1].size >= _LARGE * usual and " " in one[0]]
    named = [one for one in large if one[0].casefold() == title.casefold()]
    heading = named[0] if named else max(large, key=lambda one: one[1].size, default=None)
    text = [words for words, first in paragraphs if heading is None or first is not heading[1]]
    above = heading[0] if heading else ""
    head = read_masthead(joined(text[:10]))
    outlet = next((line.text for line in furniture if is_nameplate(line.text)), "")
    stated = Particulars(title=title, byline=head.byline, outlet=outlet, published=head.published)
    return headed([above, *text] if above else text, stated, MediaType.PDF, heading=above)
