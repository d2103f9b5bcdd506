"""What of the record a person may see, in which order, and with what beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.search import SearchQuery
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce, JSONObject

from accounts.permissions import Person
from articles.locking import locked
from articles.models import Appearance, Article
from articles.querysets import VisibleQuerySet
from claims.states import ConflictRelation, ConflictState, CueClass, MemberState, QuoteKind, QuoteState

if TYPE_CHECKING:
    from claims.models import Claim, Conflict, GroupMember, Preview, Quote, Reading  # noqa: F401 - named as the type of a queryset's rows

ON_RECORD = (QuoteState.SUGGESTED, QuoteState.ACCEPTED)
"""States in which a quote counts."""
SPOKEN = (CueClass.SPEECH, CueClass.DOCUMENT)
"""Said or written: what pages show, and what can clash. A thought or a sight that is told of somebody is neither."""
VERBATIM = (QuoteKind.DIRECT, QuoteKind.MIXED)
"""Kinds that have words of the speaker's own, so that the same words elsewhere are a copy."""


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

    def that_can_be_copies(self) -> QuoteQuerySet:
        """In the words of a speaker on record; where they stand in another quote, that one is of such a speaker too."""
        rows = self.on_record().spoken().filter(kind__in=VERBATIM, voice__speaker__isnull=False).exclude(sketch=[])
        return rows.filter(Q(parent=None) | Q(parent__voice__speaker__isnull=False))

    def with_copies(self, person: Person | None = None) -> QuoteQuerySet:
        """Adds `copies`: see `_copies`."""
        return self.annotate(copies=_copies("", "text__article", person))

    def dated(self) -> Any:
        """Adds `published_at` of the article, as its earliest appearance that states it says."""
        appearances = Appearance.objects.filter(article=OuterRef("text__article")).exclude(published_at=None)
        return self.annotate(published_at=Subquery(appearances.order_by("id").values("published_at")[:1]))

    def for_cards(self) -> QuoteQuerySet:
        """With all that a card shows, in one query."""
        whole = self.select_related("voice__speaker", "text__article", "parent__voice__speaker")
        return whole.defer("parent__search")

    def newest(self) -> QuoteQuerySet:
        """By key, newest first."""
        return self.order_by("-id")

    def latest_published(self, after: int | None = None) -> QuoteQuerySet:
        """By the date of the article, the latest first, those without one last; `after` the quote of this key."""
        dated = self.dated()
        rows: QuoteQuerySet = dated.order_by(F("published_at").desc(nulls_last=True), "-id")
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
        # not by a join over the text and its article: its size is guessed as one row, and the plan begins with it
        current = Article.objects.filter(current_text=OuterRef("quote__text"))
        return self.filter(Exists(current), superseded=False, quote__state__in=ON_RECORD, quote__cue_class__in=SPOKEN)

    def of_originals(self) -> ClaimQuerySet:
        """Without those of copies: what is printed in many papers is claimed once."""
        return self.filter(quote__twin_of=None)


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

    def with_copies(self, person: Person | None = None) -> ConflictQuerySet:
        """Adds `left_copies` and `right_copies`, of the quotes of both sides: see `_copies`."""
        return self.annotate(
            **{
                f"{side}_copies": _copies(f"{side}__quote", f"{side}__quote__text__article", person)
                for side in ("left", "right")
            }
        )

    def with_groups(self) -> ConflictQuerySet:
        """Adds `left_group` and `right_group`: the keys of the groups that the claims of both sides are in."""
        members = apps.get_model("claims", "GroupMember").objects.in_group()
        return self.annotate(
            **{
                f"{side}_group": Subquery(members.filter(claim=OuterRef(side)).values("group")[:1])
                for side in ("left", "right")
            }
        )

    def of_text(self, text_id: int) -> ConflictQuerySet:
        """Conflicts with at least one side in this text, or in a quote that this text prints too."""
        return self._of_quotes(Q(text=text_id))

    def of_article(self, article_id: int) -> ConflictQuerySet:
        """The same for all texts of an article."""
        return self._of_quotes(Q(text__article=article_id))

    def of_quote(self, quote_id: int) -> ConflictQuerySet:
        """Conflicts in which this quote, or the original that it is a copy of, is on one side."""
        return self._of_quotes(Q(pk=quote_id))

    def _of_quotes(self, which: Q) -> ConflictQuerySet:
        all_quotes = apps.get_model("claims", "Quote").objects
        copied = all_quotes.filter(which, state__in=ON_RECORD).exclude(twin_of=None).values("twin_of")
        quotes = all_quotes.filter(which | Q(pk__in=copied)).values("pk")
        return self.filter(Q(left__quote__in=quotes) | Q(right__quote__in=quotes))

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


class GroupMemberQuerySet(VisibleQuerySet["GroupMember"]):
    """Claims in groups."""

    def in_group(self) -> GroupMemberQuerySet:
        """Without those that people took out."""
        return self.exclude(state=MemberState.TAKEN_OUT)

    def standing(self) -> GroupMemberQuerySet:
        """Of claims on record, as on their articles' pages."""
        claims = apps.get_model("claims", "Claim").objects
        return self.filter(claim__in=claims.standing().values("pk"))

    def with_quotes(self) -> GroupMemberQuerySet:
        """With the claim, its quote, voice and text, in one query, without what is heavy."""
        whole = self.select_related("claim__quote__voice__speaker", "claim__quote__text__article")
        heavy = ("vector", "plain", "search", "quote__search", "quote__text__body")
        return whole.defer(*(f"claim__{column}" for column in heavy))

    def with_copies(self, person: Person | None = None) -> GroupMemberQuerySet:
        """Adds `copies`, of the claim's quote: see `_copies`."""
        return self.annotate(copies=_copies("claim__quote", "claim__quote__text__article", person))

    def lock(self, pk: int, *, seen: int | None) -> GroupMember:
        """The row, locked to the end of the transaction. Raises `Stale` where it has changed since `seen`."""
        return locked(self, pk, seen)


class ReadingQuerySet(VisibleQuerySet["Reading"]):
    """Readings."""


class PreviewQuerySet(VisibleQuerySet["Preview"]):
    """What reading again would change."""


def _copies(quote: str, article: str, person: Person | None) -> ArraySubquery:
    """Where else the words of a quote are printed, the earliest on record first: rows of `quote` and `article`, keys.

    Only in other articles, and as far as this person may see; None stands for whoever runs a command. `quote` and
    `article` are the paths to both.
    """
    pk, twin_of = (quote, f"{quote}__twin_of") if quote else ("pk", "twin_of")
    original = Coalesce(OuterRef(twin_of), OuterRef(pk))
    quotes = apps.get_model("claims", "Quote").objects
    seen: QuoteQuerySet = quotes.all() if person is None else quotes.viewable_by(person)
    rows = seen.on_record().filter(Q(pk=original) | Q(twin_of=original)).exclude(text__article=OuterRef(article))
    return ArraySubquery(rows.order_by("pk").values(row=JSONObject(quote="pk", article="text__article")))
