"""Every page over a record that hostile senders wrote: nothing of theirs runs, and to look changes nothing."""

from __future__ import annotations

import io
import json
import re
from collections import Counter, deque
from urllib.parse import urljoin, urlsplit

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from lxml import html

from accounts.models import Desk
from tests import hostile_record as hostile
from tests.test_permissions import Scene, scene, table

__all__ = ["scene"]

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

MOST_OF_A_KIND, MOST_ROWS_OF_ADMIN = 70, 4
"""So many pages are visited whose addresses differ in numbers or questions alone."""

ADDRESSES = {"href", "src", "action", "formaction", "data", "poster", "srcdoc", "xlink:href", "hx-get", "hx-post"}


@pytest.fixture
def hostile_record(scene, editor) -> Scene:
    """A payload in every field that holds words, sixty times; and an act, a member and a desk named so."""
    desk = Desk.objects.create(name=hostile.payload(0))
    conflicts = [hostile.written(number, by=editor, desk=desk) for number in range(len(hostile.SHAPES))]
    hostile.acted(conflicts[0].left.quote, by=editor, reason=hostile.payload(1))
    type(editor).objects.filter(pk=editor.pk).update(username=hostile.payload(2), first_name=hostile.payload(3))
    connection.cursor().execute("ANALYZE")  # as the server does by itself where rows stay
    return scene


def starts(scene: Scene) -> list[str]:
    """Every address of the app that needs no more than a row, and some questions that are payloads themselves."""
    rows = [row.path(scene) if row.path else reverse(name, args=row.args(scene)) for name, row in table().items()]
    asked = [
        f"{reverse(name)}?q={shape}" for name in ("search", "speakers", "articles") for shape in hostile.SHAPES[:20]
    ]
    asked += [f"{reverse('queue')}?kind={hostile.payload(4)}&article={hostile.payload(5)}"]
    return [*rows, *asked, "/<script>xss7(0)</script>/", f"/admin/{hostile.payload(6)}/"]


def crawl(client, addresses):
    """Visit these and all that they lead to, by GET. Gives each address with its answer."""
    waiting, seen, kinds = deque(addresses), set(), Counter()
    while waiting:
        address = waiting.popleft()
        kind = re.sub(r"\d+|[0-9a-f-]{36}", "#", address.partition("?")[0]) + ("?" if "?" in address else "")
        most = MOST_ROWS_OF_ADMIN if address.startswith("/admin/") else MOST_OF_A_KIND
        if address in seen or kinds[kind] >= most:
            continue
        seen.add(address)
        kinds[kind] += 1
        answer = client.get(address)
        body = b"".join(answer) if answer.streaming else answer.content
        yield address, answer, body
        if answer.status_code in (301, 302):
            waiting.append(inner(answer["Location"], address))
        elif answer["Content-Type"].startswith("text/html") and body.strip():
            tree = html.document_fromstring(body)
            waiting += [inner(link, address) for link in tree.xpath("//a/@href | //@hx-get") if inner(link, address)]


def inner(link: str, page: str) -> str:
    """A link as an address of ours without its anchor; "" for one that leads elsewhere."""
    parts = urlsplit(urljoin(f"http://testserver{page.partition('?')[0]}", link))
    if parts.netloc != "testserver" or parts.scheme not in ("http", "https"):
        return ""
    return parts.path + (f"?{parts.query}" if parts.query else "")


def runs(body: bytes) -> list[str]:
    """What of a page's markup a payload has become: elements, handlers, addresses of script."""
    found = []
    for element in html.document_fromstring(body).iter():
        if not isinstance(element.tag, str):
            continue
        if element.tag in ("script", "style") and hostile.MARK in (element.text or ""):
            found.append(f"<{element.tag}>{element.text[:60]}")
        for name, value in element.attrib.items():
            is_handler = name.startswith(("on", "hx-on")) or name == "style"
            is_script = name in ADDRESSES and re.match(
                r"[\s\x00-\x20]*(?:java|vb)script:|data:", re.sub(r"\s", "", value)
            )
            if hostile.MARK in name or (hostile.MARK in value and (is_handler or is_script)):
                found.append(f"<{element.tag} {name}={value[:60]}")
        if element.tag in ("base", "iframe", "object", "embed", "math", "animate", "audio", "video"):
            found.append(f"<{element.tag}>")
        if element.tag == "meta" and element.get("http-equiv"):
            found.append("<meta http-equiv>")
    return found


def everything() -> dict[str, str]:
    """A hash of every table of the database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
        names = [name for (name,) in cursor.fetchall()]
        found = {}
        for name in names:
            cursor.execute(
                f'SELECT count(*), md5(string_agg(row::text, chr(10) ORDER BY row::text)) FROM "{name}" AS row'
            )
            found[name] = str(cursor.fetchone())
    return found


def test_no_payload_runs_on_any_page_and_no_look_changes_a_row(hostile_record, admin, fresh_broker):
    client = Client(raise_request_exception=False)
    client.force_login(admin)
    before = everything()
    shown, wrong, statuses = set(), [], Counter()
    for address, answer, body in crawl(client, starts(hostile_record)):
        statuses[answer.status_code] += 1
        told = body.decode("utf-8", "replace")
        shown |= set(re.findall(r"xss7\((\d+)\)", told))
        if answer["Content-Type"].startswith("text/html"):
            wrong += [f"{address}: {what}" for what in (runs(body) if body.strip() else [])]
        elif hostile.MARK in told:
            is_data = answer["Content-Type"].startswith(
                ("application/json", "application/problem+json", "application/vnd.")
            )
            wrong += [] if is_data else [f"{address}: {answer['Content-Type']}"]
        if answer.status_code >= 500 and not address.startswith("/readyz"):
            wrong.append(f"{address}: {answer.status_code}")
    assert wrong == []
    assert statuses[200] > 300
    assert len(shown) == len(hostile.SHAPES)
    assert everything() == before


@pytest.mark.parametrize("sees", ["nothing", "record"])
def test_a_visitors_look_changes_no_row_either(hostile_record, settings, sees, fresh_broker):
    settings.SIGNED_OUT_SEES = sees
    before = everything()
    wrong = []
    for address, answer, body in crawl(Client(raise_request_exception=False), starts(hostile_record)):
        if answer["Content-Type"].startswith("text/html") and body.strip():
            wrong += [f"{address}: {what}" for what in runs(body)]
    assert wrong == []
    assert everything() == before


@pytest.mark.parametrize("what", ["quotes", "conflicts"])
def test_what_is_exported_is_one_line_a_row_whatever_it_holds(hostile_record, what):
    out = io.StringIO()
    call_command("export", what, stdout=out)
    rows = [json.loads(line) for line in out.getvalue().splitlines()]
    assert len(rows) >= len(hostile.SHAPES)
    assert any(hostile.payload(0) in json.dumps(row) or hostile.MARK in json.dumps(row) for row in rows)


def test_the_crawl_tells_what_would_run():
    for number in (0, 12, 14, 22, 36, 46, 47):
        bad = hostile.payload(number)
        assert any(runs(f"<html><body><p title={sign}{bad}{sign}>{bad}</p>".encode()) for sign in ("'", '"')), bad
