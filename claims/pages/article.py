"""One article: its text with what is quoted marked, cards beside it, conflicts where they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.permissions import Person
from articles.models import Appearance, Article, Text
from claims.marking import Segment, blocks
from claims.models import Conflict, Quote
from claims.pages.answers import fragment, is_htmx, moved
from claims.pages.cards import Card, cards
from claims.pages.clashes import Clash, clashes, facing, light
from claims.pages.headings import heading
from claims.pages.work import State, is_read, state_of
from claims.states import QuoteState
from speakers.models import Voice

CONFLICTS_SHOWN = 100


@dataclass(frozen=True, slots=True)
class ShownBlock:
    """A paragraph and the cards of the quotes that begin in it."""

    segments: tuple[Segment, ...]
    cards: list[Card]


@dataclass(frozen=True, slots=True)
class Shown:
    """All that the page shows."""

    pk: int
    headline: str
    outlet: str
    published_at: datetime | None
    byline: str
    url: str
    state: State
    has: str
    poll: str
    quotes: int
    unattributed: int
    conflicts: int
    blocks: list[ShownBlock]
    clashes: list[Clash]
    appearances: Sequence[Appearance]

    @property
    def nothing_found(self) -> bool:
        """Whether the reading is done and found nobody."""
        return self.state.look == "done" and not self.quotes


@require_safe
def article(request: HttpRequest, pk: int) -> HttpResponse:
    """The page. While work goes on htmx asks again, and gets the state alone until there is more to show.

    `has` is what it shows already: the text, or the quotes too.
    """
    shown = shown_article(request.user, pk)
    if not is_htmx(request):
        return render(request, "articles/article.html", {"shown": shown})
    if shown.poll and request.GET.get("has") == shown.has:
        return fragment(request, "articles/_progress.html", {"state": shown.state, "poll": shown.poll})
    return moved(fragment(request, "articles/_article.html", {"shown": shown}), "#article")


def shown_article(person: Person, pk: int) -> Shown:
    """One article as this person sees it. Raises 404."""
    rows = Article.objects.viewable_by(person).with_heading().with_work().select_related("current_text")
    row: Any = get_object_or_404(rows, pk=pk, current_text__isnull=False)
    text: Text = row.current_text
    quotes = quotes_of(person, text)
    found = clashes(light(Conflict.objects.viewable_by(person).shown().of_text(text.pk).newest()[:CONFLICTS_SHOWN]))
    made = cards(quotes, text.body, clashes=facing(found), voices=voices_of(text))
    appearances = list(
        Appearance.objects.viewable_by(person)
        .filter(article=row)
        .select_related("outlet", "received_by")
        .order_by("id")
    )
    state = state_of(row.job_kind, row.job_state, row.job_error, row.job)
    of = heading(row)
    has = "quotes" if is_read(row.job_kind, row.job_state) else "text"
    live = [card for card in made if card.quote.state != QuoteState.REJECTED]
    return Shown(
        pk=row.pk,
        headline=of.headline,
        outlet=of.outlet,
        published_at=of.published_at,
        byline=next((each.byline for each in appearances if each.byline), ""),
        url=of.url,
        state=state,
        has=has,
        poll=f"{reverse('article', args=[row.pk])}?has={has}" if state.look == "working" else "",
        quotes=len(live),
        unattributed=sum(card.quote.voice is None for card in live),
        conflicts=len(found),
        blocks=shown_blocks(text, made, title=of.headline),
        clashes=found,
        appearances=appearances,
    )


def quotes_of(person: Person, text: Text) -> list[Quote]:
    """What is said in this text and was not superseded; each with its voice. One query."""
    rows = Quote.objects.viewable_by(person).spoken().filter(text=text)
    rows = rows.exclude(state=QuoteState.SUPERSEDED).select_related("voice__speaker").defer("search").order_by("id")
    found = list(rows)
    for quote in found:
        quote.text = text
    return found


def voices_of(text: Text) -> list[Voice]:
    """Who speaks in this text. One query."""
    return list(Voice.objects.filter(text=text).select_related("speaker").order_by("id"))


def shown_blocks(text: Text, made: Sequence[Card], *, title: str = "") -> list[ShownBlock]:
    """Paragraphs with their cards; without the first one where it only repeats the title that stands above it."""
    of = {card.quote.pk: card for card in made}
    cut = blocks(text.body, [card.quote for card in made], {card.quote.pk: card.look for card in made})
    if cut and not any(segment.quotes for segment in cut[0].segments):
        begins = text.body[cut[0].start : cut[0].end]
        cut = cut[1:] if " ".join(begins.split()) == title else cut
    return [ShownBlock(block.segments, [of[pk] for pk in block.begins]) for block in cut]
