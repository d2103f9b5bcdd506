"""The claims app."""

from pathlib import Path

from django.apps import AppConfig
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from extraction.conflict import encoder


class ClaimsConfig(AppConfig):
    """Quotes, claims and conflicts."""

    name = "claims"
    verbose_name = _("Record")

    def ready(self) -> None:
        """Take another judge of conflicts than what is shipped where the operator says so."""
        if settings.JUDGE_FOLDER:
            encoder.use(Path(settings.JUDGE_FOLDER))
