"""Articles: sent in, and read back with what is on record of them."""

from __future__ import annotations

from typing import Any

from django.db.models import F, Prefetch
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from drf_spectacular.utils import PolymorphicProxySerializer, extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.permissions import Person
from articles.intake import Upload, receive_all
from articles.models import Article, Tombstone
from articles.querysets import ArticleQuerySet
from claims.api.archives import ArchiveOut
from claims.api.asked import ArticleIn
from claims.api.errors import Gone
from claims.api.filters import ArticleFilters
from claims.api.parsers import SizedJSON, SizedMultiPart
from claims.api.permissions import member
from claims.api.record import Record
from claims.api.rows import appearances_for, quotes_for
from claims.api.serializers import AppearanceOut, ArticleOut, ArticleWhole

_RECEIVED = PolymorphicProxySerializer(
    component_name="Received", serializers=[AppearanceOut, ArchiveOut], resource_type_field_name=None
)


class ArticleViewSet(Record):
    """Articles, newest first."""

    parser_classes = [SizedJSON, SizedMultiPart]
    serializer_class = ArticleOut
    filterset_class = ArticleFilters

    def rows(self, person: Person) -> ArticleQuerySet:
        """Articles this person may see, with the work on them; `read_in` is the language its text was found in."""
        visible: ArticleQuerySet = Article.objects.viewable_by(person)
        return visible.with_heading().with_work().annotate(read_in=F("current_text__reading__language"))

    @extend_schema(responses=ArticleWhole)
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """One article with its texts, how it was received, and the quotes of its current text."""
        try:
            article = self.get_object()
        except Http404 as missing:
            tombstone = Tombstone.objects.of_article(request.user, int(self.kwargs["pk"]))
            if tombstone is None:
                raise
            raise Gone(_gone(tombstone)) from missing
        received = Prefetch("appearances", queryset=appearances_for(request.user).order_by("id"))
        article = self.rows(request.user).prefetch_related("texts", received).get(pk=article.pk)
        quotes = quotes_for(request.user).on_record().filter(text=article.current_text_id).order_by("content", "order")
        return Response(ArticleWhole(article, context={"quotes": quotes}).data)

    @extend_schema(request=ArticleIn, responses={202: _RECEIVED})
    def create(self, request: Request) -> Response:
        """Take an article in, or every file of a zip archive. The answer says where to ask how far the work is."""
        asked = ArticleIn(data=request.data)
        asked.is_valid(raise_exception=True)
        receipt = receive_all(_upload(asked.validated_data), by=member(request))
        keys = [appearance.pk for appearance in receipt.kept]
        rows = list(appearances_for(request.user).filter(pk__in=keys).order_by("pk"))
        if receipt.is_archive:
            refused = [{"name": name, "code": one.code, "detail": one.sentence} for name, one in receipt.refused]
            return Response(ArchiveOut({"kept": rows, "refused": refused}).data, status=status.HTTP_202_ACCEPTED)
        where = request.build_absolute_uri(reverse("api-appearance-detail", args=keys))
        return Response(AppearanceOut(rows[0]).data, status=status.HTTP_202_ACCEPTED, headers={"Location": where})


def _upload(sent: dict[str, Any]) -> Upload:
    file = sent.get("file")
    return Upload(
        data=file.read() if file else sent["text"].encode(),
        filename=file.name if file else "",
        outlet=sent["outlet"],
        url=sent["url"],
        headline=sent["headline"],
        published=sent["published"],
    )


def _gone(tombstone: Tombstone) -> str:
    told = _("Erased for good on %(at)s by %(who)s: %(why)s")
    return told % {"at": tombstone.at.isoformat(), "who": tombstone.by.get_username(), "why": tombstone.reason}
