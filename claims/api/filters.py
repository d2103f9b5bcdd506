"""What lists can be narrowed by."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from articles.models import Article
from articles.states import JobState
from claims.models import Conflict, GroupMember, Quote
from claims.querysets import ConflictQuerySet, GroupMemberQuerySet, QuoteQuerySet
from claims.states import ConflictKind, ConflictState, MemberState, QuoteKind, QuoteState
from speakers.models import Speaker, Voice
from speakers.states import SpeakerKind, VoiceKind

_LARGEST = 2**63 - 1


class _KeyField(forms.IntegerField):
    """A row's key, within what the database can hold."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=1, max_value=_LARGEST, **kwargs)


class Key(django_filters.NumberFilter):
    """Rows of one other row, by its key."""

    field_class = _KeyField


class Words(django_filters.CharFilter):
    """Words to look for; at most 500 characters."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=500, **kwargs)


class ArticleFilters(django_filters.FilterSet):
    """Articles by where the work on them stands."""

    state = django_filters.ChoiceFilter(field_name="job_state", choices=JobState.choices)

    class Meta:
        model = Article
        fields: list[str] = []


class QuoteFilters(django_filters.FilterSet):
    """Quotes. Without a state: those on record, neither rejected nor superseded."""

    article = Key(field_name="text__article", help_text=_("Quotes of this article."))
    speaker = Key(field_name="voice__speaker", help_text=_("Quotes of this speaker."))
    voice = Key(field_name="voice", help_text=_("Quotes of this voice."))
    state = django_filters.ChoiceFilter(choices=QuoteState.choices)
    kind = django_filters.ChoiceFilter(choices=QuoteKind.choices)
    unattributed = django_filters.BooleanFilter(
        field_name="voice", lookup_expr="isnull", help_text=_("True: only quotes of nobody; false: of somebody.")
    )
    q = Words(method="saying", help_text=_('Words, as in a web search: "exact phrase", -without, or.'))

    class Meta:
        model = Quote
        fields: list[str] = []

    def saying(self, quotes: QuoteQuerySet, name: str, words: str) -> QuoteQuerySet:
        """Quotes with these words."""
        return quotes.saying(words)

    def filter_queryset(self, queryset: QuoteQuerySet) -> QuoteQuerySet:
        """All filters, and those on record where no state is asked for."""
        found: QuoteQuerySet = super().filter_queryset(queryset)
        return found if self.form.cleaned_data["state"] else found.on_record()


class ConflictFilters(django_filters.FilterSet):
    """Conflicts. Without a state: those that nobody has dismissed."""

    article = Key(method="of_article", help_text=_("Conflicts with a side in this article."))
    speaker = Key(method="of_speaker", help_text=_("Conflicts in which this speaker is on a side."))
    state = django_filters.ChoiceFilter(choices=ConflictState.choices)
    kind = django_filters.ChoiceFilter(choices=ConflictKind.choices)

    class Meta:
        model = Conflict
        fields: list[str] = []

    def of_article(self, conflicts: ConflictQuerySet, name: str, key: int) -> ConflictQuerySet:
        """Those with a side in the article's current text."""
        current = Article.objects.filter(pk=key).values_list("current_text_id", flat=True).first()
        return conflicts.none() if current is None else conflicts.of_text(current)

    def of_speaker(self, conflicts: ConflictQuerySet, name: str, key: int) -> ConflictQuerySet:
        """Those with the speaker on a side."""
        return conflicts.of_speaker(key)

    def filter_queryset(self, queryset: ConflictQuerySet) -> ConflictQuerySet:
        """All filters, and those not dismissed where no state is asked for."""
        found: ConflictQuerySet = super().filter_queryset(queryset)
        return found.standing() if self.form.cleaned_data["state"] else found.shown()


class MemberFilters(django_filters.FilterSet):
    """Claims in groups. Without a state: those that nobody has taken out."""

    group = Key(field_name="group", help_text=_("Claims that say the same: those of this group."))
    claim = Key(field_name="claim", help_text=_("This claim, where it is in a group."))
    quote = Key(field_name="claim__quote", help_text=_("Claims of this quote that are in a group."))
    state = django_filters.ChoiceFilter(choices=MemberState.choices)

    class Meta:
        model = GroupMember
        fields: list[str] = []

    def filter_queryset(self, queryset: GroupMemberQuerySet) -> GroupMemberQuerySet:
        """All filters, of claims on record, and without those taken out where no state is asked for."""
        found: GroupMemberQuerySet = super().filter_queryset(queryset)
        return found.standing() if self.form.cleaned_data["state"] else found.standing().in_group()


class SpeakerFilters(django_filters.FilterSet):
    """Speakers by kind and by a part of the name."""

    kind = django_filters.ChoiceFilter(choices=SpeakerKind.choices)
    q = Words(field_name="name", lookup_expr="icontains", help_text=_("A part of the name."))

    class Meta:
        model = Speaker
        fields: list[str] = []


class VoiceFilters(django_filters.FilterSet):
    """Voices."""

    article = Key(field_name="text__article")
    speaker = Key(field_name="speaker")
    kind = django_filters.ChoiceFilter(choices=VoiceKind.choices)
    unmatched = django_filters.BooleanFilter(field_name="speaker", lookup_expr="isnull")

    class Meta:
        model = Voice
        fields: list[str] = []
