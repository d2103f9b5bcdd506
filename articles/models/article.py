"""An article and its immutable texts."""

from __future__ import annotations

import pghistory
import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.querysets import ArticleQuerySet


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Outlet(models.Model):
    """A paper, agency, station or site."""

    name = models.CharField(_("name"), max_length=200, unique=True)
    domain = models.CharField(_("domain"), max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("outlet")
        verbose_name_plural = _("outlets")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Article(models.Model):
    """One article, however often it was received. Its headline, outlet and date are those of its earliest
    appearance that states them: see `ArticleQuerySet.with_heading`."""

    language = models.CharField(_("language"), max_length=10, blank=True)
    current_text = models.ForeignKey("Text", on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"Article {self.pk}"


_GONE_OR_REFUSED = """
    IF TG_OP = 'DELETE' AND EXISTS (
        SELECT FROM articles_tombstone WHERE article = OLD.article_id AND lifted_at IS NULL
    ) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
"""


class Text(models.Model):
    """What an article says, in one version. Never changes, so that offsets into it hold for good; erased at most.

    `fingerprint` is the SHA-256 of the normalised text: the same text again is no second article.
    """

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="texts")
    number = models.PositiveIntegerField(_("number"), default=1)
    body = models.TextField(_("body"))
    characters = models.PositiveIntegerField(_("characters"))
    fingerprint = models.BinaryField(max_length=32, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("text")
        verbose_name_plural = _("texts")
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="text_number_once"),
            models.CheckConstraint(
                condition=models.Q(characters=models.functions.Length("body")), name="text_characters_counted"
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="immutable",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                func=_GONE_OR_REFUSED,
            )
        ]

    def __str__(self) -> str:
        return f"Text {self.number} of article {self.article_id}"

    def words(self, spans: tuple[tuple[int, int], ...]) -> str:
        """The words at these spans, pieces joined by an ellipsis."""
        return " … ".join(self.body[start:end] for start, end in spans)
