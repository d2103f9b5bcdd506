"""Outlets, articles, their texts, how they were received, and the work on them."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.admin_rights import STALE, Rights, Versioned
from accounts.models import User
from accounts.permissions import may
from accounts.roles import Verb
from articles.actions import appearances, jobs, outlets
from articles.actions.appearances import AppearanceFields
from articles.models import Appearance, Article, Job, Outlet, Text, Tombstone
from articles.states import JobState
from articles.titles import title_of


@admin.register(Outlet)
class OutletAdmin(Rights):
    """Papers, agencies, stations and sites."""

    changes = Verb.DECIDE_IDENTITY
    addable = True
    refusals = STALE
    form = Versioned
    fields = ["name", "domain", "seen"]
    editable = ("name", "domain", "seen")
    list_display = ["name", "domain"]
    search_fields = ["name", "domain"]

    def saved(self, row: Outlet | None, form: Any, *, by: User) -> Outlet:
        """By the action."""
        said = form.cleaned_data
        return outlets.save(row, name=said["name"], domain=said["domain"], seen=said.get("seen") or 0, by=by)[0]


@admin.register(Article)
class ArticleAdmin(Rights):
    """Articles, under the heading of their earliest appearance. They are received, never made here."""

    fields = ["headline", "outlet", "published", "language", "current_text", "created_at"]
    list_display = ["id", "headline", "outlet", "published", "work", "language", "created_at"]
    list_display_links = ["id", "headline"]
    list_filter = ["language", "created_at", ("appearances__outlet", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["current_text"]
    search_fields = ["appearances__headline", "appearances__filename", "appearances__outlet__name", "appearances__url"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        """With headings and the state of the work, in one query."""
        rows: QuerySet[Article] = super().get_queryset(request).with_heading().with_work()  # type: ignore[attr-defined]  # our queryset
        return rows

    @admin.display(description=_("headline"))
    def headline(self, article: Any) -> str:
        """Else how the text begins."""
        return title_of(article) or "–"

    @admin.display(description=_("outlet"))
    def outlet(self, article: Any) -> str:
        """Its name."""
        return article.outlet_name or "–"

    @admin.display(description=_("published"))
    def published(self, article: Any) -> Any:
        """When."""
        return article.published_at

    @admin.display(description=_("work"))
    def work(self, article: Any) -> str:
        """The latest step, and where it stands."""
        return f"{article.job_kind}: {article.job_state}" if article.job_kind else "–"


@admin.register(Text)
class TextAdmin(Rights):
    """What articles say, version by version. Never changes."""

    fields = ["article", "number", "characters", "sha256", "created_at", "body"]
    list_display = ["id", "article", "number", "characters", "created_at"]
    list_filter = ["created_at"]
    list_select_related = ["article"]
    search_fields = ["article__appearances__headline"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Text]:
        """Lists don't fetch the bodies."""
        rows: QuerySet[Text] = super().get_queryset(request)
        listing = request.resolver_match is not None and request.resolver_match.url_name == "articles_text_changelist"
        return rows.defer("body") if listing else rows

    @admin.display(description=_("fingerprint"))
    def sha256(self, text: Text) -> str:
        """In hex."""
        return bytes(text.fingerprint).hex()


@admin.register(Appearance)
class AppearanceAdmin(Rights):
    """How articles were received. Where and when they ran may be mended."""

    changes = Verb.UPLOAD
    fields = [
        *("headline", "outlet", "url", "byline", "published_at"),
        *("article", "filename", "media_type", "original", "unread", "received_at", "received_by", "desk", "seen"),
    ]
    refusals = STALE
    form = Versioned
    editable = ("headline", "outlet", "url", "byline", "published_at", "seen")
    autocomplete_fields = ["outlet"]
    list_display = ["id", "__str__", "outlet", "published_at", "received_at", "received_by", "article"]
    list_display_links = ["id", "__str__"]
    list_filter = [
        "received_at",
        "media_type",
        ("article", admin.EmptyFieldListFilter),
        ("outlet", admin.RelatedOnlyFieldListFilter),
        ("received_by", admin.RelatedOnlyFieldListFilter),
    ]
    list_select_related = ["outlet", "received_by", "article"]
    search_fields = ["headline", "filename", "url", "outlet__name", "original"]

    def saved(self, row: Appearance | None, form: Any, *, by: User) -> Appearance:
        """By the action."""
        assert row is not None  # appearances are received, never made here
        said = dict(form.cleaned_data)
        seen = said.pop("seen", None) or 0
        appearances.save(row, AppearanceFields(**said), seen=seen, by=by)
        return row


@admin.register(Job)
class JobAdmin(Rights):
    """The work: what waits, what is under way, what failed and why."""

    fields = [
        *("kind", "target_id", "state", "tries", "error_code", "error"),
        *("queued_at", "sent_at", "started_at", "finished_at", "lease_until"),
    ]
    list_display = ["id", "kind", "target_id", "state", "tries", "error_code", "queued_at", "waited_for", "took_for"]
    list_filter = ["state", "kind", "error_code", "queued_at"]
    search_fields = ["=target_id", "error_code", "error"]
    actions = ["retry_chosen"]

    def has_retry_permission(self, request: HttpRequest) -> bool:
        """Whether they may try failed work again."""
        return may(request.user, Verb.UPLOAD)

    @admin.action(description=_("Try the chosen failed jobs again"), permissions=["retry"])
    def retry_chosen(self, request: HttpRequest, chosen: QuerySet[Job]) -> None:
        """One act a job."""
        assert isinstance(request.user, User)
        failed = list(chosen.filter(state=JobState.FAILED))
        for job in failed:
            jobs.retry(job, by=request.user)
        told = ngettext("%(n)s job is queued again.", "%(n)s jobs are queued again.", len(failed))
        self.message_user(request, told % {"n": len(failed)}, messages.SUCCESS if failed else messages.WARNING)

    @admin.display(description=_("waited"))
    def waited_for(self, job: Job) -> str:
        """Seconds."""
        return "–" if job.waited is None else f"{job.waited:.1f} s"

    @admin.display(description=_("took"))
    def took_for(self, job: Job) -> str:
        """Seconds."""
        return "–" if job.took is None else f"{job.took:.1f} s"


@admin.register(Tombstone)
class TombstoneAdmin(Rights):
    """What is left of erased articles. Lifted on the page that stands in the article's place."""

    fields = ["article", "by", "at", "reason", "originals", "texts", "addresses", "lifted_at", "lifted_by"]
    list_display = ["id", "article", "by", "at", "reason", "lifted_at"]
    list_filter = ["at", "lifted_at"]
    list_select_related = ["by"]
    search_fields = ["=article", "reason"]
