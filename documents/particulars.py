"""What a web page states of its article: headline, authors, outlet, date, language.

Read from schema.org's JSON-LD (https://schema.org/NewsArticle), Open Graph (https://ogp.me) and the
usual meta names, in that order. What a page does not state is not guessed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from lxml.html import HtmlElement

from documents.dates import OLDEST_YEAR, first_date

MOST_NODES = 20_000
"""How many values of a page's JSON-LD are looked at."""

_SHORT = 1000
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_]|$)", re.I)
_DATE_NAMES = (
    "article:published_time",
    "datepublished",
    "og:published_time",
    "parsely-pub-date",
    "dc.date.issued",
    "dcterms.created",
    "sailthru.date",
    "pubdate",
    "publishdate",
    "publication_date",
    "date",
    "dc.date",
)
_AUTHOR_NAMES = ("author", "article:author", "dc.creator", "parsely-author", "byl", "sailthru.author")
_OUTLET_NAMES = ("og:site_name", "application-name", "publisher", "dc.publisher")


@dataclass(frozen=True, slots=True)
class Particulars:
    """What a page states; "" and None for what it doesn't."""

    title: str = ""
    headline: str = ""
    byline: str = ""
    outlet: str = ""
    published: datetime | date | None = None
    language: str = ""


def read_particulars(tree: HtmlElement) -> Particulars:
    """Give what the page's head and its first lines state."""
    meta = _meta(tree)
    article = next(_articles(tree), {})
    title = _text(tree.findtext(".//title"))
    outlet = _names(article.get("publisher")) or _first(meta, _OUTLET_NAMES)
    headline = _text(article.get("headline")) or meta.get("og:title", "") or _only_heading(tree) or title
    return Particulars(
        title=title,
        headline=without_outlet(headline, outlet),
        byline=without_by(_names(article.get("author")) or _first(meta, _AUTHOR_NAMES) or _linked_authors(tree)),
        outlet=outlet,
        published=_published(tree, article, meta),
        language=_language(tree, meta),
    )


def without_outlet(headline: str, outlet: str) -> str:
    """Cut the outlet's name off the end of a headline, with the sign before it."""
    if not outlet or not headline.casefold().endswith(outlet.casefold()):
        return headline
    before = headline[: -len(outlet)].rstrip()
    return before[:-1].rstrip() if before.endswith(("|", "-", "–", "—", "·", "•", ":")) else headline


def without_by(byline: str) -> str:
    """Cut "By" off the front of a byline."""
    return byline[3:].lstrip() if byline[:3].lower() == "by " else byline


def moment(text: str) -> datetime | date | None:
    """Give what a stated date means: an aware datetime where it has a zone, else its date."""
    text = text.strip()[:80]
    try:
        stated = datetime.fromisoformat(text)
    except ValueError:
        return first_date(text)
    if stated.year < OLDEST_YEAR:
        return None
    return stated if stated.tzinfo and len(text) > len("2026-01-01") else stated.date()


def _meta(tree: HtmlElement) -> dict[str, str]:
    """Give the page's meta names in lower case, each with its first content that isn't empty."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or element.get("http-equiv")
        content = _text(element.get("content"))
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found


def _articles(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """Give the articles that the page's JSON-LD describes."""
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        try:
            row = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        yield from (node for node in _nodes(row) if _is_article(node))


def _nodes(row: Any) -> Iterator[dict[str, Any]]:
    """Give the objects inside a JSON value, outer ones first."""
    waiting = [row]
    for _ in range(MOST_NODES):
        if not waiting:
            return
        node = waiting.pop(0) if len(waiting) < 100 else waiting.pop()
        if isinstance(node, dict):
            yield node
            waiting += node.values()
        elif isinstance(node, list):
            waiting += node[:MOST_NODES]


def _is_article(node: dict[str, Any]) -> bool:
    """Say whether an object is some kind of article."""
    kinds = node.get("@type")
    return any(
        isinstance(kind, str) and kind.endswith(("Article", "BlogPosting", "LiveBlogPosting"))
        for kind in (kinds if isinstance(kinds, list) else [kinds])
    )


def _names(value: Any) -> str:
    """Write out the names in a schema.org author or publisher: "A", "A and B", "A, B and C"."""
    found: list[str] = []
    for one in (value if isinstance(value, list) else [value])[:12]:
        name = _text(one.get("name") if isinstance(one, dict) else one)
        if name and not name.startswith(("http:", "https:")) and name not in found:
            found.append(name)
    return " and ".join([", ".join(found[:-1]), found[-1]] if len(found) > 1 else found)


def _first(meta: dict[str, str], names: tuple[str, ...]) -> str:
    """Give the first of these meta names that holds words, not an address."""
    stated = (meta.get(name, "") for name in names)
    return next((value for value in stated if value and not value.startswith(("http:", "https:", "@"))), "")


def _linked_authors(tree: HtmlElement) -> str:
    """Give the names that the page links as its authors'."""
    links = tree.xpath("//a[contains(concat(' ', @rel, ' '), ' author ')][position() <= 12]")
    return _names([_text("".join(link.itertext())) for link in links])


def _only_heading(tree: HtmlElement) -> str:
    """Give the text of the page's heading where it has one of the first rank only."""
    headings = tree.xpath("//h1[position() <= 2]")
    return _text("".join(headings[0].itertext())) if len(headings) == 1 else ""


def _published(tree: HtmlElement, article: dict[str, Any], meta: dict[str, str]) -> datetime | date | None:
    """Give when the page says that it was published."""
    stated = [_text(article.get("datePublished")), *(meta.get(name, "") for name in _DATE_NAMES)]
    # A page's first <time> is its date only where it stands above the article's text.
    marked = tree.xpath("(//article//time | //main//time | //time[@pubdate or @itemprop='datePublished'])[1]/@datetime")
    stated += [_text(value) for value in marked]
    return next((when for value in stated if value and (when := moment(value))), None)


def _language(tree: HtmlElement, meta: dict[str, str]) -> str:
    """Give the page's language, without its country."""
    stated = (tree.get("lang"), meta.get("content-language"), meta.get("og:locale"))
    matches = (_LANGUAGE.match(value.strip()) for value in stated if value)
    return next((match[1].lower() for match in matches if match), "")


def _text(value: Any) -> str:
    """Give a string as one line of bounded length; "" for anything else."""
    return " ".join(value[:_SHORT].split()) if isinstance(value, str) else ""
