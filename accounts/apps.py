"""The accounts app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """Users, desks, memberships and the ledger."""

    name = "accounts"
    verbose_name = _("People and their acts")
