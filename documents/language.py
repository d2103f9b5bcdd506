"""Which language a text is in, by its commonest function words. Too few of them, or a near tie, is no answer."""

from __future__ import annotations

import re
from collections import Counter

_LOOKED_AT = 20_000
_FEWEST_WORDS = 12
_LEAST_SHARE = 0.12
_WORD = re.compile(r"[^\W\d_]+")

_FUNCTION_WORDS = {
    "en": "the of and to in a that is was for it with as his on be at by had not are but from or have an they which "
    "were this their has would been who said will its he she",
    "de": "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er "
    "hat dass sie nach wird bei einer um am sind noch wie",
    "fr": "de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont la avec son "
    "aux d l qu n été ont mais",
    "es": "de la que el en y a los se del las un por con no una su para es al lo como más o pero sus le ha me si sin "
    "sobre este entre cuando",
    "it": "di e il la che in a un per del è una le si con i da non al sono lo della come dei gli alla nel anche più ha "
    "l delle dal ma o",
    "pt": "de a o que e do da em um para é com não uma os no se na por mais as dos como mas foi ao ele das tem à seu "
    "sua ou ser",
    "nl": "de en van ik te dat die in een hij het niet zijn is was op aan met als voor had er maar om hem dan zou of "
    "wat mijn men dit zo door over bij ook tot uit",
    "sv": "och i att en det som på är av för med till den har de inte om ett han men var jag sig från vi så kan nu när",
}
_WORDS = {language: frozenset(words.split()) for language, words in _FUNCTION_WORDS.items()}


def language_of(text: str) -> str:
    """Give the two-letter code of a text's language, or "" where it can't be told."""
    words = Counter(_WORD.findall(text[:_LOOKED_AT].lower()))
    total = sum(words.values())
    if total < _FEWEST_WORDS:
        return ""
    shares = {
        language: sum(count for word, count in words.items() if word in known) / total
        for language, known in _WORDS.items()
    }
    best, next_best = sorted(shares, key=lambda language: shares[language], reverse=True)[:2]
    clear = shares[best] >= _LEAST_SHARE and shares[best] >= 1.3 * shares[next_best]
    return best if clear else ""
