"""Rows with all that an answer shows, in a number of queries that doesn't grow with the rows."""

from __future__ import annotations

from django.db.models import Prefetch

from accounts.permissions import Person
from articles.models import Appearance, Article
from articles.querysets import AppearanceQuerySet
from claims.models import Conflict, GroupMember, Quote
from claims.querysets import ConflictQuerySet, GroupMemberQuerySet, QuoteQuerySet
from speakers.models import Speaker, Voice
from speakers.querysets import SpeakerQuerySet, VoiceQuerySet


def _heading(path: str) -> Prefetch:
    return Prefetch(path, queryset=Article.objects.with_heading())


def quotes_for(person: Person) -> QuoteQuerySet:
    """Quotes that this person may see."""
    visible: QuoteQuerySet = Quote.objects.viewable_by(person)
    whole = visible.with_copies(person).select_related("voice__speaker", "text").defer("search", "text__body")
    return whole.prefetch_related(_heading("text__article"))


def conflicts_for(person: Person) -> ConflictQuerySet:
    """Conflicts that this person may see."""
    visible: ConflictQuerySet = Conflict.objects.viewable_by(person).clashes()
    joined, unused = [], []
    for side in ("left", "right"):
        joined += [f"{side}__quote__voice__speaker", f"{side}__quote__text"]
        unused += [f"{side}__{name}" for name in ("vector", "plain", "search", "quote__search")]
    headings = [_heading(f"{side}__quote__text__article") for side in ("left", "right")]
    whole = visible.with_copies(person).with_groups()
    return whole.select_related(*joined).defer(*unused).prefetch_related(*headings)


def members_for(person: Person) -> GroupMemberQuerySet:
    """Claims in groups that this person may see."""
    visible: GroupMemberQuerySet = GroupMember.objects.viewable_by(person)
    return visible.with_copies(person).with_quotes().prefetch_related(_heading("claim__quote__text__article"))


def voices_for(person: Person) -> VoiceQuerySet:
    """Voices that this person may see."""
    visible: VoiceQuerySet = Voice.objects.viewable_by(person)
    return visible.select_related("speaker")


def speakers_for(person: Person) -> SpeakerQuerySet:
    """Speakers that this person may see."""
    visible: SpeakerQuerySet = Speaker.objects.viewable_by(person)
    return visible.standing().prefetch_related("aliases")


def appearances_for(person: Person) -> AppearanceQuerySet:
    """Appearances that this person may see, with the work on them."""
    visible: AppearanceQuerySet = Appearance.objects.viewable_by(person)
    return visible.with_work().select_related("outlet", "received_by")
