"""What a quote claims, proposition by proposition."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.utils.translation import gettext_lazy as _
from pgvector.django import HalfVectorField, HnswIndex

from articles.spans import SpansField, inside_text
from claims.models.quote import Quote
from claims.querysets import ClaimQuerySet
from claims.states import Stance


class Claim(models.Model):
    """One proposition of a quote, made to stand alone.

    `plain` is the engine's whole claim in JSON (frame, modality, quantities, dates), from which it is
    rebuilt for comparing without parsing again. `vector` is the sentence embedding (384 half floats).
    """

    quote = models.ForeignKey(Quote, on_delete=models.CASCADE, related_name="claims")
    words = models.TextField(_("words"))
    span = SpansField(_("span"))
    stance = models.CharField(_("stance"), max_length=20, choices=Stance)
    modality = models.CharField(_("modality"), max_length=20)
    plain = models.JSONField(_("frame"))
    vector = HalfVectorField(dimensions=384, null=True)
    superseded = models.BooleanField(_("superseded"), default=False)
    search = models.GeneratedField(
        expression=SearchVector("words", config="english"), output_field=SearchVectorField(), db_persist=True
    )

    objects = ClaimQuerySet.as_manager()

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["quote", "span", "words"], name="claim_once"),
            models.CheckConstraint(condition=~models.Q(span=()), name="claim_has_span"),
        ]
        indexes = [
            GinIndex(fields=["search"], name="claim_search"),
            HnswIndex(
                name="claim_vector", fields=["vector"], m=16, ef_construction=64, opclasses=["halfvec_cosine_ops"]
            ),
        ]
        triggers = [
            inside_text("claim_inside_text", "span", text="(SELECT text_id FROM claims_quote WHERE id = NEW.quote_id)")
        ]

    def __str__(self) -> str:
        return self.words[:80]
