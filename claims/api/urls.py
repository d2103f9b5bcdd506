"""Addresses of the API."""

from django.urls import include, path
from rest_framework.routers import DefaultRouter

from claims.api.appearances import AppearanceViewSet
from claims.api.articles import ArticleViewSet
from claims.api.conflicts import ConflictViewSet
from claims.api.docs import Page, Schema
from claims.api.members import MemberViewSet
from claims.api.quotes import QuoteViewSet
from claims.api.speakers import SpeakerViewSet
from claims.api.tokens import TokenView
from claims.api.voices import VoiceViewSet

router = DefaultRouter()
router.include_format_suffixes = False
router.root_view_name = "api-root"
router.register("articles", ArticleViewSet, "api-article")
router.register("appearances", AppearanceViewSet, "api-appearance")
router.register("quotes", QuoteViewSet, "api-quote")
router.register("conflicts", ConflictViewSet, "api-conflict")
router.register("members", MemberViewSet, "api-member")
router.register("speakers", SpeakerViewSet, "api-speaker")
router.register("voices", VoiceViewSet, "api-voice")

urlpatterns = [
    path("schema/", Schema.as_view(), name="api-schema"),
    path("docs/", Page.as_view(), name="api-docs"),
    path("token/", TokenView.as_view(), name="api-token"),
    path("", include(router.urls)),
]
