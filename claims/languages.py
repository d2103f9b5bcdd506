"""Languages by name, and what is said of a text in one that isn't read."""

from __future__ import annotations

from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from extraction.language import READ


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


def is_read(code: str | None) -> bool:
    """Whether a text that was found to be in this language was read in it; so it is taken to be where it wasn't yet."""
    return code is None or code == READ


def language_notice(code: str | None) -> str:
    """The sentence on a text that was found to be in this language; "" for English, or where it wasn't read yet."""
    if code is None or is_read(code):
        return ""
    told = _("This text seems to be in %(language)s. Only English is read here: what is said in it is not on record.")
    return told % {"language": language_name(code)}
