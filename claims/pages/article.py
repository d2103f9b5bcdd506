"""One article: its text with what is quoted marked, cards beside it, conflicts where they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.permissions import Person, may
from accounts.roles import Verb
from articles import originals
from articles.models import Appearance, Article, Text
from claims.languages import language_notice
from claims.marking import Segment, blocks
from claims.models import Conflict, Quote, Reading
from claims.pages.alike import said_alike
from claims.pages.answers import fragment, is_htmx, moved
from claims.pages.cards import Card, cards
from claims.pages.clashes import Clash, clashes, facing, light
from claims.pages.erasing import left
from claims.pages.headings import heading
from claims.pages.hearing import Chain, chains
from claims.pages.work import State, is_read, noted, state_of
from claims.states import QuoteState
from speakers.models import Voice

CONFLICTS_SHOWN = 100


@dataclass(frozen=True, slots=True)
class ShownBlock:
    """A paragraph and the cards of the quotes that begin in it. `is_title`: it stands for the headline."""

    segments: tuple[Segment, ...]
    cards: list[Card]
    is_title: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """All that the page shows. `language` is the sentence on a text in another one than is read, else "".

    `damage` are sentences on originals in the store that are no longer what was received.
    """

    pk: int
    headline: str
    outlet: str
    published_at: datetime | None
    byline: str
    url: str
    mend: str
    mend_label: str
    state: State
    has: str
    poll: str
    quotes: int
    unattributed: int
    conflicts: int
    blocks: list[ShownBlock]
    chains: list[Chain]
    clashes: list[Clash]
    appearances: Sequence[Appearance]
    language: str = ""
    damage: tuple[str, ...] = ()

    @property
    def title_in_text(self) -> bool:
        """Whether the text's first block is the headline, marks and all."""
        return bool(self.blocks) and self.blocks[0].is_title

    @property
    def nothing_found(self) -> bool:
        """Whether the reading is done and found nobody."""
        return self.state.look == "done" and not self.quotes


@require_safe
def article(request: HttpRequest, pk: int) -> HttpResponse:
    """The page. While work goes on htmx asks again, and gets the state alone until there is more to show.

    `has` is what it shows already: the text, or the quotes too. 410 where the article was erased.
    """
    try:
        shown = shown_article(request.user, pk)
    except Http404:
        return left(request, pk)
    if not is_htmx(request):
        return render(request, "articles/article.html", {"shown": shown})
    if shown.poll and request.GET.get("has") == shown.has:
        return fragment(request, "articles/_progress.html", {"state": shown.state, "poll": shown.poll})
    return moved(fragment(request, "articles/_article.html", {"shown": shown}), "#article")


def shown_article(person: Person, pk: int) -> Shown:
    """One article as this person sees it. Raises 404."""
    rows = Article.objects.viewable_by(person).with_heading().with_work().select_related("current_text__reading")
    row: Any = get_object_or_404(rows, pk=pk, current_text__isnull=False)
    text: Text = row.current_text
    quotes = quotes_of(person, text)
    rows = Conflict.objects.viewable_by(person).shown_or_moved_on().of_text(text.pk)
    facts = clashes(light(rows.clashes_first()[:CONFLICTS_SHOWN]))
    found = [one for one in facts if one.conflict.is_clash]
    voices = voices_of(text)
    made = cards(quotes, text.body, clashes=facing(facts), voices=voices, alike=said_alike(person, quotes))
    appearances = list(
        Appearance.objects.viewable_by(person)
        .filter(article=row)
        .select_related("outlet", "received_by")
        .order_by("id")
    )
    found_in: Reading | None = getattr(text, "reading", None)
    language = found_in.language if found_in else None
    state = noted(state_of(row.job_kind, row, language), row)
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
        mend=_mend(person, appearances),
        mend_label=_("Correct date or outlet") if of.outlet and of.published_at else _("Add date or outlet"),
        state=state,
        has=has,
        poll=f"{reverse('article', args=[row.pk])}?has={has}" if state.look == "working" else "",
        quotes=len(live),
        unattributed=sum(card.quote.voice is None for card in live),
        conflicts=len(found),
        blocks=shown_blocks(text, made, voices, title=of.headline),
        chains=chains(text, quotes, voices),
        clashes=found,
        appearances=appearances,
        language=language_notice(language),
        damage=_damage(person, appearances),
    )


def _damage(person: Person, appearances: Sequence[Appearance]) -> tuple[str, ...]:
    """What is wrong with the originals, each checked against its hash now; for those who see the newsroom's work."""
    if not may(person, Verb.SEE_WORK):
        return ()
    named = {each.original: each.filename for each in reversed(appearances)}
    wrong = ((named[original], originals.problem(original)) for original in sorted(named))
    return tuple(f"{name}: {sentence}" if name else sentence for name, sentence in wrong if sentence)


def _mend(person: Person, appearances: Sequence[Appearance]) -> str:
    """Where somebody who may mends what is known of where it ran; "" for others."""
    lacking = (each for each in appearances if not each.outlet_id or not each.published_at)
    wanted = next(lacking, appearances[0] if appearances else None)
    if wanted is None or not getattr(person, "is_staff", False) or not may(person, Verb.UPLOAD):
        return ""
    return reverse("admin:articles_appearance_change", args=[wanted.pk])


def quotes_of(person: Person, text: Text) -> list[Quote]:
    """What is said in this text and was not superseded; each with its voice. One query."""
    rows = Quote.objects.viewable_by(person).spoken().filter(text=text).with_copies(person)
    rows = rows.exclude(state=QuoteState.SUPERSEDED).select_related("voice__speaker", "parent__voice__speaker")
    rows = rows.defer("search", "parent__search").order_by("id")
    found = list(rows)
    for quote in found:
        quote.text = text
    return found


def voices_of(text: Text) -> list[Voice]:
    """Who speaks in this text. One query."""
    return list(Voice.objects.filter(text=text).select_related("speaker").order_by("id"))


def shown_blocks(text: Text, made: Sequence[Card], voices: Sequence[Voice], *, title: str = "") -> list[ShownBlock]:
    """Paragraphs with their cards, and the places that mean one who speaks.

    A title that the text begins with is told once: see `_without_title`.
    """
    of = {card.quote.pk: card for card in made}
    speaking = {card.quote.voice_id for card in made}
    mentions = {voice.pk: voice.mentions for voice in voices if voice.pk in speaking}
    cut = blocks(text.body, [card.quote for card in made], {card.quote.pk: card.look for card in made}, mentions)
    shown = [ShownBlock(block.segments, [of[pk] for pk in block.begins]) for block in cut]
    return _without_title(shown, title) if shown else shown


def _without_title(shown: list[ShownBlock], title: str) -> list[ShownBlock]:
    """Without the first line where it only repeats the title above it; where it holds a mark, it is the title."""
    first = shown[0]
    words = "".join(segment.text for segment in first.segments)
    line, end, _rest = words.partition("\n")
    if not title or " ".join(line.split()).casefold() != title.casefold():
        return shown
    head, rest = _parted(first.segments, len(line) + len(end))
    if any(segment.quotes for segment in head):
        kept = [ShownBlock(rest, [])] if rest else []
        return [ShownBlock(head, first.cards, is_title=True), *kept, *shown[1:]]
    if not rest:
        return shown[1:] if not first.cards else [ShownBlock((), first.cards), *shown[1:]]
    return [ShownBlock(rest, first.cards), *shown[1:]]


def _parted(segments: Sequence[Segment], at: int) -> tuple[tuple[Segment, ...], tuple[Segment, ...]]:
    """The segments before and after a place, which is counted from their beginning."""
    head: list[Segment] = []
    rest: list[Segment] = []
    for segment in segments:
        before, after = segment.text[:at], segment.text[at:]
        at = max(0, at - len(segment.text))
        if before:
            head.append(replace(segment, text=before))
        if after:
            anchors = () if before else segment.anchors
            rest.append(replace(segment, text=after, first=segment.first and not before, anchors=anchors))
    return tuple(head), tuple(rest)
