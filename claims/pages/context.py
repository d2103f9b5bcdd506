"""What every page needs: who may do what, where we are, the stylesheets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from accounts.permissions import Person, may
from accounts.roles import Verb

SHEETS = tuple(f"css/{name}.css" for name in ("tokens", "base", "layout", "cards", "chain", "lists"))


@dataclass(frozen=True, slots=True)
class May:
    """What the person who looks may do; templates leave out what they may not."""

    see: bool
    work: bool
    upload: bool
    review: bool
    rule: bool
    identity: bool
    read_again: bool
    erase: bool


@dataclass(frozen=True, slots=True)
class Link:
    """One entry of the navigation."""

    name: str
    label: str
    here: bool


@dataclass(frozen=True, slots=True)
class Page:
    """The frame of a page."""

    may_see: bool
    is_staff: bool
    words: str
    links: tuple[Link, ...]
    sheets: tuple[str, ...] = SHEETS


def allowed(person: Person) -> May:
    """What this person may do. One query at most, once a request."""
    verbs = (
        *(Verb.SEE, Verb.SEE_WORK, Verb.UPLOAD, Verb.REVIEW_QUOTE, Verb.RULE_CONFLICT, Verb.DECIDE_IDENTITY),
        *(Verb.READ_AGAIN, Verb.ERASE),
    )
    return May(*(may(person, verb) for verb in verbs))


def page(request: HttpRequest) -> dict[str, Any]:
    """Django's context processor. Nothing is asked of the database until a template asks."""
    return {"page": SimpleLazyObject(lambda: _frame(request)), "may": SimpleLazyObject(lambda: allowed(request.user))}


def _frame(request: HttpRequest) -> Page:
    here = request.resolver_match.url_name if request.resolver_match else ""
    listed = (
        ("front", _("Front page"), ()),
        ("articles", _("Articles"), ("article", "appearance", "article-erase")),
        ("speakers", _("Speakers"), ("speaker", "speaker-identity")),
        ("conflicts", _("Conflicts"), ("conflict",)),
        ("queue", _("Queue"), ("quote-choose",)),
    )
    shown = listed if may(request.user, Verb.SEE_WORK) else listed[:-1]  # the queue is the newsroom's
    links = tuple(Link(name, label, here == name or here in below) for name, label, below in shown)
    return Page(
        may_see=may(request.user, Verb.SEE),
        is_staff=bool(getattr(request.user, "is_staff", False)),
        words=request.GET.get("q", "") if here == "search" else "",
        links=links,
    )
