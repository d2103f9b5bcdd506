"""In which language a text is written, and whether that is surely another than the one that is read here.

The detector is py3langid: naive Bayes over byte n-grams (Lui and Baldwin 2012, "langid.py: An Off-the-shelf Language
Identification Tool"), with its model in the package. It is loaded at the first question.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from extraction.packaged import Packaged
from extraction.pipeline import ModelMissing

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

READ = "en"
"""The language that the engine reads, as ISO 639-1 names it."""

LANGUAGES = (
    *("af", "ar", "az", "be", "bg", "bn", "bs", "ca", "cs", "cy", "da", "de", "el", "en", "es", "et", "eu", "fa", "fi"),
    *("fr", "ga", "gl", "gu", "he", "hi", "hr", "hu", "hy", "id", "is", "it", "ja", "ka", "kk", "kn", "ko", "lt", "lv"),
    *("mk", "ml", "mr", "ms", "ne", "nl", "nn", "no", "pa", "pl", "pt", "ro", "ru", "sk", "sl", "sq", "sr", "sv", "sw"),
    *("ta", "te", "th", "tl", "tr", "uk", "ur", "uz", "vi", "zh"),
)
"""What is told apart: the languages of newspapers. The detector's pidgins and dialects take English text for theirs."""

SURE = 0.999
"""From this probability on a text is surely not English. Of 30,260 stretches of 20 to 150 words of English newspapers,
and in them lists of foreign names, none reaches it (the most was 0.976); of 352 stretches of about 20 words in 47
other languages all do."""

FEWEST_WORDS = 20
"""Shorter texts are taken for English: a headline of names says little."""

MOST_CHARACTERS = 100_000
"""So much of a text is looked at."""

_WORD = re.compile(r"[^\W\d_]+")
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
"""Scripts that put no blank between words: Thai, Lao, Burmese, Khmer, kana, Chinese characters."""


def language_of(text: str) -> tuple[str, float]:
    """The likeliest language of a text, and how probable it is that it is English, or that it is not.

    The code is of ISO 639-1. For "en" the probability says that the text is English, for any other that it is not:
    between Danish and Norwegian nothing is decided by it.
    """
    identifier = load()
    rated = dict(identifier.rank(text[:MOST_CHARACTERS]))
    code = max(rated, key=lambda each: rated[each])
    english = min(1.0, max(0.0, float(rated[READ])))
    return str(code), english if code == READ else 1.0 - english


def language_read(text: str) -> str:
    """The language that a text is to be taken for: English, unless it is long enough and surely another."""
    if words(text) < FEWEST_WORDS:
        return READ
    code, probability = language_of(text)
    return code if probability >= SURE else READ


def words(text: str) -> int:
    """About how many words a text has; two characters make one where a script puts no blanks between them."""
    unspaced = len(_UNSPACED.findall(text))
    return len(_WORD.findall(_UNSPACED.sub(" ", text))) + unspaced // 2


@cache
def load() -> LanguageIdentifier:
    """Load the detector once a process: about a second. Raises ModelMissing where its file is damaged."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - heavy: only what reads a text needs it

    if wrong := installed().problem():
        raise ModelMissing(wrong)
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(LANGUAGES)
    return identifier


def installed() -> Packaged:
    """The detector's model, with the checksum its package was installed with."""
    return Packaged("py3langid", "The language detector", "data/")
