"""People, desks and the ledger, as administrators see them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.models import Group
from django.contrib.auth.password_validation import validate_password
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from knox.models import AuthToken

from accounts.actions import members
from accounts.actions.members import MemberFields
from accounts.admin_rights import STALE, Rights, Versioned
from accounts.models import Act, Desk, Membership, User
from accounts.roles import Role, Verb
from accounts.verbs import ActVerb

admin.site.unregister(Group)  # what people may do follows from their roles alone
admin.site.unregister(AuthToken)  # a token is got by the one who uses it, and dies with the account's activity


class MemberForm(Versioned):
    """A member, the roles held at each desk, and a new password."""

    held = forms.MultipleChoiceField(
        label=gettext_lazy("Roles"), required=False, widget=forms.CheckboxSelectMultiple, choices=()
    )
    password_now = forms.CharField(
        label=gettext_lazy("New password"),
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=gettext_lazy("Left empty, the password stays as it is."),
    )

    class Meta:
        model = User
        fields = ["username", "first_name", "last_name", "email", "is_active"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = self.fields["held"]
        assert isinstance(held, forms.MultipleChoiceField)
        held.choices = [
            (f"{desk.pk}:{role.value}", f"{desk}: {role.label}") for desk in Desk.objects.all() for role in Role
        ]
        if self.instance.pk:
            rows = self.instance.memberships.values_list("desk_id", "role")
            held.initial = [f"{desk}:{role}" for desk, role in rows]

    def clean_password_now(self) -> str:
        """Raises `ValidationError` for a weak password, or for none where one is needed."""
        password = str(self.cleaned_data["password_now"])
        if password:
            validate_password(password, self.instance)
        elif not self.instance.pk:
            raise forms.ValidationError(_("A new member needs a password."))
        return password

    def roles(self) -> frozenset[tuple[int, Role]]:
        """The pairs that are ticked."""
        pairs = (pair.split(":") for pair in self.cleaned_data["held"])
        return frozenset((int(desk), Role(role)) for desk, role in pairs)


@admin.register(User)
class UserAdmin(Rights):
    """Members and their roles."""

    sees = changes = Verb.ADMINISTER
    addable = True
    refusals = STALE
    form = MemberForm
    fields = [
        *("username", "first_name", "last_name", "email", "is_active"),
        *("held", "password_now", "is_superuser", "date_joined", "last_login", "seen"),
    ]
    editable = ("username", "first_name", "last_name", "email", "is_active", "held", "password_now", "seen")
    list_display = ["username", "get_full_name", "email", "roles_held", "is_active", "last_login"]
    list_filter = ["is_active", "memberships__role", "memberships__desk"]
    search_fields = ["username", "first_name", "last_name", "email"]
    ordering = ["username"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        """With roles, in one query."""
        return super().get_queryset(request).prefetch_related("memberships__desk")

    @admin.display(description=gettext_lazy("roles"))
    def roles_held(self, user: User) -> str:
        """Each role with its desk."""
        return ", ".join(f"{row.get_role_display()} ({row.desk})" for row in user.memberships.all())

    def saved(self, row: User | None, form: Any, *, by: User) -> User:
        """By the action."""
        said = form.cleaned_data
        wanted = MemberFields(
            username=said["username"],
            first_name=said["first_name"],
            last_name=said["last_name"],
            email=said["email"],
            is_active=said["is_active"],
            roles=form.roles(),
            password=said["password_now"],
        )
        return members.save(row, wanted, seen=said.get("seen") or 0, by=by)[0]


@admin.register(Desk)
class DeskAdmin(Rights):
    """Desks."""

    sees = changes = Verb.ADMINISTER
    addable = True
    refusals = STALE
    form = Versioned
    fields = ["name", "seen"]
    editable = ("name", "seen")
    list_display = ["name"]
    search_fields = ["name"]

    def saved(self, row: Desk | None, form: Any, *, by: User) -> Desk:
        """By the action."""
        said = form.cleaned_data
        return members.save_desk(row, said["name"], seen=said.get("seen") or 0, by=by)[0]


@admin.register(Membership)
class MembershipAdmin(Rights):
    """Who holds which role where; changed at the member."""

    sees = Verb.ADMINISTER
    fields = ["user", "desk", "role"]
    list_display = ["user", "desk", "role"]
    list_filter = ["role", "desk"]
    list_select_related = ["user", "desk"]
    search_fields = ["user__username", "desk__name"]


class VerbFilter(admin.SimpleListFilter):
    """Acts of one kind."""

    title = gettext_lazy("verb")
    parameter_name = "verb"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """All verbs of the ledger."""
        return [(verb.value, str(verb.label)) for verb in ActVerb]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Act]) -> QuerySet[Act]:
        """Acts of the chosen kind."""
        return queryset.filter(verb=self.value()) if self.value() else queryset


@admin.register(Act)
class ActAdmin(Rights):
    """The ledger: nothing in it ever changes."""

    fields = [
        *("verb", "by", "at", "object_type", "object_id", "reason"),
        *("before", "after", "undoes", "batch", "request_id"),
    ]
    list_display = ["at", "by", "sentence", "object_type", "object_id", "reason"]
    list_filter = [VerbFilter, "object_type", ("by", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["by"]
    search_fields = ["reason", "request_id", "by__username"]
    date_hierarchy = "at"

    @admin.display(description=gettext_lazy("what"))
    def sentence(self, act: Act) -> str:
        """The verb in words."""
        return str(ActVerb(act.verb).label) if act.verb in ActVerb.values else act.verb

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """The history of a row asks for its acts by type and key."""
        return lookup in {"object_type", "object_id"} or super().lookup_allowed(lookup, value, request)
