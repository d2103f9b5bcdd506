"""The administration: every list opens, searches and is filtered; it saves through acts; the policy holds."""

from __future__ import annotations

import re

import pytest
from django.contrib import admin as django_admin
from django.test import Client
from django.urls import reverse

from accounts.models import Act, Desk, Membership, User
from articles.models import Appearance, Job, Outlet, Tombstone
from articles.states import JobState
from claims.states import ConflictState, QuoteState
from speakers.actions import identity
from speakers.models import Alias, Decision, Speaker, Voice
from speakers.states import Answer, SpeakerKind
from tests import record

MODELS = sorted((model._meta.label_lower, model) for model in django_admin.site._registry)
FORBIDDEN = re.compile(
    r"<style|\sstyle=|\son[a-z]+=\"|<script(?![^>]*\ssrc=)(?![^>]*type=\"application/json\")|https?://(?!www.w3.org|testserver)"
)


@pytest.fixture
def conflict(editor, curator):
    """A record with at least one row of every table."""
    conflict = record.clash(by=editor)
    record.preview(conflict.left.quote.text.article)
    record.group(conflict.left, conflict.right)
    Tombstone.objects.create(article=10**6, by=editor, reason="An order.")
    identity.give(conflict.left.quote.voice, "Ana Maria Ruiz", SpeakerKind.PERSON, seen=1, by=curator)
    return conflict


def client(user):
    found = Client()
    found.force_login(user)
    return found


def path(model, page, *args):
    return reverse(f"admin:{model._meta.label_lower.replace('.', '_')}_{page}", args=args)


def test_every_model_of_ours_is_there_and_none_that_bypasses_the_acts():
    assert {label for label, _ in MODELS} == {
        *("accounts.user", "accounts.desk", "accounts.membership", "accounts.act"),
        *(
            "articles.outlet",
            "articles.article",
            "articles.text",
            "articles.appearance",
            "articles.job",
            "articles.tombstone",
        ),
        *("speakers.speaker", "speakers.alias", "speakers.voice", "speakers.decision"),
        *("claims.reading", "claims.preview", "claims.quote", "claims.claim", "claims.conflict"),
        *("claims.alike", "claims.claimgroup", "claims.groupmember"),
    }


@pytest.mark.parametrize("model", [model for _, model in MODELS], ids=[label for label, _ in MODELS])
def test_every_list_and_row_opens_searches_and_holds_to_the_policy(admin, conflict, model):
    page = client(admin).get(path(model, "changelist"), {"q": "fire 12"})
    assert page.status_code == 200
    pages = [client(admin).get(path(model, "changelist"))]
    row = model._default_manager.first()
    assert row is not None
    pages.append(client(admin).get(path(model, "change", row.pk)))
    for page in pages:
        assert page.status_code == 200
        assert not FORBIDDEN.search(page.content.decode()), FORBIDDEN.search(page.content.decode())
        assert "unsafe" not in page["Content-Security-Policy"]


@pytest.mark.parametrize("model", [model for _, model in MODELS], ids=[label for label, _ in MODELS])
def test_every_filter_works(admin, conflict, model):
    html = client(admin).get(path(model, "changelist")).content.decode()
    links = set(re.findall(r'href="(\?[^"]+)"', html))
    for link in links:
        answer = client(admin).get(path(model, "changelist") + link.replace("&amp;", "&"))
        assert answer.status_code == 200, link
        assert "e=1" not in answer.get("Location", ""), link


def test_a_list_costs_no_more_for_more_rows(admin, editor, django_assert_max_num_queries):
    for number in range(12):
        record.clash(by=editor, number=number)
    page = client(admin)
    for _, model in MODELS:
        with django_assert_max_num_queries(14):
            assert page.get(path(model, "changelist")).status_code == 200


@pytest.mark.parametrize("model", [model for _, model in MODELS], ids=[label for label, _ in MODELS])
def test_nothing_can_be_deleted(admin, conflict, model):
    row = model._default_manager.first()
    assert client(admin).post(path(model, "delete", row.pk), {"post": "yes"}).status_code == 403
    assert "delete_selected" not in client(admin).get(path(model, "changelist")).content.decode()


@pytest.mark.parametrize(
    ("who", "gets_in"),
    [
        *((who, False) for who in ("stranger", "viewer", "editor", "fact_checker")),
        *((who, True) for who in ("curator", "admin")),
    ],
)
def test_curators_and_administrators_get_in_and_nobody_else(cast, who, gets_in):
    answer = client(cast[who]).get("/admin/", follow=True)
    assert answer.status_code == (200 if gets_in else 403)


def test_a_visitor_signs_in_at_the_one_page_for_it(db):
    answer = Client().get("/admin/claims/quote/", follow=True)
    assert answer.redirect_chain[-1][0] == reverse("sign-in") + "?next=/admin/claims/quote/"


def test_a_foreign_address_is_not_gone_to_after_sign_in(db):
    answer = Client().get("/admin/login/?next=https://evil.example/")
    assert answer["Location"] == reverse("sign-in") + "?next=/admin/"


def test_a_curator_sees_no_people_and_rules_on_no_conflict(curator, conflict):
    page = client(curator)
    assert page.get(path(User, "changelist")).status_code == 403
    assert page.get(path(Membership, "changelist")).status_code == 403
    actions = page.get(path(type(conflict), "changelist")).content.decode()
    assert "dismiss_chosen" not in actions
    page.post(path(type(conflict), "changelist"), {"action": "dismiss_chosen", "_selected_action": [conflict.pk]})
    conflict.refresh_from_db()
    assert conflict.state == ConflictState.SUGGESTED


def test_quotes_are_accepted_in_bulk_as_one_batch(curator, conflict):
    quotes = [conflict.left.quote, conflict.right.quote]
    answer = client(curator).post(
        path(type(quotes[0]), "changelist"),
        {"action": "accept_chosen", "_selected_action": [quote.pk for quote in quotes]},
        follow=True,
    )
    assert "2 rows were ruled on." in answer.content.decode()
    assert {quote.__class__.objects.get(pk=quote.pk).state for quote in quotes} == {QuoteState.ACCEPTED}
    assert len(set(Act.objects.filter(verb="accept_quote").values_list("batch", flat=True))) == 1


def test_conflicts_are_dismissed_in_bulk_by_an_administrator(admin, conflict):
    client(admin).post(
        path(type(conflict), "changelist"), {"action": "dismiss_chosen", "_selected_action": [conflict.pk]}
    )
    conflict.refresh_from_db()
    assert conflict.state == ConflictState.DISMISSED
    assert Act.objects.on(conflict).get().by == admin


def test_failed_work_is_tried_again(curator, editor, fresh_broker):
    record.appearance(None, by=editor, state=JobState.FAILED, error="killed")
    job = Job.objects.get()
    client(curator).post(path(Job, "changelist"), {"action": "retry_chosen", "_selected_action": [job.pk]})
    assert Job.objects.live().get().target_id == job.target_id


def test_a_speaker_is_renamed_through_the_act(curator):
    speaker = record.speaker("Bob Smith")
    sent = {"name": "Robert Smith", "kind": "person", "known_as": "Bob Smith\nR. Smith", "wikidata": "", "seen": 1}
    answer = client(curator).post(path(Speaker, "change", speaker.pk), sent)
    assert answer.status_code == 302
    speaker.refresh_from_db()
    assert (speaker.name, speaker.version) == ("Robert Smith", 2)
    assert set(Alias.objects.values_list("name", flat=True)) == {"Robert Smith", "Bob Smith", "R. Smith"}
    assert Act.objects.on(speaker).get().verb == "save_speaker"


def test_a_stale_form_is_told_so_and_saves_nothing(curator):
    speaker = record.speaker("Bob Smith")
    sent = {"name": "Robert Smith", "kind": "person", "known_as": "", "wikidata": "", "seen": 1}
    client(curator).post(path(Speaker, "change", speaker.pk), sent)
    answer = client(curator).post(path(Speaker, "change", speaker.pk), {**sent, "name": "Roberta"}, follow=True)
    assert "Someone has changed it" in answer.content.decode()
    speaker.refresh_from_db()
    assert speaker.name == "Robert Smith"


def test_a_name_without_letters_is_told_so(curator):
    sent = {"name": "?!", "kind": "person", "known_as": "", "wikidata": ""}
    answer = client(curator).post(path(Speaker, "add"), sent, follow=True)
    assert "A name needs letters" in answer.content.decode()
    assert not Speaker.objects.exists()


def test_a_speaker_is_added(curator):
    sent = {"name": "Lena Holt", "kind": "person", "known_as": "", "wikidata": ""}
    assert client(curator).post(path(Speaker, "add"), sent).status_code == 302
    assert Speaker.objects.get().name == "Lena Holt"


def test_a_voice_is_given_to_a_speaker_and_taken_from_one(curator, editor):
    voice = record.clash(by=editor).left.quote.voice
    other = record.speaker("Ana Maria Ruiz")
    client(curator).post(path(Voice, "change", voice.pk), {"speaker": other.pk, "seen": 1})
    voice.refresh_from_db()
    assert (voice.speaker, Decision.objects.get().answer) == (other, Answer.SAME)
    client(curator).post(path(Voice, "change", voice.pk), {"speaker": "", "seen": 2})
    assert Decision.objects.live().get().answer == Answer.DIFFERENT


def test_the_chooser_finds_speakers_by_any_of_their_names(curator):
    speaker = record.speaker("Robert Smith")
    Alias.objects.create(speaker=speaker, name="Bob Smith", normalised="bob smith")
    asked = {"term": "bob", "app_label": "speakers", "model_name": "voice", "field_name": "speaker"}
    found = client(curator).get(reverse("admin:autocomplete"), asked).json()["results"]
    assert [row["text"] for row in found] == ["Robert Smith"]


def test_an_outlet_and_an_appearance_are_mended_through_acts(curator, editor):
    client(curator).post(path(Outlet, "add"), {"name": "Gazette", "domain": ""})
    outlet = Outlet.objects.get()
    row = record.appearance(None, by=editor, headline="Fyre")
    sent = {
        "headline": "Fire",
        "outlet": outlet.pk,
        "url": "",
        "byline": "",
        "published_at_0": "2026-11-20",
        "published_at_1": "10:00",
        "original": "changed",
        "seen": 1,
    }
    client(curator).post(path(Appearance, "change", row.pk), sent)
    changed = Appearance.objects.get()
    assert (changed.headline, changed.outlet, changed.original) == ("Fire", outlet, row.original)
    assert {act.verb for act in Act.objects.all()} == {"save_outlet", "save_appearance"}


def test_an_administrator_makes_a_member_with_a_role(admin):
    desk = Desk.objects.get()
    sent = {
        "username": "nina",
        "first_name": "",
        "last_name": "",
        "email": "",
        "is_active": "on",
        "held": [f"{desk.pk}:editor"],
        "password_now": "a-long-pass-phrase-7",
        "is_superuser": "on",
    }
    assert client(admin).post(path(User, "add"), sent).status_code == 302
    nina = User.objects.get(username="nina")
    assert (nina.roles, nina.is_superuser) == ({"editor"}, False)
    weak = client(admin).post(path(User, "change", nina.pk), {**sent, "password_now": "nina"})
    assert "too short" in weak.content.decode()
    assert User.objects.get(pk=nina.pk).password == nina.password


def test_nobody_locks_themselves_out(admin):
    sent = {"username": "admin", "is_active": "", "held": [], "password_now": ""}
    answer = client(admin).post(path(User, "change", admin.pk), sent, follow=True)
    assert "your own access" in answer.content.decode()
    assert User.objects.get(pk=admin.pk).is_active


def test_the_history_of_a_row_is_the_ledger(admin, conflict):
    voice = conflict.left.quote.voice
    answer = client(admin).get(path(Voice, "history", voice.pk), follow=True)
    assert answer.status_code == 200
    assert "decided who a voice is" in answer.content.decode()
