"""Headline, outlet and date of articles, for the quotes and conflicts that stand in them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from articles.models import Article
from articles.titles import title_of


@dataclass(frozen=True, slots=True)
class Heading:
    """Where and when an article ran, as far as it is known."""

    headline: str
    outlet: str
    published_at: datetime | None
    url: str = ""


def heading(row: Any) -> Heading:
    """Of an article fetched `with_heading()`; an article without any words of its own goes by its number."""
    title = title_of(row) or _("Article %(number)s") % {"number": row.pk}
    return Heading(title, row.outlet_name or "", row.published_at, row.url or "")


def headings(articles: Iterable[int]) -> dict[int, Heading]:
    """By the article's key. One query; none for no articles."""
    wanted = set(articles)
    rows = Article.objects.filter(pk__in=wanted).with_heading() if wanted else ()
    return {row.pk: heading(row) for row in rows}
