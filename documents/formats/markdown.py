"""Markdown: paragraphs without their signs, and what the front matter states.

Parsed by markdown-it-py (https://markdown-it-py.readthedocs.io), whose time grows with the length alone.
"""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree
from lxml.html import fragment_fromstring
from markdown_it import MarkdownIt
from markdown_it.token import Token

from documents.decoding import decode
from documents.front_matter import read_front_matter
from documents.heading import headed
from documents.identity import stream_safe
from documents.markup import refuse_costly
from documents.paragraphs import drop_silent, paragraphs
from documents.types import Document, Limits, MediaType, Refused

# Four blanks before a line are how articles are indented, not code.
_PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"]).disable("code")


def take_apart(data: bytes, filename: str, limits: Limits) -> Document:
    """Give the text of a Markdown file. Raises `Refused` for one without words, or with markup too costly to parse."""
    source, encoding = decode(data)
    source = stream_safe(source.replace("\x00", "").replace("\r\n", "\n"))
    stated, body = read_front_matter(source.removeprefix("\ufeff"))
    tokens = _PARSER.parse(body)
    lines = _lines(tokens)
    if not lines:
        raise Refused("no_words", "There are no words in this file.")
    return headed(lines, stated, MediaType.MARKDOWN, encoding, heading=_heading(tokens))


def _heading(tokens: list[Token]) -> str:
    """Give the heading that the text begins with, "" where it begins otherwise."""
    words = (at for at, token in enumerate(tokens) if token.type == "inline" and _words(token.children or ()))
    first = next(words, 0)
    return _words(tokens[first].children or ()) if first and tokens[first - 1].type == "heading_open" else ""


def _lines(tokens: list[Token]) -> list[str]:
    """Give the paragraphs: also headings, items, what is quoted; a table's row is one, its cells parted by bars."""
    lines: list[str] = []
    row: list[str] | None = None
    for token in tokens:
        if token.type == "tr_open":
            row = []
        elif token.type == "tr_close":
            lines.append(" | ".join(cell for cell in row or () if cell))
            row = None
        elif token.type == "inline":
            (lines if row is None else row).append(_words(token.children or ()))
        elif token.type == "html_block":
            lines += _of_html(token.content)
        elif token.type == "fence" and not token.info.strip():
            # With a language's name it is code; without, it is how some set what was typed.
            lines += [" ".join(line.split()) for line in token.content.splitlines()]
    return [line for line in lines if line]


def _words(tokens: Iterable[Token]) -> str:
    """Give the words of a paragraph without signs, pictures and tags. Breaks that are meant stay."""
    pieces = []
    for token in tokens:
        if token.type in ("text", "code_inline", "text_special"):
            pieces.append(token.content)
        elif token.type == "softbreak":
            pieces.append(" ")
        elif token.type == "hardbreak" or (token.type == "html_inline" and token.content[:3].lower() == "<br"):
            pieces.append("\n")
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)


def _of_html(markup: str) -> list[str]:
    """Give the paragraphs of markup that stands between those of the Markdown."""
    refuse_costly(markup)
    try:
        tree = fragment_fromstring(markup, create_parent="div")
    except etree.ParserError:
        return []
    drop_silent(tree)
    return paragraphs(tree)
