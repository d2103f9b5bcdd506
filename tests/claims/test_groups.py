"""Claims that say the same, in other words and outlets: who is in a group with whom, and what people say of that."""

from __future__ import annotations

import itertools

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

import extraction
from accounts.models import Act
from articles.locking import Stale
from claims import comparing, recording
from claims.actions import conflicts, groups, quotes
from claims.actions.undo import CannotUndo, undo, undoable
from claims.models import Alike, Claim, ClaimGroup, Conflict, GroupMember
from claims.states import IllegalMove, MemberState
from extraction import vectors
from extraction.claims import to_plain
from extraction.types import CueClass, Kind, Relation, Stance
from tests import record

SHELLED = "The army shelled the hospital in Tarn"
HIT = "Army shells struck the hospital of Tarn"


def said(by, words=SHELLED, *, who="Petra Lund", paper="Gazette"):
    """An article in which somebody says these words; gives the claim."""
    article = record.article(f'{paper}: {who} said: "{words}."', by=by, outlet=paper)
    speaker = record.speaker(who)
    claim = record.claim(record.quote(article, words, voice=record.voice(article, who, speaker=speaker)), words)
    claim.plain = to_plain(extraction.Claim(0, words, claim.span, Stance.ASSERTS, speaker=who))
    claim.save()
    return claim


def judge(*found):
    """As when a text was compared: pairs of claims, and how likely each two say the same, or what else they are."""
    judged = {}
    for one, other, same in found:
        relation = same if isinstance(same, Relation) else Relation.SAME if same else Relation.RELATED
        likely = 0.0 if isinstance(same, Relation) else same
        left, right = sorted((one, other), key=lambda claim: claim.pk)
        proof = (left.span, right.span) if relation is Relation.CONFLICT else ((), ())
        score = 0.9 if relation is Relation.CONFLICT else 0.05
        kind = extraction.types.ConflictKind.NEGATION if relation is Relation.CONFLICT else None
        judged[left.pk, right.pk] = extraction.Comparison(relation, score, kind, *proof, same=likely)
    with transaction.atomic():
        comparing.store(judged)


def rows():
    return [list(model.objects.order_by("pk").values()) for model in (Alike, ClaimGroup, GroupMember, Conflict)]


def together():
    """The groups as sets of claims, without those that people took out."""
    found = {}
    for group, claim in GroupMember.objects.in_group().values_list("group", "claim"):
        found.setdefault(group, set()).add(claim)
    return sorted(map(sorted, found.values()))


def member(claim):
    return GroupMember.objects.get(claim=claim)


@pytest.fixture
def three(editor):
    return [said(editor, paper=f"Paper {number}", who=f"Speaker {number}") for number in "ABC"]


def keys(*claims):
    return sorted(claim.pk for claim in claims)


def test_two_that_say_the_same_are_a_group_and_the_same_again_changes_nothing(three):
    judge((three[0], three[1], 0.9))
    assert together() == [keys(*three[:2])]
    before = rows()
    judge((three[0], three[1], 0.9))
    assert rows() == before


def test_what_is_likely_but_not_enough_or_merely_related_makes_no_group(three):
    judge((three[0], three[1], 0.3), (three[1], three[2], 0))
    assert rows() == [[], [], [], []]


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_in_whichever_order_pairs_are_judged_all_three_end_together(three, order):
    pairs = [(three[0], three[1], 0.9), (three[1], three[2], 0.85), (three[0], three[2], 0.95)]
    for at in order:
        judge(pairs[at])
    assert together() == [keys(*three)]
    before = rows()
    for pair in pairs:
        judge(pair)
    assert rows() == before


def test_a_new_claim_joins_the_group_of_its_likeliest_partner_and_joins_no_two_groups(three, editor):
    other, new = said(editor, HIT, paper="D"), said(editor, HIT, paper="E")
    judge((three[0], three[1], 0.9))
    judge((three[2], other, 0.9))
    judge((new, three[0], 0.85), (new, three[2], 0.95))
    assert together() == [keys(*three[:2]), keys(three[2], other, new)]


def test_a_third_article_never_changes_what_is_confirmed(three, fact_checker):
    judge((three[0], three[1], 0.9))
    groups.confirm(member(three[1]), seen=1, by=fact_checker)
    before = list(GroupMember.objects.order_by("pk").values())
    judge((three[2], three[0], 0.99), (three[2], three[1], 0.99))
    judge((three[0], three[1], 0))
    assert list(GroupMember.objects.exclude(claim=three[2]).order_by("pk").values()) == before
    assert together() == [keys(*three)]


def test_a_machines_membership_whose_pair_no_longer_holds_is_taken_back(three):
    judge((three[0], three[1], 0.9), (three[1], three[2], 0.9))
    group = ClaimGroup.objects.get()
    judge((three[0], three[1], 0))
    assert together() == [keys(*three[1:])]
    assert member(three[1]).group == group
    judge((three[1], three[2], Relation.UPDATE))
    assert rows()[:3] == [[], [], []]


def test_a_pair_that_the_trained_judge_was_not_asked_about_stays(three):
    judge((three[0], three[1], 0.9))
    before = rows()
    with transaction.atomic():
        comparing.store({(three[0].pk, three[1].pk): extraction.Comparison(Relation.RELATED, 0.1)})
    assert rows() == before


def test_the_denial_is_no_member_and_its_conflict_stands(three):
    judge((three[0], three[1], 0.9), (three[1], three[2], Relation.CONFLICT))
    judge((three[0], three[2], 0.9))  # near enough in words to the one, it clashes with the other
    assert together() == [keys(*three[:2])]
    assert Conflict.objects.count() == 1
    before = rows()
    judge((three[0], three[2], 0.9))
    assert rows() == before


def test_one_that_is_found_to_clash_later_leaves_the_group(three):
    judge((three[0], three[1], 0.9), (three[0], three[2], 0.9))
    judge((three[1], three[2], Relation.CONFLICT))
    assert together() == [keys(*three[:2])]


def test_what_was_taken_out_stays_out_even_as_the_original_of_its_copy(three, editor, fact_checker):
    judge((three[0], three[1], 0.9))
    groups.take_out(member(three[1]), seen=1, by=fact_checker)
    judge((three[0], three[1], 0.99), (three[1], three[2], 0.99), (three[0], three[2], 0.99))
    assert together() == [keys(three[0], three[2])]
    first = said(editor, paper="Agency", who="Speaker B")
    type(three[1].quote).objects.filter(pk=three[1].quote_id).update(twin_of=first.quote_id)
    judge((first, three[0], 0.99))
    assert together() == [keys(three[0], three[2])]


def test_a_copy_is_no_member_but_its_original_is(three, editor):
    judge((three[0], three[1], 0.9))
    first = said(editor, paper="Agency", who="Speaker B")
    type(three[1].quote).objects.filter(pk=three[1].quote_id).update(twin_of=first.quote_id)
    judge((three[0], first, 0.9))
    assert together() == [keys(three[0], first)]


def test_confirming_settles_both_and_undoing_brings_back_exactly_what_stood(three, fact_checker):
    judge((three[0], three[1], 0.9), (three[1], three[2], 0.9))
    act = groups.confirm(member(three[2]), seen=1, by=fact_checker)
    assert [member(claim).state for claim in three] == ["confirmed", "suggested", "confirmed"]
    again = groups.confirm(member(three[2]), seen=1, by=fact_checker)
    assert again == act
    undo(act, by=fact_checker)
    assert {member(claim).state for claim in three} == {"suggested"}
    with pytest.raises(CannotUndo):
        undo(act, by=fact_checker)


def test_taking_out_is_undone_exactly_and_putting_back_is_confirming(three, fact_checker):
    judge((three[0], three[1], 0.9), (three[1], three[2], 0.9))
    act = groups.take_out(member(three[2]), seen=1, by=fact_checker)
    assert together() == [keys(*three[:2])]
    assert undoable(member(three[2])) == act
    undo(act, by=fact_checker)
    assert (member(three[2]).state, together()) == ("suggested", [keys(*three)])
    groups.take_out(member(three[2]), seen=3, by=fact_checker)
    groups.confirm(member(three[2]), seen=4, by=fact_checker)
    assert (member(three[2]).state, together()) == ("confirmed", [keys(*three)])


def test_who_may_not_rule_changes_nothing_and_who_is_late_is_told(three, editor, viewer, fact_checker):
    judge((three[0], three[1], 0.9))
    for person in (viewer, editor):
        for act in (groups.confirm, groups.take_out):
            with pytest.raises(PermissionDenied):
                act(member(three[0]), seen=1, by=person)
    groups.take_out(member(three[0]), seen=1, by=fact_checker)
    with pytest.raises(Stale):
        groups.confirm(member(three[0]), seen=1, by=fact_checker)
    with pytest.raises(IllegalMove):
        groups.take_out(member(three[0]), seen=2, by=fact_checker)
    assert Act.objects.filter(verb__endswith="_member").count() == 1


def read(text, words, engine):
    """Have the text read anew, with one quote of these words, by an engine of this name."""
    content = record.spans(text.body, words)
    quote = extraction.Quote((), (), content, Kind.DIRECT, CueClass.SPEECH, 0.9, engine, voice=None)
    claim = extraction.Claim(0, words, content, Stance.ASSERTS)
    with transaction.atomic():
        recording.store(text, extraction.Reading((quote,), (), (claim,), engine), vectors.embed([words]))
    return Claim.objects.filter(quote__text=text, superseded=False).exclude(words="").latest("pk")


@pytest.mark.parametrize(("act", "state"), [("confirm", MemberState.CONFIRMED), ("take_out", MemberState.TAKEN_OUT)])
def test_another_engines_reading_keeps_what_people_said(three, fact_checker, act, state):
    judge((three[0], three[1], 0.9))
    getattr(groups, act)(member(three[1]), seen=1, by=fact_checker)
    before = list(GroupMember.objects.order_by("pk").values())
    claims = [read(claim.quote.text, "The army shelled the hospital", "tests 2") for claim in three[:2]]
    judge((claims[0], claims[1], 0.9))
    held = before if act == "confirm" else [row for row in before if row["claim_id"] == three[1].pk]
    assert [row for row in GroupMember.objects.order_by("pk").values() if row in before] == held
    assert member(three[1]).state == state
    assert Claim.objects.standing().filter(pk=three[1].pk).exists()


def test_where_nobody_said_anything_the_new_claim_takes_the_place_of_the_old_in_the_same_group(three):
    judge((three[0], three[1], 0.9))
    group = ClaimGroup.objects.get()
    new = read(three[1].quote.text, "The army shelled the hospital", "tests 2")
    assert new != three[1]
    judge((three[0], new, 0.9))
    assert together() == [keys(three[0], new)]
    assert ClaimGroup.objects.get() == group


def test_a_dismissed_conflict_keeps_nobody_apart(three, fact_checker):
    judge((three[0], three[1], Relation.CONFLICT))
    row = Conflict.objects.get()
    conflicts.dismiss(row, seen=row.version, by=fact_checker)
    judge((three[0], three[1], 0.9))
    assert together() == [keys(*three[:2])]


def test_a_rejected_quotes_claim_is_taken_back_and_comes_again_when_that_is_undone(three, editor):
    judge((three[0], three[1], 0.9), (three[1], three[2], 0.9), (three[0], three[2], 0.9))
    act = quotes.reject(three[2].quote, seen=1, by=editor)
    judge((three[0], three[1], 0.9))
    assert together() == [keys(*three[:2])]
    undo(act, by=editor)
    judge((three[0], three[2], 0.9))
    assert together() == [keys(*three)]


@pytest.mark.parser
def test_the_engine_puts_two_wordings_of_two_outlets_together_and_leaves_the_denial_out(editor):
    bodies = {
        "Gazette": "Petra Lund said the army shelled the hospital in Tarn.",
        "Times": "The hospital in Tarn was shelled by the army, Ilya Brandt said.",
        "Herald": "The day was cold. Eva Kern said the army had not shelled the hospital in Tarn.",
    }
    texts = [record.article(body, by=editor, outlet=paper).current_text for paper, body in bodies.items()]
    for text in texts:
        found = extraction.read(text.body)
        with transaction.atomic():
            recording.store(text, found, vectors.embed([claim.text for claim in found.claims]))
        judged = comparing.findings(text)
        with transaction.atomic():
            comparing.store(judged)
    assert set(GroupMember.objects.values_list("claim__quote__text", flat=True)) == {text.pk for text in texts[:2]}
    assert ClaimGroup.objects.count() == 1
    assert Conflict.objects.standing().filter(right__quote__text=texts[2]).exists()
    before = rows()
    for text in texts:
        judged = comparing.findings(text)
        with transaction.atomic():
            comparing.store(judged)
    assert rows() == before


def test_grouping_asks_as_often_for_many_as_for_few(editor):
    few, many = ([said(editor, paper=f"{size} {n}") for n in range(size)] for size in (3, 12))

    def cost(claims):
        with CaptureQueriesContext(connection) as captured:
            judge(*((claims[0], claim, 0.9) for claim in claims[1:]))
        return len(captured)

    assert cost(few) == cost(many) <= 30
    assert len(together()) == 2
