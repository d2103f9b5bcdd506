"""Web pages: the article's text without the page around it, and what the page states of it.

The text is found by trafilatura (https://trafilatura.readthedocs.io, Barbaresi 2021,
https://aclanthology.org/2021.acl-demo.15), on a tree parsed from text that was decoded here.
"""

from __future__ import annotations

import re

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring
from trafilatura import bare_extraction

from documents.decoding import decode
from documents.heading import headed
from documents.identity import stream_safe
from documents.markup import refuse_costly
from documents.paragraphs import drop_layout_cells, drop_silent, joined, paragraphs
from documents.particulars import read_particulars
from documents.types import Document, Limits, MediaType, Refused

_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)\b[^>]{0,500}?(?:charset|encoding)\s{0,9}=\s{0,9}["']?([\w.:-]{1,40})""", re.IGNORECASE
)
_DECLARED_WITHIN = 4096
_FEW_LETTERS = 40
_SHORT_ARTICLE = 250


def take_apart(data: bytes, filename: str, limits: Limits) -> Document:
    """Give the article of a page. Raises `Refused` for one without text, or too costly to parse."""
    declared = _DECLARED.search(data[:_DECLARED_WITHIN])
    markup, encoding = decode(data, declared[1].decode("ascii") if declared else "")
    markup = stream_safe(markup.replace("\x00", ""))
    lines = article_of(markup)
    if not lines:
        raise Refused("no_words", "No article was found on this page.")
    return headed(lines, read_particulars(_parsed(markup)), MediaType.HTML, encoding)


def article_of(markup: str) -> list[str]:
    """Give the paragraphs of the article on a page. Raises `Refused` for a page that is too costly to parse."""
    refuse_costly(markup)
    lines = _article(_parsed(markup))
    return lines if _letters(lines) >= _SHORT_ARTICLE else _better(lines, _all_paragraphs(_parsed(markup)))


def _parsed(markup: str) -> HtmlElement:
    """Parse a page. Raises `Refused` for one without an element."""
    parser = HTMLParser(
        encoding="utf-8", collect_ids=False, default_doctype=False, remove_comments=True, remove_pis=True
    )
    try:
        return document_fromstring(markup.encode(), parser=parser)
    except etree.ParserError:
        raise Refused("no_words", "There is nothing to read on this page.") from None


def _article(tree: HtmlElement) -> list[str]:
    """Give the paragraphs that trafilatura takes for the article."""
    found = bare_extraction(tree, include_comments=False, include_tables=True, with_metadata=False)
    if found is None or isinstance(found, dict):
        return []
    drop_layout_cells(found.body)
    return paragraphs(found.body)


def _all_paragraphs(tree: HtmlElement) -> list[str]:
    """Give every paragraph of the page but for its code, menus and forms."""
    drop_silent(tree)
    return paragraphs(tree)


def _better(article: list[str], page: list[str]) -> list[str]:
    """Choose for a short article, for which trafilatura may fall back to all words in one heap: the page's
    paragraphs, unless they hold much that isn't in it.
    """
    return article if article and _letters(page) > 1.5 * max(_letters(article), _FEW_LETTERS) else page or article


def _letters(lines: list[str]) -> int:
    """Count the letters of some paragraphs."""
    return sum(map(str.isalpha, joined(lines)))
