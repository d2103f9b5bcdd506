"""From WordprocessingML to paragraphs: inserted words are in, deleted, hidden and moved-away ones are out.

The elements are those of ECMA-376, part 1, section 17 (https://ecma-international.org/publications-and-standards/standards/ecma-376/).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree
from lxml.etree import _Element as Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# Deleted, moved away, a field's code, a reading above a word, and what stands beside the body.
_LEFT_OUT = frozenset(f"{_W}{name}" for name in ("del", "moveFrom", "instrText", "delText", "rt", "sectPr", "object"))
_BOXES = frozenset(f"{_W}{name}" for name in ("drawing", "pict"))
_SIGNS = {f"{_W}tab": " ", f"{_W}ptab": " ", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_P, _R, _T, _BR, _ROW, _CELL = (f"{_W}{name}" for name in ("p", "r", "t", "br", "tr", "tc"))
_OFF = ("0", "false", "off")
_LONG_CELL = 200


@dataclass(slots=True, eq=False)
class Paragraph:
    """The words of one paragraph, and the key of its style."""

    text: str
    style: str = ""


@dataclass(slots=True)
class _Page:
    """What was read so far: paragraphs of the body or of each open cell, the open rows' cells, the open paragraphs."""

    held: list[list[Paragraph]] = field(default_factory=lambda: [[]])
    rows: list[list[list[Paragraph]]] = field(default_factory=list)
    open: list[tuple[str, list[str]]] = field(default_factory=list)


def read_body(body: Element, *, boxes: bool = False) -> list[Paragraph]:
    """Give the paragraphs of a body in order; those in text boxes only if asked for.

    A row of short cells is one paragraph, its cells parted by bars. A line break that is meant stays.
    """
    page = _Page()
    left_out = _LEFT_OUT if boxes else _LEFT_OUT | _BOXES
    walk = etree.iterwalk(body, events=("start", "end"))
    for event, element in walk:
        if event == "start" and (element.tag in left_out or element.tag == _FALLBACK or _is_hidden(element)):
            walk.skip_subtree()
        elif event == "start":
            _enter(element, page)
        else:
            _leave(element, page)
    return page.held[0]


def _is_hidden(element: Element) -> bool:
    """Say whether this is a run of words that Word doesn't show."""
    hidden = element.find(f"{_W}rPr/{_W}vanish") if element.tag == _R else None
    return hidden is not None and hidden.get(f"{_W}val") not in _OFF


def _enter(element: Element, page: _Page) -> None:
    """Take in what begins here."""
    tag = element.tag
    if tag == _P:
        style = element.find(f"{_W}pPr/{_W}pStyle")
        page.open.append(("" if style is None else style.get(f"{_W}val") or "", []))
    elif tag == _ROW:
        page.rows.append([])
    elif tag == _CELL:
        page.held.append([])
    elif not page.open:
        return
    elif tag == _T:
        page.open[-1][1].append(element.text or "")
    elif tag in _SIGNS:
        page.open[-1][1].append(_SIGNS[tag])
    elif tag == _BR and element.get(f"{_W}type") not in ("page", "column"):
        page.open[-1][1].append("\n")


def _leave(element: Element, page: _Page) -> None:
    """Take in what ends here."""
    if element.tag == _P and page.open:
        style, pieces = page.open.pop()
        page.held[-1] += [Paragraph(words, style) for words in _split("".join(pieces))]
    elif element.tag == _CELL and len(page.held) > 1:
        cell = page.held.pop()
        (page.rows[-1] if page.rows else page.held).append(cell)
    elif element.tag == _ROW and page.rows:
        page.held[-1] += _of_row(page.rows.pop())


def _split(words: str) -> list[str]:
    """Part a paragraph where two line breaks stand; blanks are made one."""
    blocks: list[list[str]] = [[]]
    for line in (" ".join(line.split()) for line in words.replace("\x00", "").split("\n")):
        if line:
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    return ["\n".join(block) for block in blocks if block]


def _of_row(cells: list[list[Paragraph]]) -> list[Paragraph]:
    """Give one paragraph for a row of a table; each of its own where the table only lays out a page."""
    full = [cell for cell in cells if cell]
    if any(len(cell) > 1 or len(cell[0].text) > _LONG_CELL for cell in full):
        return [one for cell in full for one in cell]
    return [Paragraph(" | ".join(cell[0].text for cell in full), full[0][0].style)] if full else []
