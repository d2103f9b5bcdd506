"""One's own password."""

from __future__ import annotations

from django.contrib.auth.password_validation import validate_password

from accounts.locking import locked
from accounts.models import Act, User, acting
from accounts.verbs import ActVerb


def change(password: str, *, by: User) -> Act:
    """Give oneself a new password; the tokens of the API got with the old one end. No role is needed for it.

    Raises `ValidationError` for a weak password.
    """
    validate_password(password, by)
    with acting(ActVerb.CHANGE_PASSWORD, by=by) as act:
        row = locked(User.objects.all(), by.pk, None)
        before = {"version": row.version}
        row.set_password(password)
        row.version += 1
        row.save(update_fields=["password", "version"])
        return act.record(row, before=before, after={"version": row.version, "password": True})
