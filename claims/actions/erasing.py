"""Erase an article for good, and allow it again later. The first can't be undone."""

from __future__ import annotations

from collections.abc import Collection

from django.db import connection, transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from accounts.forgetting import forget
from accounts.models import Act, User, acting
from accounts.permissions import require
from accounts.verbs import NEEDS, ActVerb
from articles import erasing
from articles.actions.comparing import compare_all_again
from articles.models import Article, Text, Tombstone
from claims import twins
from claims.models import Alike, Claim, Conflict, GroupMember, Preview, Quote, Reading
from speakers.erasing import erase_voices
from speakers.locking import undisturbed


@undisturbed
def erase(article: Article, *, reason: str, by: User) -> Tombstone:
    """Take an article down with all that was made of it, wholly or not at all; leave a tombstone.

    Texts, originals, quotes, claims, vectors, conflicts, voices, jobs, history, and what the ledger's rows about them
    say besides who, what and when. Copies elsewhere become originals, and their articles are compared again. Raises
    `PermissionDenied`, `ValueError` without a reason, and `Article.DoesNotExist` where somebody was faster.
    """
    require(by, NEEDS[ActVerb.ERASE_ARTICLE])
    reason = " ".join(reason.split())
    if not reason:
        raise ValueError(_("Say why: the reason is all that will be left."))
    with acting(ActVerb.ERASE_ARTICLE, by=by, reason=reason) as act:
        row = Article.objects.select_for_update().get(pk=article.pk)
        tombstone = erasing.bury(row, reason=reason, by=by)
        _redact_acts(row)
        texts = list(row.texts.values_list("pk", flat=True))
        beside = _erase_quotes(texts)
        beside |= {voice.text_id for voice in erase_voices(texts)}
        erasing.erase_rows(row, tombstone)
        for text in Text.objects.filter(pk__in=beside).defer("body").order_by("pk"):
            beside |= twins.derive(text)
        compare_all_again(beside)
        act.record(row, before={}, after={"tombstone": tombstone.pk})
        transaction.on_commit(erasing.remove_originals, robust=True)  # what fails here, the sweep makes good
    return tombstone


def lift(tombstone: Tombstone, *, by: User) -> Act | None:
    """Let what the tombstone keeps out be sent in again; None where that was done. Raises `PermissionDenied`."""
    require(by, NEEDS[ActVerb.LIFT_TOMBSTONE])
    with acting(ActVerb.LIFT_TOMBSTONE, by=by) as act:
        row = Tombstone.objects.select_for_update(of=("self",)).get(pk=tombstone.pk)
        if row.lifted_at is not None:
            return None
        erasing.lift(row)
        Tombstone.objects.filter(pk=row.pk).update(lifted_at=Now(), lifted_by=by)
        return act.record(row, before={}, after={"article": row.article})


def _redact_acts(article: Article) -> None:
    """Empty what the ledger says of the article's rows besides who did what and when: by the database's own function.

    The app's role can't change the ledger; the function, its owner's, does this alone, and only beside a tombstone.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT redact_acts(%s)", [article.pk])


def _erase_quotes(texts: Collection[int]) -> set[int]:
    """Delete all that was read in these texts. Gives the other texts that print the same words, by key."""
    quotes = set(Quote.objects.filter(text__in=texts).values_list("pk", flat=True))
    claims = set(Claim.objects.filter(quote__in=quotes).values_list("pk", flat=True))
    conflicts = Conflict.objects.filter(Q(left__in=claims) | Q(right__in=claims)).values_list("pk", flat=True)
    copies = Quote.objects.filter(twin_of__in=quotes).exclude(pk__in=quotes)
    beside = set(copies.values_list("text", flat=True))
    beside |= set(Quote.objects.filter(pk__in=quotes, twin_of__isnull=False).values_list("twin_of__text", flat=True))
    copies.update(twin_of=None)
    Alike.objects.filter(Q(left__in=claims) | Q(right__in=claims)).delete()
    forget(GroupMember, GroupMember.objects.filter(claim__in=claims).values_list("pk", flat=True))
    forget(Conflict, conflicts)
    forget(Claim, claims)
    forget(Quote, quotes)
    for model in (Reading, Preview):
        forget(model, model._default_manager.filter(text__in=texts).values_list("pk", flat=True))
    return beside - set(texts)
