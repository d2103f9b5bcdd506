"""Versions of one article: which new text is one, and which of them is current.

An address is no identity: a front page or a live page shows other articles under one address. So a new text at a
known address is that article's next version only where the two texts are alike.
"""

from __future__ import annotations

import re

from rapidfuzz.distance import Indel

from articles.models import Appearance, Article, Text

ALIKE = 0.5
"""The least share of the shorter text's runs of three words that the longer one must hold (containment, Broder 1997,
"On the resemblance and containment of documents"). A correction keeps nearly all, a story that grows keeps what it
had; two articles on one event that share a paragraph of background keep about a fifth."""

ALIKE_SHORT = 0.7
"""The least likeness, word by word in order (0 to 1), at which short texts are alike: one changed word breaks three
runs of words, which is most of a sentence."""

SHORT = 60
"""Up to so many words in both, a text is short."""

LATEST = 20
"""With how many articles seen at one address, the latest, a new text there is compared."""

_WORD = re.compile(r"\w+")


def version_of(body: str, url: str) -> Article | None:
    """The article at this address whose current text is most like this one, locked; None where none is alike."""
    if not url:
        return None
    there = Article.objects.filter(appearances__url=url).distinct().order_by("-id").select_related("current_text")
    rated = [(likeness(body, one.current_text.body), one.pk) for one in there[:LATEST] if one.current_text is not None]
    best = max(rated, default=(0.0, 0))
    return Article.objects.select_for_update().get(pk=best[1]) if best[0] > 0 else None


def likeness(one: str, other: str) -> float:
    """How alike two texts are, 0 to 1; 0 where they are not alike enough to be versions of one article."""
    first, second = (_WORD.findall(text.casefold()) for text in (one, other))
    if not first or not second:
        return 0.0
    shorter, longer = sorted((_runs(first), _runs(second)), key=len)
    held = len(shorter & longer) / len(shorter)
    in_order = 0.0
    if max(len(first), len(second)) <= SHORT:
        in_order = Indel.normalized_similarity(first, second, score_cutoff=ALIKE_SHORT)
    return max(held if held >= ALIKE else 0.0, in_order)


def make_current(text: Text, appearance: Appearance) -> bool:
    """Make the text its article's current one if this appearance of it is the latest. Says whether that changed.

    Of two appearances the one published later is later; where that is not known of both, or the same, the one
    received later. Only what appears at the same address counts, or all where the new one states none: what is
    reprinted elsewhere in an old version takes nothing back. Runs inside a transaction.
    """
    article = Article.objects.select_for_update().get(pk=text.article_id)
    if article.current_text_id == text.pk:
        return False
    if article.current_text_id is not None:
        shown = Appearance.objects.filter(article=article).exclude(pk=appearance.pk)
        if appearance.url:
            shown = shown.filter(url=appearance.url)
            if not shown.exists():
                return False
        rivals = shown.filter(text=article.current_text_id)
        if any(_later(rival, appearance) for rival in rivals):
            return False
    article.current_text = text
    article.save(update_fields=["current_text"])
    return True


def _later(one: Appearance, other: Appearance) -> bool:
    if one.published_at and other.published_at and one.published_at != other.published_at:
        return one.published_at > other.published_at
    return one.pk > other.pk


def _runs(words: list[str]) -> set[tuple[str, ...]]:
    """All runs of three words; the words themselves where there are fewer."""
    return {tuple(words[at : at + 3]) for at in range(max(1, len(words) - 2))}
