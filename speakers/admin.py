"""Speakers, their names, the voices of articles, and who decided what of them."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from accounts.admin_rights import Rights
from accounts.models import User
from accounts.roles import Verb
from articles.locking import Stale
from speakers.actions import identity, merging, speakers
from speakers.actions.speakers import SpeakerFields
from speakers.lookalikes import odd_characters
from speakers.models import Alias, Decision, Speaker, Voice
from speakers.states import Answer, SpeakerKind

_STALE: dict[type[Exception], object] = {
    Stale: _("Someone has changed it since you opened it. It is shown as it stands now; nothing was saved."),
}


class SpeakerForm(forms.ModelForm):
    """A speaker, the names it goes by, and the version that was opened."""

    known_as = forms.CharField(
        label=_("Also known as"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6, "cols": 60}),
        help_text=_("One name a line. Voices with these names are this speaker; a name taken away is matched anew."),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Speaker
        fields = ["name", "kind", "wikidata"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["known_as"].initial = "\n".join(alias.name for alias in self.instance.aliases.all())
            self.fields["seen"].initial = self.instance.version


class VoiceForm(forms.ModelForm):
    """Who a voice is, and the version that was opened."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Voice
        fields = ["speaker"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = self.instance.version


@admin.register(Speaker)
class SpeakerAdmin(Rights):
    """People, organisations, governments and groups on record."""

    changes = Verb.DECIDE_IDENTITY
    addable = True
    refusals = _STALE
    form = SpeakerForm
    actions = ["merge_chosen"]
    fields = [
        *("name", "looks", "kind", "known_as", "wikidata"),
        *("canonical", "stands", "version", "created_at", "seen"),
    ]
    editable = ("name", "kind", "known_as", "wikidata", "seen")
    list_display = ["name", "looks", "kind", "known_as", "canonical", "created_at"]
    list_filter = ["kind", ("canonical", admin.EmptyFieldListFilter), "stands", "created_at"]
    list_select_related = ["canonical"]
    search_fields = ["name", "aliases__name"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Speaker]:
        """With aliases, in one query more."""
        rows: QuerySet[Speaker] = super().get_queryset(request)
        return rows.prefetch_related("aliases")

    @admin.display(description=_("also known as"))
    def known_as(self, speaker: Speaker) -> str:
        """The other names."""
        return ", ".join(alias.name for alias in speaker.aliases.all() if alias.name != speaker.name)

    @admin.display(description=_("look-alike letters"))
    def looks(self, speaker: Speaker) -> str:
        """The letters of its names that may deceive."""
        odd = [one for name in (speaker.name, *(a.name for a in speaker.aliases.all())) for one in odd_characters(name)]
        return ", ".join(dict.fromkeys(f"{one.char} ({one.called})" for one in odd))

    def has_identity_permission(self, request: HttpRequest) -> bool:
        """Whether they may merge."""
        return self.has_change_permission(request)

    @admin.action(description=_("Merge the two chosen speakers under the older one"), permissions=["identity"])
    def merge_chosen(self, request: HttpRequest, chosen: QuerySet[Speaker]) -> None:
        """The one that is longer on record keeps its name. Taken back on the speaker's page."""
        rows = list(chosen.order_by("created_at", "pk")[:3])
        if len(rows) != 2:
            self.message_user(request, _t("Choose two speakers to merge."), messages.WARNING)
            return
        into, goes = rows
        try:
            merging.merge(goes, into, seen=None, by=cast(User, request.user))
        except ValueError as refused:
            self.message_user(request, str(refused), messages.ERROR)
            return
        told = _t("“%(one)s” is now under “%(other)s”.") % {"one": goes.name, "other": into.name}
        self.message_user(request, told, messages.SUCCESS)

    def saved(self, row: Speaker | None, form: Any, *, by: User) -> Speaker:
        """By the action."""
        said = form.cleaned_data
        wanted = SpeakerFields(
            name=said["name"],
            kind=SpeakerKind(said["kind"]),
            wikidata=said["wikidata"],
            aliases=tuple(line for line in said["known_as"].splitlines() if line.strip()),
        )
        return speakers.save(row, wanted, seen=said["seen"] or 0, by=by)[0]


@admin.register(Alias)
class AliasAdmin(Rights):
    """Names that speakers go by; changed at the speaker."""

    fields = ["name", "normalised", "speaker"]
    list_display = ["name", "normalised", "speaker"]
    list_filter = ["speaker__kind"]
    list_select_related = ["speaker"]
    search_fields = ["name", "normalised", "speaker__name"]


@admin.register(Voice)
class VoiceAdmin(Rights):
    """Those who speak in articles. Who a voice is can be decided; all its quotes follow."""

    changes = Verb.DECIDE_IDENTITY
    refusals = _STALE
    form = VoiceForm
    fields = [
        *("name", "kind", "speaker", "match", "may_be", "score", "reason", "candidates", "text", "mentions"),
        *("number", "by_person", "version", "seen"),
    ]
    editable = ("speaker", "seen")
    autocomplete_fields = ["speaker"]
    list_display = ["name", "kind", "speaker", "score", "by_person", "text"]
    list_filter = ["kind", "by_person", ("speaker", admin.EmptyFieldListFilter)]
    list_select_related = ["speaker", "text"]
    search_fields = ["name", "speaker__name"]

    def saved(self, row: Voice | None, form: Any, *, by: User) -> Voice:
        """A decision: the chosen speaker is *the same*; one that was taken away is *different*."""
        assert row is not None  # voices are read, never made here
        chosen, seen = form.cleaned_data["speaker"], form.cleaned_data["seen"] or 0
        if chosen is None and row.speaker is not None:
            identity.decide(row, row.speaker, Answer.DIFFERENT, seen=seen, by=by)
        elif chosen is not None:
            identity.decide(row, chosen, Answer.SAME, seen=seen, by=by)
        return row


@admin.register(Decision)
class DecisionAdmin(Rights):
    """What people decided of who is who. Withdrawn, never deleted."""

    fields = ["voice", "other", "name", "speaker", "answer", "leads", "by", "at", "withdrawn_at", "undone_at"]
    list_display = ["about", "speaker", "answer", "by", "at", "withdrawn_at"]
    list_filter = ["answer", ("withdrawn_at", admin.EmptyFieldListFilter), ("by", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["voice", "other", "speaker", "by"]
    search_fields = ["voice__name", "other__name", "name", "speaker__name"]
    date_hierarchy = "at"

    @admin.display(description=_("about"))
    def about(self, decision: Decision) -> str:
        """The voice, the other speaker or the name."""
        return str(decision.voice or decision.other or decision.name)
