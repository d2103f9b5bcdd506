"""Erasing an article for good, as far as this room knows it; what is left of it, and what that keeps out.

The rows go in one transaction. The files go once that is committed, and again with every sweep: a process that is
killed in between, or a sender who was faster, leaves nothing.
"""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.db.models import Q

from accounts.forgetting import forget
from accounts.models import Act, User
from articles import originals
from articles.models import Appearance, Article, Job, Outlet, Text, Tombstone
from articles.querysets import AppearanceQuerySet, address_hash
from articles.states import JobKind


def bury(article: Article, *, reason: str, by: User) -> Tombstone:
    """Write the tombstone, by which alone the article's rows may go. What another article has too isn't kept out."""
    received = Appearance.objects.filter(article=article)
    elsewhere = Appearance.objects.exclude(article=None).exclude(article=article)
    kept_out = {}
    for name in ("original", "url"):
        values = set(received.values_list(name, flat=True)) - {""}
        kept_out[name] = values - set(elsewhere.filter(**{f"{name}__in": values}).values_list(name, flat=True))
    fingerprints = article.texts.values_list("fingerprint", flat=True)
    return Tombstone.objects.create(
        article=article.pk,
        by=by,
        reason=reason,
        originals=sorted(kept_out["original"]),
        texts=sorted(bytes(fingerprint).hex() for fingerprint in fingerprints),
        addresses=sorted(address_hash(url) for url in kept_out["url"]),
    )


def erase_rows(article: Article, tombstone: Tombstone) -> None:
    """Delete the article, its texts, how it was received, and the jobs; outlets that nothing else names go too.

    Whoever works on one of them finds the job gone, and ends. Inside the transaction of `bury`.
    """
    texts = list(article.texts.values_list("pk", flat=True))
    received = _receipts(article.pk, tombstone.originals)
    _forget_receipts(received)
    forget(Job, Job.objects.exclude(kind=JobKind.EXTRACT).filter(target_id__in=texts).values_list("pk", flat=True))
    Article.objects.filter(pk=article.pk).update(current_text=None)
    forget(Text, texts)
    forget(Article, [article.pk])
    forget(Outlet, _unnamed_outlets())


def lift(tombstone: Tombstone) -> None:
    """Forget what was refused since, so that the same may be sent in again. Inside the transaction that lifts it."""
    remove_originals()
    _forget_receipts(_receipts(None, tombstone.originals))


def take_in(tombstone: Tombstone, original: str) -> None:
    """Keep another file out that turned out to hold the erased text: it goes, unless another article has it too."""
    with transaction.atomic():
        row = Tombstone.objects.select_for_update().get(pk=tombstone.pk)
        elsewhere = Appearance.objects.exclude(article=None).filter(original=original)
        if row.lifted_at is None and original not in row.originals and not elsewhere.exists():
            row.originals = sorted([*row.originals, original])
            row.save(update_fields=["originals"])
    remove_originals()


def remove_originals() -> int:
    """Take all files out of the store that tombstones keep out. Gives how many there were."""
    return sum(originals.remove(original) for original in Tombstone.objects.standing().originals())


def _receipts(article: int | None, kept_out: Collection[str]) -> AppearanceQuerySet:
    """Receipts of the article, and those of its files that are bound to none."""
    of = Q(article=None, original__in=kept_out)
    return Appearance.objects.filter(of if article is None else of | Q(article=article))


def _forget_receipts(received: AppearanceQuerySet) -> None:
    keys = list(received.values_list("pk", flat=True))
    forget(Job, Job.objects.filter(kind=JobKind.EXTRACT, target_id__in=keys).values_list("pk", flat=True))
    forget(Appearance, keys)


def _unnamed_outlets() -> list[int]:
    """Outlets that no receipt names any more and no person has touched: a document alone told of them."""
    touched = Act.objects.filter(object_type=Outlet._meta.label_lower)
    rows = Outlet.objects.filter(appearances=None).exclude(pk__in=touched.values("object_id"))
    return list(rows.values_list("pk", flat=True))
