"""From a tree to text: one line a paragraph, blank lines between."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree
from lxml.etree import _Element as Element

# Both sides' tags: trafilatura's own (head, quote, item, row, lb), and HTML's where the whole page is read.
_OWN_BLOCKS = frozenset({"p", "head", "quote", "list", "item", "table", "row"})
_PAGE_BLOCKS = frozenset({"div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "dl", "dt", "dd", "blockquote"})
_PAGE_PARTS = frozenset({"article", "section", "main", "tr", "td", "th", "figcaption", "pre", "body", "hr"})
_BLOCKS = _OWN_BLOCKS | _PAGE_BLOCKS | _PAGE_PARTS
_BREAKS = frozenset({"lb", "br"})
_CODE = frozenset({"script", "style", "noscript", "template", "head", "title", "iframe", "object", "svg", "math"})
_FURNITURE = frozenset({"nav", "header", "footer", "aside", "button", "select", "option", "figure", "menu"})
_LAYOUT_CELL = 200
_SHORT_LINE = 60


def paragraphs(body: Element) -> list[str]:
    """Give the paragraphs of a tree in order. A single line break stays one; two end the paragraph."""
    found: list[str] = []
    pieces: list[str] = []
    for event, element in etree.iterwalk(body, events=("start", "end")):
        if not isinstance(element.tag, str):
            pieces += [element.tail or ""] if event == "end" else []
        elif event == "start":
            _enter(element, pieces, found)
        else:
            _leave(element, pieces, found, body)
    _end_paragraph(pieces, found)
    return found


def drop_layout_cells(body: Element) -> None:
    """Take out the menu cells of tables that only lay out a page: no long line, beside a cell that is an article."""
    for table in body.xpath("//table[not(ancestor::table)]"):
        cells = table.xpath("./row/cell")
        texts = [paragraphs(cell) for cell in cells]
        if not any(sum(map(len, text)) > _LAYOUT_CELL and len(text) > 1 for text in texts):
            continue
        for cell, text in zip(cells, texts, strict=True):
            if max(map(len, text), default=0) < _SHORT_LINE:
                cell.getparent().remove(cell)


def drop_silent(tree: Element) -> None:
    """Take out what is no part of a page's text: code, menus, forms, pictures."""
    etree.strip_elements(tree, *sorted(_CODE | _FURNITURE), with_tail=False)


def joined(lines: Iterable[str]) -> str:
    """Write paragraphs as a text."""
    return "\n\n".join(lines)


def _enter(element: Element, pieces: list[str], found: list[str]) -> None:
    """Take in what stands where an element begins."""
    if element.tag in _BLOCKS:
        _end_paragraph(pieces, found)
    elif element.tag in _BREAKS:
        pieces.append("\n")
    elif element.tag == "cell" and any(piece.strip() for piece in pieces):
        pieces.append(" | ")
    pieces.append(_one_line(element.text))


def _leave(element: Element, pieces: list[str], found: list[str], body: Element) -> None:
    """Take in what stands after an element."""
    if element.tag in _BLOCKS:
        _end_paragraph(pieces, found)
    if element is not body:
        pieces.append(_one_line(element.tail))


def _one_line(text: str | None) -> str:
    """Make the line ends of the source blanks, as they are in HTML."""
    return text.replace("\n", " ").replace("\r", " ") if text else ""


def _end_paragraph(pieces: list[str], found: list[str]) -> None:
    """Move what was gathered to the paragraphs, and begin anew."""
    lines: list[str] = []
    for line in [*(" ".join(line.split()) for line in "".join(pieces).split("\n")), ""]:
        if line:
            lines.append(line)
        elif lines:
            found.append("\n".join(lines))
            lines = []
    pieces.clear()
