"""What of the record a person may see, in which order, and with what beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.postgres.search import SearchQuery
from django.db.models import Case, F, OuterRef, Q, Subquery, When

from articles.locking import locked
from articles.models import Appearance
from articles.querysets import VisibleQuerySet
from claims.states import ConflictRelation, ConflictState, CueClass, QuoteState

if TYPE_CHECKING:
    from claims.models import Claim, Conflict, Preview, Quote, Reading  # noqa: F401 - named as the type of a queryset's rows

ON_RECORD = (QuoteState.SUGGESTED, QuoteState.ACCEPTED)
"""States in which a quote counts."""
SPOKEN = (CueClass.SPEECH, CueClass.DOCUMENT)
"""Said or written: what pages show, and what can clash. A thought or a sight that is told of somebody is neither."""


class QuoteQuerySet(VisibleQuerySet["Quote"]):
    """Quotes."""

    def on_record(self) -> QuoteQuerySet:
        """Neither rejected nor superseded, and of the article's current text."""
        return self.filter(state__in=ON_RECORD, text__article__current_text=F("text"))

    def spoken(self) -> QuoteQuerySet:
        """Said or written, not merely thought or seen."""
        return self.filter(cue_class__in=SPOKEN)

    def awaiting_review(self) -> QuoteQuerySet:
        """Suggested by the machine, and nobody has ruled yet."""
        return self.on_record().filter(state=QuoteState.SUGGESTED, parent=None)

    def unattributed(self) -> QuoteQuerySet:
        """Nobody is named."""
        return self.filter(voice=None)

    def saying(self, words: str) -> QuoteQuerySet:
        """Quotes with these words, as in a web search: "exact phrase", -without, or."""
        return self.filter(search=SearchQuery(words, config="english", search_type="websearch"))

    def for_cards(self) -> QuoteQuerySet:
        """With all that a card shows, in one query."""
        whole = self.select_related("voice__speaker", "text__article", "parent__voice__speaker")
        return whole.defer("parent__search")

    def newest(self) -> QuoteQuerySet:
        """By key, newest first."""
        return self.order_by("-id")

    def latest_published(self, after: int | None = None) -> QuoteQuerySet:
        """By the date of the article, the latest first, those without one last; `after` the quote of this key."""
        appearances = Appearance.objects.filter(article=OuterRef("text__article")).exclude(published_at=None)
        dated = self.annotate(published_at=Subquery(appearances.order_by("id").values("published_at")[:1]))
        rows = dated.order_by(F("published_at").desc(nulls_last=True), "-id")
        last = dated.filter(pk=after).values_list("published_at", flat=True) if after is not None else ()
        for at in last:
            here, undated = Q(published_at=at, pk__lt=after), Q(published_at=None)
            later = undated & Q(pk__lt=after) if at is None else Q(published_at__lt=at) | here | undated
            rows = rows.filter(later)
        return rows

    def lock(self, pk: int, *, seen: int | None) -> Quote:
        """The row, locked to the end of the transaction. Raises `Stale` where it has changed since `seen`."""
        return locked(self, pk, seen)


class ClaimQuerySet(VisibleQuerySet["Claim"]):
    """Claims."""

    def standing(self) -> ClaimQuerySet:
        """Claims of what was said or written, of quotes on record."""
        return self.filter(
            superseded=False,
            quote__state__in=ON_RECORD,
            quote__cue_class__in=SPOKEN,
            quote__text__article__current_text=F("quote__text"),
        )


class ConflictQuerySet(VisibleQuerySet["Conflict"]):
    """Conflicts."""

    def shown(self) -> ConflictQuerySet:
        """Real clashes, both sides on record, that nobody has dismissed."""
        return self.standing().exclude(state=ConflictState.DISMISSED)

    def clashes(self) -> ConflictQuerySet:
        """Without the figures that moved on."""
        return self.filter(relation=ConflictRelation.CONFLICT)

    def shown_or_moved_on(self) -> ConflictQuerySet:
        """The same, and the figures that moved on from one article to a later one."""
        return self._on_record().exclude(state=ConflictState.DISMISSED)

    def standing(self) -> ConflictQuerySet:
        """Clashes whose both sides are on record, and so on their articles' pages."""
        return self._on_record().clashes()

    def _on_record(self) -> ConflictQuerySet:
        sides = Q()
        for side in ("left", "right"):
            sides &= Q(
                **{
                    f"{side}__superseded": False,
                    f"{side}__quote__state__in": ON_RECORD,
                    f"{side}__quote__cue_class__in": SPOKEN,
                    f"{side}__quote__text__article__current_text": F(f"{side}__quote__text"),
                }
            )
        return self.filter(sides)

    def awaiting_ruling(self) -> ConflictQuerySet:
        """Found by the machine, and nobody has ruled yet."""
        return self.standing().filter(state=ConflictState.SUGGESTED)

    def with_sides(self) -> ConflictQuerySet:
        """With both quotes, their voices and texts, in one query."""
        return self.select_related(
            *(f"{side}__quote__{what}" for side in ("left", "right") for what in ("voice__speaker", "text__article"))
        )

    def of_text(self, text_id: int) -> ConflictQuerySet:
        """Conflicts with at least one side in this text."""
        return self.filter(Q(left__quote__text=text_id) | Q(right__quote__text=text_id))

    def of_quote(self, quote_id: int) -> ConflictQuerySet:
        """Conflicts in which this quote is on one side."""
        return self.filter(Q(left__quote=quote_id) | Q(right__quote=quote_id))

    def of_speaker(self, speaker_id: int) -> ConflictQuerySet:
        """Conflicts in which this speaker is on one side, or on both."""
        return self.filter(Q(left__quote__voice__speaker=speaker_id) | Q(right__quote__voice__speaker=speaker_id))

    def themselves_first(self, speaker_id: int) -> ConflictQuerySet:
        """Those in which this speaker is on both sides, then the others; each the newest first."""
        both = Q(left__quote__voice__speaker=speaker_id, right__quote__voice__speaker=speaker_id)
        return self.order_by(Case(When(both, then=0), default=1), "-id")

    def newest(self) -> ConflictQuerySet:
        """By key, newest first."""
        return self.order_by("-id")

    def clashes_first(self) -> ConflictQuerySet:
        """Clashes, then figures that moved on; each the newest first."""
        return self.order_by("relation", "-id")

    def lock(self, pk: int, *, seen: int | None) -> Conflict:
        """The row, locked to the end of the transaction. Raises `Stale` where it has changed since `seen`."""
        return locked(self, pk, seen)


class ReadingQuerySet(VisibleQuerySet["Reading"]):
    """Readings."""


class PreviewQuerySet(VisibleQuerySet["Preview"]):
    """What reading again would change."""
