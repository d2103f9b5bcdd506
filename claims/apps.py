"""The claims app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ClaimsConfig(AppConfig):
    """Quotes, claims and conflicts."""

    name = "claims"
    verbose_name = _("Record")
