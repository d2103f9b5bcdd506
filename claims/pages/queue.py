"""What waits for a person: quotes to review, quotes without a speaker, conflicts to rule on.

One at a time, in the order of their keys; after an act the next one of the same filtered list is shown.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import OuterRef, Subquery, Value
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.permissions import Person
from claims.marking import Segment, blocks
from claims.models import Conflict, Quote
from claims.pages.answers import fragment, is_htmx, key
from claims.pages.article import quotes_of, voices_of
from claims.pages.cards import Card, cards, look, who
from claims.pages.clashes import Clash, clashes, facing, light, with_alike
from claims.pages.cues import in_line, with_cues
from claims.pages.headings import headings

SHOWN = 12
COUNTED = 99
KINDS = ("quotes", "unattributed", "conflicts")


@dataclass(frozen=True, slots=True)
class Entry:
    """A tab, or one of the items that come next."""

    url: str
    here: bool
    label: str = ""
    who: str = ""
    words: str = ""


@dataclass(slots=True)
class Desk:
    """The item at hand and what stands around it. `query` is the filter, which every act carries along."""

    kind: str
    query: str
    tabs: list[Entry]
    items: list[Entry] = field(default_factory=list)
    article: str = ""
    card: Card | None = None
    clash: Clash | None = None
    segments: tuple[Segment, ...] = ()
    headline: str = ""
    outlet: str = ""
    published_at: datetime | None = None
    next: str = ""
    previous: str = ""


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """The page; for htmx the desk alone."""
    if is_htmx(request):
        return desk_fragment(request, request.GET.urlencode(), after=None)
    return render(request, "claims/queue.html", {"desk": desk(request.user, request.GET)})


def desk_fragment(request: HttpRequest, listed: str, *, after: int | None) -> HttpResponse:
    """The desk with the next item of this list after the one that was ruled on."""
    asked = QueryDict(listed, mutable=True)
    if after is not None:
        asked["after"] = str(after)
    return fragment(request, "claims/_desk.html", {"desk": desk(request.user, asked)})


def desk(person: Person, asked: QueryDict) -> Desk:
    """The first item from `at`, or after `after`, that still waits; from the start where none comes later."""
    kind = asked.get("kind", "")
    kind = kind if kind in KINDS else KINDS[0]
    article = key(asked.get("article"))
    tabs = _tabs(person, kind, article)
    made = Desk(kind, urlencode({"kind": kind} | ({"article": article} if article else {})), tabs)
    rows = _waiting(person, kind, article)
    rows = rows.annotate(before=Subquery(rows.filter(pk__lt=OuterRef("pk")).order_by("-pk").values("pk")[:1]))
    if kind != "conflicts":
        rows = with_cues(rows).select_related("voice__speaker", "text").defer("text__body", "search")
    start = key(asked.get("at"))
    after = key(asked.get("after"))
    later = rows.filter(pk__gte=start) if start else rows.filter(pk__gt=after) if after else rows
    found = list(later.order_by("pk")[: SHOWN + 1])
    if not found and (start or after):
        found = list(rows.order_by("pk")[: SHOWN + 1])
    if article:
        made.article = next((of.headline for of in headings([article]).values()), "")
    if found:
        _fill(made, person, found)
        made.previous = _address(made, found[0].before) if found[0].before else ""
        made.next = _address(made, found[1].pk) if len(found) > 1 else ""
    return made


def _tabs(person: Person, kind: str, article: int | None) -> list[Entry]:
    """Each with how many wait there; where many do, it is enough to say so. One query."""
    labels = {
        "quotes": _("Quotes"),
        "unattributed": _("Without a speaker"),
        "conflicts": _("Conflicts"),
    }
    more = {"article": article} if article else {}
    waiting = _numbers(person, article)
    return [
        Entry("?" + urlencode({"kind": each} | more), each == kind, label, words=waiting[each])
        for each, label in labels.items()
    ]


def _numbers(person: Person, article: int | None) -> dict[str, str]:
    """How many wait of each kind, up to a limit. One query."""
    first, *others = (
        _waiting(person, kind, article).order_by().annotate(of=Value(kind)).values_list("of")[: COUNTED + 1]
        for kind in KINDS
    )
    counted = Counter(kind for (kind,) in first.union(*others, all=True))
    return {kind: f"{COUNTED}+" if counted[kind] > COUNTED else str(counted[kind]) for kind in KINDS}


def _waiting(person: Person, kind: str, article: int | None) -> Any:
    if kind == "conflicts":
        rows = Conflict.objects.viewable_by(person).awaiting_ruling()
        if article:
            rows = rows.filter(pk__in=Conflict.objects.of_article(article).values("pk"))
        return rows
    quotes = Quote.objects.viewable_by(person).awaiting_review().spoken()
    quotes = quotes.unattributed() if kind == "unattributed" else quotes
    return quotes.filter(text__article=article) if article else quotes


def _fill(made: Desk, person: Person, found: list[Any]) -> None:
    first = found[0]
    if isinstance(first, Conflict):
        chosen = Conflict.objects.filter(pk__in=[row.pk for row in found[:SHOWN]]).order_by("pk")
        listed = light(chosen.with_copies(person))
        made.clash = with_alike(clashes(listed[:1], whole=True)[0], person)
        made.items = [
            Entry(_address(made, row.pk), row.pk == first.pk, who=row.get_kind_display(), words=row.sentence)
            for row in listed
        ]
        return
    made.items = [
        Entry(_address(made, row.pk), row is first, who=who(row.voice), words=in_line(row)) for row in found[:SHOWN]
    ]
    text = first.text
    quotes = quotes_of(person, text)
    standing = clashes(light(Conflict.objects.viewable_by(person).shown_or_moved_on().of_quote(first.pk)))
    [made.card] = cards(
        [quote for quote in quotes if quote.pk == first.pk],
        text.body,
        clashes=facing(standing),
        voices=voices_of(text),
        chosen=first.pk,
    )
    looks = {first.pk: look(first, any(one.conflict.is_clash for one in standing))}
    cut = [block for block in blocks(text.body, quotes, looks) if first.pk in block.begins]
    made.segments = cut[0].segments if cut else ()
    of = headings([text.article_id])[text.article_id]
    made.headline, made.outlet, made.published_at = of.headline, of.outlet, of.published_at


def _address(made: Desk, pk: int) -> str:
    return f"?{made.query}&at={pk}"
