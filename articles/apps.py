"""The articles app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    """Intake, texts and jobs."""

    name = "articles"
    verbose_name = _("Articles")
