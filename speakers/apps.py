"""The speakers app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SpeakersConfig(AppConfig):
    """Speakers, voices and decisions about identity."""

    name = "speakers"
    verbose_name = _("Speakers")
