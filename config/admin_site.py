"""The admin under our own app config, so that its default site can grow."""

from django.contrib.admin.apps import AdminConfig


class OnRecordAdmin(AdminConfig):
    """Django's stock admin, with our rule of who gets in."""

    default_site = "accounts.admin_rights.OnRecordSite"
    default = False
