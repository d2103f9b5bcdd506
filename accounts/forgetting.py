"""Rows that are to be gone for good: deleted with all that the history of changes holds of them."""

from __future__ import annotations

from collections.abc import Iterable

from django.apps import apps
from django.db import models


def forget(model: type[models.Model], keys: Iterable[int]) -> int:
    """Delete these rows, and then their history, which the deletion writes to once more. Gives how many rows.

    One statement a table: nothing follows the keys that point at them. The database refuses the whole transaction at
    its end where a row still points at one that is gone.
    """
    listed = list(keys)
    rows = model._base_manager.filter(pk__in=listed)
    gone: int = rows._raw_delete(rows.db)  # type: ignore[attr-defined]  # Django's own, without its collecting
    history = apps.get_app_config(model._meta.app_label).models.get(f"{model.__name__}Event".lower())
    if history is not None:
        events = history._base_manager.filter(pgh_obj_id__in=listed)
        events._raw_delete(events.db)  # type: ignore[attr-defined]
    return gone
