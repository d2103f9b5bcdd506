"""Languages by name."""

from __future__ import annotations

from django.utils.translation import get_language_info
from django.utils.translation import gettext as _


def language_name(code: str) -> str:
    """The name, in the reader's language, of one that `extraction.language` tells apart; else its code."""
    others = {
        "gu": _("Gujarati"),
        "pa": _("Punjabi"),
        "sw": _("Swahili"),
        "tl": _("Tagalog"),
        "zh": _("Chinese"),
    }
    if code in others:
        return others[code]
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code
