"""Addresses of the pages."""

from django.urls import path

from accounts.middleware import for_members
from claims.pages import (
    account,
    acts,
    article,
    articles,
    conflicts,
    front,
    identity,
    queue,
    quotes,
    rereading,
    search,
    speakers,
    status,
)
from claims.pages.health import healthz, readyz

urlpatterns = [
    path("", front.front, name="front"),
    path("upload/", front.upload, name="upload"),
    path("articles/", articles.articles, name="articles"),
    path("articles/<int:pk>/", article.article, name="article"),
    path("received/<int:pk>/", for_members(articles.appearance), name="appearance"),
    path("jobs/<int:pk>/retry/", articles.retry, name="job-retry"),
    path("quotes/<int:pk>/", quotes.quote, name="quote"),
    path("quotes/<int:pk>/accept/", quotes.accept, name="quote-accept"),
    path("quotes/<int:pk>/reject/", quotes.reject, name="quote-reject"),
    path("quotes/<int:pk>/choose/", quotes.choose, name="quote-choose"),
    path("quotes/<int:pk>/give/", quotes.give, name="quote-give"),
    path("quotes/<int:pk>/name/", quotes.name, name="quote-name"),
    path("voices/<int:pk>/give/", quotes.give_voice, name="voice-give"),
    path("conflicts/", conflicts.conflicts, name="conflicts"),
    path("conflicts/<int:pk>/", conflicts.conflict, name="conflict"),
    path("conflicts/<int:pk>/confirm/", conflicts.confirm, name="conflict-confirm"),
    path("conflicts/<int:pk>/dismiss/", conflicts.dismiss, name="conflict-dismiss"),
    path("acts/<uuid:pk>/undo/", acts.undo, name="act-undo"),
    path("speakers/", speakers.speakers, name="speakers"),
    path("speakers/<int:pk>/", speakers.speaker, name="speaker"),
    path("speakers/<int:pk>/identity/", identity.who, name="speaker-identity"),
    path("speakers/<int:pk>/rename/", identity.rename, name="speaker-rename"),
    path("speakers/<int:pk>/merge/", identity.merge, name="speaker-merge"),
    path("speakers/<int:pk>/split/", identity.split, name="speaker-split"),
    path("voices/<int:pk>/decide/", identity.decide, name="voice-decide"),
    path("queue/", for_members(queue.queue), name="queue"),
    path("search/", search.search, name="search"),
    path("status/", for_members(status.status), name="status"),
    path("status/read-again/", for_members(rereading.read_again), name="read-again"),
    path("status/read-again/queue/", for_members(rereading.queue_again), name="read-again-queue"),
    path("sign-in/", account.sign_in, name="sign-in"),
    path("password/", account.change_password, name="password-change"),
    path("sign-out/", account.sign_out, name="sign-out"),
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
]
