"""Who gets into the administration, and what each may change there: the same table as everywhere else.

Nothing is written by the administration itself: every save and every bulk act is an action, and the
ledger, not Django's own log, keeps the record. Nothing can be deleted.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import models
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from accounts.actions.members import IN_ADMIN
from accounts.locking import Stale
from accounts.models import User
from accounts.permissions import may
from accounts.roles import Verb


class _NotSaved(Exception):
    """An action refused what the form asked for; nothing was changed."""


STALE: dict[type[Exception], object] = {
    Stale: gettext_lazy("Someone has changed it since you opened it. It is shown as it stands now; nothing was saved."),
}
"""The sentence for whoever was slower."""


class Versioned(ModelForm):
    """A form that knows which version of its row was opened."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "seen" in self.fields:
            self.fields["seen"].initial = self.instance.version


class OnRecordSite(admin.AdminSite):
    """Django's stock administration, for curators and administrators."""

    site_title = gettext_lazy("On Record")
    site_header = gettext_lazy("On Record: administration")
    index_title = gettext_lazy("What is kept")

    def has_permission(self, request: HttpRequest) -> bool:
        """Whether they get in at all."""
        user = request.user
        return isinstance(user, User) and user.is_active and (user.is_superuser or not IN_ADMIN.isdisjoint(user.roles))

    @method_decorator(never_cache)
    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """There is one sign-in page. Raises `PermissionDenied` for a member who has no business here."""
        index = reverse("admin:index")
        wanted = request.GET.get("next", index)
        if not url_has_allowed_host_and_scheme(wanted, {request.get_host()}):
            wanted = index
        if self.has_permission(request):
            return HttpResponseRedirect(wanted)
        if request.user.is_authenticated:
            raise PermissionDenied(_("Your role does not let you into the administration."))
        return redirect_to_login(wanted)

    def password_change(  # type: ignore[override]  # it answers with the way to our page
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """There is one page for it too, whose change is in the ledger."""
        return HttpResponseRedirect(reverse("password-change"))


class Rights(admin.ModelAdmin):
    """A page of the administration whose rights come from the one table of roles and verbs.

    `editable` are the form's fields that `saved` hands to an action; all others are shown only.
    """

    sees: Verb = Verb.SEE
    changes: Verb | None = None
    addable = False
    editable: tuple[str, ...] = ()
    refusals: Mapping[type[Exception], object] = {}
    """What an action may raise besides `ValueError`, and the sentence for each."""
    show_full_result_count = False
    list_per_page = 50
    view_on_site = False

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        """What this person may see."""
        rows = super().get_queryset(request)
        return rows.viewable_by(request.user) if hasattr(rows, "viewable_by") else rows

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whether they may look."""
        return may(request.user, self.sees)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Whether the index names it."""
        return self.has_view_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whether they may change a row here."""
        return self.changes is not None and may(request.user, self.changes)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whether they may add a row here."""
        return self.addable and self.has_change_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nothing is deleted here."""
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """All but the editable ones; what can't be known before a row is made isn't asked for."""
        return [name for name in self._named(obj) if name not in self.editable]

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """All, or only the editable ones of a row to be made."""
        return self._named(obj)

    def _named(self, obj: Any) -> list[str]:
        names = [str(name) for name in self.fields or ()]
        return names if obj is not None else [name for name in names if name in self.editable and name != "seen"]

    def saved(self, row: Any, form: ModelForm, *, by: User) -> Any:
        """Hand what the form says to an action; `row` is None for one to be made. Gives the row as it is now."""
        raise NotImplementedError

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """The action saves, in its own transaction with its row of the ledger."""
        assert isinstance(request.user, User)
        before = self.model._default_manager.get(pk=obj.pk) if change else None
        try:
            obj.pk = self.saved(before, form, by=request.user).pk
        except ValueError as error:
            raise _NotSaved(str(error)) from error
        except tuple(self.refusals) as refusal:
            raise _NotSaved(str(self.refusals[type(refusal)])) from refusal

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """The action has done that too."""

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The form; what an action refuses is said above it, and nothing is changed."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except _NotSaved as refused:
            messages.error(request, str(refused))
            return HttpResponseRedirect(request.get_full_path())

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """What people did with the row: in the ledger."""
        asked = {"object_type": self.model._meta.label_lower, "object_id": object_id}
        return HttpResponseRedirect(f"{reverse('admin:accounts_act_changelist')}?{urlencode(asked)}")

    def log_addition(self, *args: Any) -> None:  # type: ignore[override]  # the ledger has it
        """Not logged twice."""

    def log_change(self, *args: Any) -> None:  # type: ignore[override]  # the ledger has it
        """Not logged twice."""
