"""Who said what, and where in the text it stands."""

from __future__ import annotations

from typing import Any

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from articles.models import Text
from articles.spans import SpansField, inside_text
from claims.querysets import QuoteQuerySet
from claims.states import CueClass, IllegalMove, QuoteKind, QuoteState, may_move
from extraction.copies import sketch
from speakers.models import Voice


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent(), exclude=["search", "sketch"])
class Quote(models.Model):
    """One attribution in one text: source, cue and content as spans, and the voice that speaks.

    `order` tells quotes of the same content apart. `words` are the content's words, kept beside
    their spans for lists and search. `found_score` says whether this is a quote, whole and right.
    `voice_score` (None for nobody), `voice_reason` and `candidates` are the reading's: how surely and why this voice
    speaks, or why nobody does, and who it could be instead: rows of `name`, `score` and `reason`. They stay as they
    are where a person gives the quote to another.
    `twin_of` is the original that this one is a copy of, derived by `claims.twins` alone; `sketch` is how copies are
    found (`extraction.copies`).
    """

    text = models.ForeignKey(Text, on_delete=models.PROTECT, related_name="quotes")
    voice = models.ForeignKey(Voice, on_delete=models.PROTECT, null=True, blank=True, related_name="quotes")
    kind = models.CharField(_("kind"), max_length=20, choices=QuoteKind)
    cue_class = models.CharField(_("class of cue"), max_length=20, choices=CueClass)
    source = SpansField(_("source"), default=tuple)
    cue = SpansField(_("cue"), default=tuple)
    content = SpansField(_("content"))
    order = models.PositiveIntegerField(default=0)
    words = models.TextField(_("words"))
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="nested")
    found_score = models.FloatField(_("found score"))
    reason = models.TextField(_("reason"), blank=True)
    voice_score = models.FloatField(_("score of the voice"), null=True, blank=True)
    voice_reason = models.TextField(_("reason of the voice"), blank=True, default="")
    candidates = models.JSONField(_("candidates"), default=list, blank=True)
    engine = models.CharField(_("engine"), max_length=80)
    state = models.CharField(_("state"), max_length=20, choices=QuoteState, default=QuoteState.SUGGESTED)
    twin_of = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="twins")
    sketch = ArrayField(models.IntegerField(), default=list, db_default=[], editable=False)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    search = models.GeneratedField(
        expression=SearchVector("words", config="english"), output_field=SearchVectorField(), db_persist=True
    )

    objects = QuoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("quote")
        verbose_name_plural = _("quotes")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["text", "content", "order"], name="quote_once"),
            models.CheckConstraint(condition=~Q(content=()), name="quote_has_content"),
            models.CheckConstraint(
                condition=Q(found_score__gte=0, found_score__lte=1), name="quote_score_is_probability"
            ),
            models.CheckConstraint(
                condition=Q(voice_score=None) | Q(voice_score__gte=0, voice_score__lte=1),
                name="quote_voice_score_is_probability",
            ),
            models.CheckConstraint(condition=Q(state__in=QuoteState.values), name="quote_state_known"),
            models.CheckConstraint(condition=~Q(twin_of=F("pk")), name="quote_is_no_copy_of_itself"),
        ]
        indexes = [
            GinIndex(fields=["search"], name="quote_search"),
            GinIndex(fields=["sketch"], name="quote_sketch"),
            models.Index(fields=["state", "-id"], name="quote_by_state"),
            models.Index(fields=["voice", "-id"], name="quote_by_voice"),
        ]
        triggers = [inside_text("quote_inside_text", "source", "cue", "content")]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A new one with its sketch; a quote's words never change."""
        if self._state.adding:
            self.sketch = sketch(self.words)
        super().save(*args, **kwargs)

    def __str__(self) -> str:
        return self.words[:80]

    def move_to(self, state: QuoteState) -> str:
        """Change the state, save, and give the state before. Raises `IllegalMove`."""
        before = self.state
        if not may_move(before, state):
            raise IllegalMove(f"{before} → {state}")
        self.state = state
        self.version += 1
        self.save(update_fields=["state", "version"])
        return before
