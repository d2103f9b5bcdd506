"""Whether the parts that the app stands on answer: database, broker, a worker, the model.

Four plain functions rather than django-health-check's classes: those run on an event loop, answer 500 where a
load balancer expects 503, ask for the cache where we need the broker, and know nothing of canaries or models.
The status page shows the same answers.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles import outages
from articles.models import Job
from articles.sending import canary_age
from claims.rereading import present_engine
from extraction import language, pipeline, vectors
from extraction.antecedents import scorer
from extraction.conflict import encoder
from extraction.reader import model as reader


@dataclass(frozen=True, slots=True)
class Check:
    """One part: its name for people, whether it is well, and a sentence about it. Never a secret or an address."""

    name: str
    well: bool
    detail: str


def checks() -> dict[str, Check]:
    """All parts, by key. Each is asked now; none waits longer than its own connection's limit."""
    asked: dict[str, Callable[[], Check]] = {"database": database, "broker": broker, "worker": worker, "model": model}
    return {key: ask() for key, ask in asked.items()}


def database() -> Check:
    """Whether PostgreSQL answers a query."""
    name = _("Database")
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        connection.close()
        return Check(name, False, _("It doesn't answer."))
    return Check(name, True, _("It answers."))


def broker() -> Check:
    """Whether Redis or Valkey answers, asked by the way that jobs take."""
    name = _("Broker")
    try:
        with outages.broker() as link:
            link.default_channel.client.ping()  # type: ignore[attr-defined]  # Redis's channel has one
    except outages.BROKER_AWAY:
        return Check(name, False, _("It doesn't answer. Articles are kept, and read once it is back."))
    return Check(name, True, _("It answers."))


def worker() -> Check:
    """Whether a canary sent to the workers came back lately: a worker can live and hear nothing."""
    name, age = _("Worker"), canary_age()
    if age is None:
        return Check(name, False, _("No worker has answered yet."))
    if age > settings.CANARY_LATE_SECONDS:
        return Check(name, False, _since(age))
    seconds = round(age)
    sentence = ngettext("A worker answered %(n)s second ago.", "A worker answered %(n)s seconds ago.", seconds)
    return Check(name, True, sentence % {"n": seconds})


def silence() -> str:
    """That no worker answers, and since when, for whoever waits; "" while one does."""
    if not (asked := broker()).well:
        return asked.detail
    return "" if (found := worker()).well else found.detail


def unsent() -> str:
    """What is told of something received that no broker took the message of."""
    return _("It is kept, and not queued yet: the broker doesn't answer. It is read once the broker is back.")


def oldest_wait() -> Check:
    """For how long the work that waits longest has waited, or been at work. Not of what is done in the background."""
    name, seconds = _("Oldest wait"), Job.objects.oldest_wait()
    if seconds is None:
        return Check(name, True, _("Nothing waits."))
    minutes = round(seconds / 60)
    sentence = ngettext("%(n)s minute.", "%(n)s minutes.", minutes) % {"n": minutes}
    return Check(name, seconds <= settings.JOB_LONGEST_SECONDS, sentence if minutes else _("Less than a minute."))


def _since(age: float) -> str:
    at = timezone.localtime() - timedelta(seconds=age)
    when = date_format(at, "H:i" if at.date() == timezone.localtime().date() else "j M Y H:i")
    return _("No worker is answering since %(when)s.") % {"when": when}


def model() -> Check:
    """Whether parser, reader and sentence encoder are there and whole, found without loading any."""
    name = _("Model")
    parts = ((_("the spaCy pipeline"), pipeline.available()), (_("the encoder"), vectors.available()))
    missing = [part for part, found in parts if not found]
    if missing:
        return Check(name, False, _("Missing: %(parts)s.") % {"parts": ", ".join(missing)})
    parsing = pipeline.problem() or vectors.problem() or language.installed().problem()
    if problem := parsing or reader.problem() or scorer.problem() or encoder.problem():
        return Check(name, False, problem)
    return Check(name, True, _("%(engine)s is installed.") % {"engine": present_engine()})
