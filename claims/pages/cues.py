"""The words that say how something was said, shown wherever a quote stands outside its article.

Without them a denial would read as an assertion: "denied" – "that he had taken money".
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.db.models import F, Func, TextField
from django.utils.translation import gettext as _

from articles.spans import Spans
from claims.models import Quote
from claims.querysets import QuoteQuerySet

_AGAINST = re.compile(
    r"\b(?:not|never|nor|neither|nobody|no one|without|hardly|scarcely|cannot"
    r"|den(?:y|ies|ied|ying|ials?)|refus(?:e|es|ed|ing|als?)|declin(?:e|es|ed|ing)|reject(?:s|ed|ing|ions?)?"
    r"|disput(?:e|es|ed|ing)|dismiss(?:es|ed|ing|als?)?|refut(?:e|es|ed|ing)|rebut(?:s|ted|ting)?"
    r"|repudiat(?:e|es|ed|ing)|disavow(?:s|ed|ing)?|disclaim(?:s|ed|ing)?|contradict(?:s|ed|ing)?"
    r"|doubt(?:s|ed|ing|ful)?|question(?:s|ed|ing)|challeng(?:e|es|ed|ing)|fail(?:s|ed|ing)? to|rul(?:e|es|ed|ing) out"
    r"|stopp?(?:s|ed|ing)? short of)\b|n['’]t\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Cue:
    """How it was said, in the article's words. `against` says that the speaker does not stand behind what follows."""

    words: str
    against: bool


class PiecesOf(Func):
    """The words of a text at spans, its pieces joined: `PiecesOf("text__body", "cue")`. Whole bodies stay put."""

    template = (
        "(SELECT string_agg(substr(v.body, lower(p) + 1, upper(p) - lower(p)), ' … ' ORDER BY lower(p))"
        " FROM (VALUES (%(expressions)s)) AS v(body, spans), unnest(v.spans) AS p)"
    )
    output_field = TextField()


def with_cues(rows: QuoteQuerySet) -> QuoteQuerySet:
    """Each quote with the words of its own cue, and of the one around it where it stands in another quote."""
    return rows.annotate(
        cue_words=PiecesOf(F("text__body"), F("cue")), outer_cue_words=PiecesOf(F("text__body"), F("parent__cue"))
    )


def cue_of(quote: Quote) -> Cue | None:
    """Of a quote fetched `with_cues`; None where the article has no such words."""
    return cue(getattr(quote, "cue_words", None) or "", getattr(quote, "outer_cue_words", None) or "")


def cue_in(body: str, spans: Spans) -> Cue | None:
    """From the text itself."""
    return cue(" … ".join(body[start:end] for start, end in spans))


def cue(words: str, outer: str = "") -> Cue | None:
    """An outer cue is told only where it turns the meaning of what stands in it: "declined" – "to say whether".

    A colon or a dash that introduces what is said tells nothing where that stands alone.
    """
    words, outer = " ".join(words.split()), " ".join(outer.split())
    words = words if any(character.isalnum() for character in words) else ""
    if outer and is_against(outer):
        words = f"{outer} … {words}" if words else outer
    return Cue(words, is_against(words)) if words else None


def is_against(words: str) -> bool:
    """Whether a cue denies, refuses or leaves open what it introduces."""
    return bool(_AGAINST.search(words))


def in_line(quote: Quote) -> str:
    """A quote with its cue as plain words, for a line in a list."""
    how = cue_of(quote)
    return _("%(cue)s — %(words)s") % {"cue": how.words, "words": quote.words} if how else quote.words
