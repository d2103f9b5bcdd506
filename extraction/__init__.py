"""On Record's reader: who said what in a news text, and what they claim.

`read` takes a text and gives a `Reading`; offsets are code points of that text, half-open. Nothing here knows
a database or a network. spaCy is loaded at the first reading, not at the import.
"""

from __future__ import annotations

from datetime import date

from extraction.claims import find_claims
from extraction.conflict import Pair, compare, compare_all
from extraction.language import READ, language_read
from extraction.marks import find_quotation_marks
from extraction.pipeline import ModelMissing, describe, parse
from extraction.quotes import find_quotes
from extraction.reader.attributions import find_attributions
from extraction.story import find_names
from extraction.types import Claim, Comparison, Profile, Quote, Reading, Voice
from extraction.voices import THRESHOLD, gather_voices

__all__ = [
    "ENGINE",
    "Claim",
    "Comparison",
    "ModelMissing",
    "Pair",
    "Profile",
    "Quote",
    "Reading",
    "Voice",
    "compare",
    "compare_all",
    "engine",
    "read",
]

ENGINE = "reader 9"
"""Name and version of this engine; `Reading.engine` adds the profile and the parser.

Whoever changes what a text's reading gives raises the number: by it alone earlier readings are found and made again.
"""


def read(
    text: str,
    *,
    published: date | None = None,
    profile: Profile = Profile.ACCURATE,
    threshold: float = THRESHOLD,
) -> Reading:
    """Read a text: its quotes in order, the voices that speak in them, and their claims.

    Takes any text; `published` is its date, from which "on Tuesday" is told; where it is less sure
    who speaks than `threshold` (0 to 1), it says nobody. Raises ModelMissing where the parser's
    pipeline or the reader's files can't be loaded.
    """
    if (language := language_read(text)) != READ:
        return Reading((), (), (), engine(profile, threshold), language)
    doc = parse(text)
    marks = find_quotation_marks(doc)
    attributions, vectors = find_attributions(doc, profile)
    quotes = find_quotes(doc, attributions, marks)
    quotes, voices = gather_voices(doc, quotes, vectors, threshold)
    claims = find_claims(doc, quotes, voices, published)
    return Reading(quotes, voices, claims, engine(profile, threshold), names=find_names(doc))


def engine(profile: Profile = Profile.ACCURATE, threshold: float = THRESHOLD) -> str:
    """What `Reading.engine` says of a reading made now, told without loading a model. Raises ModelMissing."""
    sure = "" if threshold == THRESHOLD else f", names from {threshold:g}"
    return f"{ENGINE} {profile}{sure}, {describe()}"
