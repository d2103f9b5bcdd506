"""The walk: every address × method × role against one table of what must come of it.

Every address of the app stands in TABLE under its name (unnamed ones under their route), with what each role gets by
each method; an address that is missing there fails the walk, and so does a row without an address. To add a page:

    "article": Row(by={"GET": SEE}, args=lambda scene: [scene.article.pk]),

`SEE` and its like are eight status codes, in the order of ROLES. A reader is a visitor where the record is open
(`SIGNED_OUT_SEES=record`). What isn't listed under `by` is what `others` says.
Each request is taken back afterwards, so every one meets the same record.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib import admin as django_admin
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from accounts.models import Act
from articles.models import Tombstone
from articles.states import JobState
from claims.actions import quotes
from speakers.actions import identity, speakers
from speakers.states import SpeakerKind
from tests import record
from tests.codes import (
    ADMIN,
    ADMIN_GATE,
    ALL,
    API_IDENTITY,
    API_NO,
    API_NO_GET,
    API_RECEIPT,
    API_REVIEW,
    API_RULE,
    API_SEE,
    API_UPLOAD,
    DOCS,
    NO_ONE,
    NO_PAGE,
    NO_TOKEN,
    NO_WORK,
    OWN,
    OWN_NO,
    PAGE_IDENTITY,
    PAGE_IDENTITY_SEE,
    PAGE_READ_AGAIN,
    PAGE_READ_AGAIN_SENT,
    PAGE_REVIEW,
    PAGE_REVIEW_SEE,
    PAGE_RULE,
    PAGE_UPLOAD,
    RETRY,
    SEE,
    SEE_WORK,
    SENT,
    STAFF,
    STAFF_METHOD,
    STAFF_NO,
    STAFF_NONE,
    STAFF_SENT,
    TOKEN,
    TOKEN_NO,
    Expected,
    Row,
    Scene,
)

ROLES = ("visitor", "reader", "stranger", "viewer", "editor", "fact_checker", "curator", "admin")
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


def api(by: dict[str, Expected], others: Expected = API_NO, **more: Any) -> Row:
    """A row of the API. A reader's GET passes the door and finds no such method; all else of theirs stops there."""
    by = by if others is not API_NO else {"GET": API_NO_GET, **by}
    return Row(by=by, others=others, json=True, **more)


def of_speaker(scene: Scene) -> int:
    """The version of the speaker whom the acts on speakers are about."""
    return int(type(scene.bell).objects.get(pk=scene.voice.speaker_id).version)


API = {
    "api-root": api({"GET": API_SEE}),
    "api-schema": api({"GET": API_SEE}),
    "api-docs": api({"GET": DOCS}, others=NO_WORK),
    "api-token": api({"POST": TOKEN, "DELETE": NO_TOKEN}, others=TOKEN_NO),
    "api-article-list": api({"GET": API_SEE, "POST": API_UPLOAD}, sends=lambda scene: {"text": "“Yes,” she said."}),
    "api-article-detail": api({"GET": API_SEE}, args=lambda scene: [scene.quote.text.article_id]),
    "api-appearance-list": api({"GET": API_SEE}),
    "api-appearance-detail": api({"GET": API_RECEIPT}, args=lambda scene: [scene.rows["articles.appearance"].pk]),
    "api-quote-list": api({"GET": API_SEE}),
    "api-quote-detail": api({"GET": API_SEE}, args=lambda scene: [scene.quote.pk]),
    "api-quote-accept": api({"POST": API_REVIEW}, args=lambda scene: [scene.quote.pk]),
    "api-quote-reject": api({"POST": API_REVIEW}, args=lambda scene: [scene.quote.pk]),
    "api-quote-give": api({"POST": API_REVIEW}, args=lambda scene: [scene.quote.pk], sends=lambda s: {"voice": None}),
    "api-quote-name": api({"POST": API_REVIEW}, args=lambda scene: [scene.quote.pk], sends=lambda s: {"name": "Lena"}),
    "api-quote-undo": api({"POST": API_REVIEW}, args=lambda scene: [scene.accepted.pk], version=lambda scene: 2),
    "api-conflict-list": api({"GET": API_SEE}),
    "api-conflict-detail": api({"GET": API_SEE}, args=lambda scene: [scene.conflict.pk]),
    "api-conflict-confirm": api({"POST": API_RULE}, args=lambda scene: [scene.conflict.pk]),
    "api-conflict-dismiss": api({"POST": API_RULE}, args=lambda scene: [scene.conflict.pk]),
    "api-conflict-undo": api({"POST": API_RULE}, args=lambda scene: [scene.confirmed.pk], version=lambda scene: 2),
    "api-member-list": api({"GET": API_SEE}),
    "api-member-detail": api({"GET": API_SEE}, args=lambda scene: [scene.member.pk]),
    "api-member-confirm": api({"POST": API_RULE}, args=lambda scene: [scene.member.pk]),
    "api-member-take-out": api({"POST": API_RULE}, args=lambda scene: [scene.member.pk]),
    "api-member-undo": api({"POST": API_RULE}, args=lambda scene: [scene.taken_out.pk], version=lambda scene: 2),
    "api-speaker-list": api({"GET": API_SEE}),
    "api-speaker-detail": api({"GET": API_SEE}, args=lambda scene: [scene.voice.speaker_id]),
    "api-speaker-quotes": api({"GET": API_SEE}, args=lambda scene: [scene.voice.speaker_id]),
    "api-speaker-merge": api(
        {"POST": API_IDENTITY},
        args=lambda s: [s.voice.speaker_id],
        sends=lambda s: {"into": s.bell.pk},
        version=of_speaker,
    ),
    "api-speaker-split": api(
        {"POST": API_IDENTITY},
        args=lambda scene: [scene.voice.speaker_id],
        sends=lambda scene: {"voices": [scene.voice.pk], "name": "Lena Ott"},
        version=of_speaker,
    ),
    "api-speaker-rename": api(
        {"POST": API_IDENTITY},
        args=lambda s: [s.voice.speaker_id],
        sends=lambda s: {"name": "Lena Ott"},
        version=of_speaker,
    ),
    "api-speaker-undo": api(
        {"POST": API_IDENTITY}, args=lambda scene: [scene.renamed.pk], version=lambda scene: scene.renamed.version
    ),
    "api-voice-list": api({"GET": API_SEE}),
    "api-voice-detail": api({"GET": API_SEE}, args=lambda scene: [scene.voice.pk]),
    "api-voice-decide": api(
        {"POST": API_IDENTITY},
        args=lambda scene: [scene.voice.pk],
        sends=lambda scene: {"speaker": scene.voice.speaker_id},
    ),
    "api-voice-give": api(
        {"POST": API_IDENTITY}, args=lambda scene: [scene.voice.pk], sends=lambda s: {"name": "Lena"}
    ),
    "api-voice-undo": api({"POST": API_IDENTITY}, args=lambda scene: [scene.decided.pk], version=lambda scene: 2),
}

HEALTH = {
    "healthz": Row(by={"GET": ALL}, others=NO_ONE),
    "metrics": Row(by={"GET": ALL}, others=NO_ONE),  # counts and seconds, no name
    "readyz": Row(by={"GET": (503,) * 8}, others=NO_ONE),  # no worker runs here
}


def page(by: dict[str, Expected], others: Expected = NO_PAGE, **more: Any) -> Row:
    """A row of the pages; what changes something says which version it saw."""
    more.setdefault("sends", lambda scene: {"seen": 1})
    return Row(by=by, others=others, **more)


PAGES = {
    "front": page({"GET": SEE}),
    "upload": page({"POST": PAGE_UPLOAD}, sends=lambda scene: {"pasted": "“Yes,” said Lena Ott."}),
    "articles": page({"GET": SEE}),
    "article": page({"GET": SEE}, args=lambda scene: [scene.quote.text.article_id]),
    "article-erase": page(
        {"GET": PAGE_READ_AGAIN, "POST": PAGE_READ_AGAIN_SENT},
        NO_WORK,
        args=lambda scene: [scene.quote.text.article_id],
        sends=lambda scene: {"reason": "An order.", "typed": scene.quote.text.article_id},
    ),
    "tombstone-lift": page({"POST": PAGE_READ_AGAIN_SENT}, NO_WORK, args=lambda s: [s.tombstone]),
    "appearance": page({"GET": SEE_WORK}, NO_WORK, args=lambda scene: [scene.rows["articles.appearance"].pk]),
    "job-retry": page({"POST": RETRY}, args=lambda scene: [scene.rows["articles.job"].pk]),
    "quote": page({"GET": SENT}, args=lambda scene: [scene.quote.pk]),
    "quote-choose": page({"GET": PAGE_REVIEW_SEE}, args=lambda scene: [scene.quote.pk]),
    "quote-accept": page({"POST": PAGE_REVIEW}, args=lambda scene: [scene.quote.pk]),
    "quote-reject": page({"POST": PAGE_REVIEW}, args=lambda scene: [scene.quote.pk]),
    "quote-give": page(
        {"POST": PAGE_REVIEW}, args=lambda scene: [scene.quote.pk], sends=lambda scene: {"seen": 1, "voice": ""}
    ),
    "quote-name": page(
        {"POST": PAGE_REVIEW}, args=lambda scene: [scene.quote.pk], sends=lambda scene: {"seen": 1, "name": "Lena Ott"}
    ),
    "voice-give": page(
        {"POST": PAGE_IDENTITY},
        args=lambda scene: [scene.voice.pk],
        sends=lambda scene: {"seen_voice": 1, "name": "Lena Ott"},
    ),
    "conflicts": page({"GET": SEE}),
    "conflict": page({"GET": SEE}, args=lambda scene: [scene.conflict.pk]),
    "conflict-confirm": page({"POST": PAGE_RULE}, args=lambda scene: [scene.conflict.pk]),
    "conflict-dismiss": page({"POST": PAGE_RULE}, args=lambda scene: [scene.conflict.pk]),
    "member-confirm": page({"POST": PAGE_RULE}, args=lambda scene: [scene.member.pk]),
    "member-take-out": page({"POST": PAGE_RULE}, args=lambda scene: [scene.member.pk]),
    "act-undo": page({"POST": PAGE_REVIEW}, args=lambda scene: [Act.objects.live().get(verb="accept_quote").pk]),
    "speakers": page({"GET": SEE}),
    "speaker": page({"GET": SEE}, args=lambda scene: [scene.voice.speaker_id]),
    "speaker-identity": page({"GET": PAGE_IDENTITY_SEE}, args=lambda scene: [scene.voice.speaker_id]),
    "speaker-rename": page(
        {"POST": PAGE_IDENTITY},
        args=lambda scene: [scene.voice.speaker_id],
        sends=lambda scene: {"seen": of_speaker(scene), "name": "Lena Ott"},
    ),
    "speaker-merge": page(
        {"POST": PAGE_IDENTITY},
        args=lambda scene: [scene.voice.speaker_id],
        sends=lambda scene: {"seen": of_speaker(scene), "into": scene.bell.pk},
    ),
    "speaker-split": page(
        {"POST": PAGE_IDENTITY},
        args=lambda scene: [scene.voice.speaker_id],
        sends=lambda scene: {"seen": of_speaker(scene), "name": "Lena Ott", "voice": [scene.voice.pk]},
    ),
    "voice-decide": page(
        {"POST": PAGE_IDENTITY},
        args=lambda scene: [scene.voice.pk],
        sends=lambda scene: {"seen": 1, "speaker": scene.bell.pk, "answer": "same"},
    ),
    "queue": page({"GET": SEE_WORK}, NO_WORK),
    "search": page({"GET": SEE}),
    "status": page({"GET": SEE_WORK}, NO_WORK),
    "read-again": page({"GET": PAGE_READ_AGAIN}, NO_WORK),
    "read-again-queue": page({"POST": PAGE_READ_AGAIN_SENT}, NO_WORK),
    "read-again-preview": page({"POST": PAGE_READ_AGAIN_SENT}, NO_WORK),
    "sign-in": page({"GET": ALL, "POST": ALL, "PUT": ALL}, others=NO_ONE),
    "password-change": page({"GET": OWN, "POST": OWN, "PUT": OWN}, others=OWN_NO),
    "sign-out": page({"POST": (302,) * 8}, others=NO_ONE),
}


def _admin_rows() -> Iterator[tuple[str, Row]]:
    """The administration: its own addresses, and five of each model. It takes any method as it takes GET."""
    yield "admin:index", Row(by={}, others=STAFF)
    yield "admin:login", Row(by={}, others=ADMIN_GATE)
    yield "admin:logout", Row(by={"POST": STAFF_SENT}, others=STAFF_METHOD)
    yield "admin:password_change", Row(by={}, others=STAFF_SENT)
    yield "admin:password_change_done", Row(by={"GET": STAFF}, others=STAFF_METHOD)
    yield (
        "admin:autocomplete",
        Row(by={"GET": STAFF_NO}, others=STAFF_METHOD),
    )  # nothing is named that could be completed
    yield "admin:jsi18n", Row(by={"GET": STAFF}, others=STAFF_METHOD)
    yield "admin:view_on_site", Row(by={}, others=STAFF_NONE, args=lambda scene: [10**6, 1])
    yield "admin:app_list", Row(by={}, others=STAFF, args=lambda scene: ["claims"])
    yield "admin/(?P<url>.*)$", Row(by={}, others=STAFF_NONE, path=lambda scene: "/admin/nothing")
    for model, page in django_admin.site._registry.items():
        label = model._meta.label_lower
        sees, changes, adds = EDITED.get(label, (STAFF, STAFF_NO, STAFF_NO))
        name = f"admin:{label.replace('.', '_')}"

        def row(scene: Scene, label: str = label) -> list[Any]:
            return [scene.rows[label].pk]

        sent = {"POST": changes, "PUT": sees, "PATCH": sees, "DELETE": sees}
        yield f"{name}_changelist", Row(by={}, others=sees)
        yield f"{name}_add", Row(by={}, others=adds)
        yield f"{name}_change", Row(by=sent, others=sees, args=row)
        yield f"{name}_history", Row(by={}, others=STAFF_SENT, args=row)
        yield f"{name}_delete", Row(by={}, others=STAFF_NO, args=row)
        old = f"admin/{label.replace('.', '/')}/"
        yield (
            f"{old}<path:object_id>/",
            Row(by={}, others=(302,) * 8, path=lambda scene, old=old, row=row: f"/{old}{row(scene)[0]}/"),
        )
        assert page.model is model


# what curators and administrators may look at, change (an empty form comes back with what is wrong), and add
EDITED: dict[str, tuple[Expected, Expected, Expected]] = {
    "accounts.user": (ADMIN, ADMIN, ADMIN),
    "accounts.desk": (ADMIN, ADMIN, ADMIN),
    "accounts.membership": (ADMIN, STAFF_NO, STAFF_NO),
    "claims.preview": (ADMIN, STAFF_NO, STAFF_NO),
    "articles.outlet": (STAFF, STAFF, STAFF),
    "articles.appearance": (STAFF, STAFF_SENT, STAFF_NO),
    "speakers.speaker": (STAFF, STAFF, STAFF),
    "speakers.voice": (STAFF, STAFF_SENT, STAFF_NO),
}


def table() -> dict[str, Row]:
    """All rows."""
    return {**API, **HEALTH, **PAGES, **dict(_admin_rows())}


def addresses(patterns: Any = None, space: str = "", route: str = "") -> Iterator[str]:
    """The name of every address, with its namespace; the route where it has none."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name}" if pattern.name else f"{route}{pattern.pattern}"
        else:
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from addresses(pattern.url_patterns, inner, f"{route}{pattern.pattern}")


@pytest.fixture
def scene(cast, editor, fact_checker, curator) -> Scene:
    """The record that every request meets."""
    from claims.actions import conflicts, groups

    first, second, third = (record.clash(by=editor, number=number) for number in range(3))
    quotes.accept(second.left.quote, seen=1, by=editor)
    conflicts.confirm(third, seen=1, by=fact_checker)
    identity.give(third.right.quote.voice, "Thomas Bell", SpeakerKind.PERSON, seen=1, by=curator)
    bell, renamed = record.speaker("Tom Bell"), record.speaker("Eva Kern")
    speakers.rename(renamed, "Eva Kern-Ott", seen=1, by=curator)
    renamed.refresh_from_db()
    record.appearance(None, by=editor, state=JobState.FAILED, error="No text was found.")
    member, taken_out = record.group(first.left, second.left)
    groups.take_out(taken_out, seen=1, by=fact_checker)
    record.preview(first.left.quote.text.article)
    tombstone = Tombstone.objects.create(article=10**6, by=cast["admin"], reason="An order.").pk
    rows = {model._meta.label_lower: model._default_manager.first() for model in django_admin.site._registry}
    assert Act.objects.exists()
    return Scene(
        *(first, first.left.quote, second.left.quote, third, first.left.quote.voice, third.right.quote.voice),
        *(bell, renamed, member, taken_out, tombstone, rows),
    )


def test_every_address_stands_in_the_table():
    missing, gone = set(addresses()) - table().keys(), table().keys() - set(addresses())
    assert not missing, f"Say in TABLE who may use these: {sorted(missing)}"
    assert not gone, f"These are no addresses any more: {sorted(gone)}"


@pytest.mark.parametrize("role", ROLES)
def test_every_address_gives_each_role_what_the_table_says(role, cast, scene, settings, fresh_broker):
    settings.SIGNED_OUT_SEES = "record" if role == "reader" else "nothing"
    client = Client(raise_request_exception=False)
    if cast.get(role) is not None:
        client.force_login(cast[role])
    wrong = []
    for name, row in table().items():
        address = row.path(scene) if row.path else reverse(name, args=row.args(scene))
        for method in METHODS:
            wanted = row.by.get(method, row.others)[ROLES.index(role)]
            got = _status(client, method, address, row, scene)
            if got != wanted:
                wrong.append(f"{name}: {method} {address} gave {got}, not {wanted}")
    assert not wrong, "\n".join(wrong)


def _status(client: Client, method: str, address: str, row: Row, scene: Scene) -> int:
    """What one request gives; whatever it changed is taken back, a sign-out too."""
    cookies = client.cookies.copy()
    sent: dict[str, Any] = {"headers": {"if-match": f'"{row.version(scene)}"'}}
    if method != "GET":
        sent |= {"data": row.sends(scene), "content_type": "application/json"} if row.json else {}
        if method == "POST" and not row.json:
            sent |= {"data": row.sends(scene)}
    with transaction.atomic():
        answer = getattr(client, method.lower())(address, **sent)
        transaction.set_rollback(True)
    client.cookies = cookies
    return answer.status_code


def test_a_reader_of_an_open_record_is_told_nothing_of_the_newsroom(scene, editor, settings):
    settings.SIGNED_OUT_SEES = "record"
    type(editor).objects.filter(pk=editor.pk).update(username="nina.secret")
    record.appearance(scene.quote.text.article, by=editor, filename="leaked-by-nina.txt")
    client, told = Client(), []
    for name, row in table().items():
        if name.startswith("admin") or name in HEALTH:
            continue
        address = row.path(scene) if row.path else reverse(name, args=row.args(scene))
        answer = client.get(address)
        if answer.status_code == 200:
            body = b"".join(answer) if answer.streaming else answer.content
            secrets = (b"nina", b"bell-", b"fact_checker", b"No text was found", b'"/queue/', b'"/status/')
            told += [f"{name}: {secret!r}" for secret in secrets if secret in body]
    assert not told
