"""`manage.py migrate`: Django's own, as the role that owns the tables; then what the app's role may do is granted."""

from __future__ import annotations

from typing import Any

from django.core.management.commands import migrate

from config.owner import as_owner, grant


class Command(migrate.Command):
    """Migrates by `MIGRATION_DATABASE_URL`."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises what Django's command raises."""
        with as_owner() as app:
            super().handle(*args, **options)
            if app and not (options["plan"] or options["check_unapplied"]):
                grant(app)
