"""Mend what is known of where and when an article ran."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from accounts.models import Act, User, acting
from accounts.permissions import require
from accounts.verbs import NEEDS, ActVerb
from articles.actions.comparing import compare_again
from articles.locking import locked
from articles.models import Appearance, Article, Job, Outlet
from articles.states import JobKind


@dataclass(frozen=True, slots=True, kw_only=True)
class AppearanceFields:
    """What may be mended of an appearance. What was received, by whom and when, may not."""

    outlet: Outlet | None = None
    url: str = ""
    headline: str = ""
    byline: str = ""
    published_at: datetime | None = None


def save(appearance: Appearance, wanted: AppearanceFields, *, seen: int, by: User) -> Act:
    """Change what is known of an appearance. Raises `PermissionDenied`, `Stale`, and `ValueError` for a bad address.

    The ledger names what changed; the row's history keeps what stood before.
    """
    require(by, NEEDS[ActVerb.SAVE_APPEARANCE])
    if wanted.url and not wanted.url.startswith(("http://", "https://")):
        raise ValueError(_("The address must begin with http:// or https://."))
    with acting(ActVerb.SAVE_APPEARANCE, by=by) as act:
        row = locked(Appearance.objects.all(), appearance.pk, seen)
        fields = ("outlet", "url", "headline", "byline", "published_at")
        changed = [name for name in fields if getattr(row, name) != getattr(wanted, name)]
        before = {"outlet": row.outlet_id, "published_at": _iso(row.published_at), "version": row.version}
        for name in changed:
            setattr(row, name, getattr(wanted, name))
        row.version += 1
        row.save(update_fields=[*changed, "version"])
        after = {"outlet": row.outlet_id, "published_at": _iso(row.published_at), "version": row.version}
        after["changed"] = changed
        if "published_at" in changed and row.article is not None:
            _dated_anew(row.article)
        return act.record(row, before=before, after=after)


def _dated_anew(article: Article) -> None:
    """Have what the article says compared again: whether two claims clash, and which copy is the first, rests on days.

    Where it wasn't compared yet that comes by itself.
    """
    text = article.current_text
    if text is not None and Job.objects.of(JobKind.COMPARE, text).exists():
        compare_again(text)


def _iso(instant: datetime | None) -> str | None:
    return instant.isoformat() if instant else None
