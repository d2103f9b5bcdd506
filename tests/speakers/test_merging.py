"""Merge, split, rename: decided, derived, and each taken back exactly, in any order."""

from __future__ import annotations

import contextlib
import random

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import Act
from articles.locking import Stale
from claims.actions.undo import CannotUndo, undo
from speakers.actions import identity, merging, speakers, splitting
from speakers.actions.speakers import SpeakerFields
from speakers.clusters import Contradiction
from speakers.matching import derive
from speakers.models import Decision, Speaker, Voice
from speakers.states import Answer, SpeakerKind
from tests import record


@pytest.fixture
def voices(editor):
    """`voices(*names)` are voices of these names, each of its own article, matched."""

    def made(*names: str) -> list[Voice]:
        rows = []
        for name in names:
            of = record.article(f"{name} spoke. {Voice.objects.count()}", by=editor)
            rows.append(record.voice(of, name))
            derive(rows[-1:])
        return rows

    return made


def stands():
    """What is shown: of each standing speaker its names and what it stands under, of each voice who it is."""
    rows = Speaker.objects.standing().order_by("pk").prefetch_related("aliases")
    named = {row.pk: (row.name, row.kind, row.canonical_id, sorted(a.name for a in row.aliases.all())) for row in rows}
    return named, dict(Voice.objects.order_by("pk").values_list("pk", "speaker"))


def named(name):
    return Speaker.objects.standing().get(name=name)


def who(voice):
    voice.refresh_from_db()
    return voice.speaker and voice.speaker.name


def merge(one, other, by):
    return merging.merge(named(one), named(other), seen=None, by=by)


def test_a_merge_shows_both_under_one_and_is_taken_back(voices, curator):
    bob, robert = voices("Bob Smith", "Robert Smith")
    before = stands()
    act = merge("Bob Smith", "Robert Smith", curator)
    assert who(bob) == who(robert) == "Robert Smith"
    assert Speaker.objects.get(name="Bob Smith").canonical == named("Robert Smith")
    assert (act.verb, act.after["moved"]) == ("merge_speakers", 1)
    undo(act, by=curator)
    assert stands() == before
    with pytest.raises(CannotUndo):
        undo(act, by=curator)


def test_why_a_voice_is_on_record_tells_of_the_merge_that_a_person_decided(voices, curator):
    [mine, theirs] = voices("Vera Quist", "Vera Quist-Harlan")
    assert {voice.match for voice in (mine, theirs)} == {"the same name"}
    act = merge("Vera Quist-Harlan", "Vera Quist", curator)
    who(theirs)
    assert "a person joined" in theirs.match
    undo(act, by=curator)
    who(theirs)
    assert theirs.match == "the same name"


def test_later_voices_follow_a_merge(voices, curator):
    voices("Bob Smith", "Robert Smith")
    merge("Bob Smith", "Robert Smith", curator)
    assert [who(voice) for voice in voices("Bob Smith")] == ["Robert Smith"]


def test_merges_in_a_row_and_the_first_taken_back(voices, curator):
    a, b, c = voices("Ana Ruiz", "Anna Ruiz", "Ana R. Ruiz")
    first = merge("Ana Ruiz", "Anna Ruiz", curator)
    merge("Anna Ruiz", "Ana R. Ruiz", curator)
    assert who(a) == who(b) == who(c) == "Ana R. Ruiz"
    undo(first, by=curator)
    assert (who(a), who(b), who(c)) == ("Ana Ruiz", "Ana R. Ruiz", "Ana R. Ruiz")


def test_a_merge_that_joins_what_is_held_different_is_refused_with_the_path(voices, curator):
    voices("Ana Ruiz", "Anna Ruiz", "Ana R. Ruiz")
    splitting.split(
        named("Ana Ruiz"), [Voice.objects.get(name="Ana Ruiz").pk], named("Ana R. Ruiz"), seen=None, by=curator
    )
    merge("Ana R. Ruiz", "Anna Ruiz", curator)
    before = stands()
    with pytest.raises(Contradiction) as told:
        merge("Anna Ruiz", "Ana Ruiz", curator)
    assert "“Ana R. Ruiz” is “Anna Ruiz” (curator, " in str(told.value)
    assert "“Ana R. Ruiz” is not “Ana Ruiz” (curator, " in str(told.value)
    assert len(told.value.path) == 2
    assert stands() == before


def test_a_voice_held_different_parts_two(voices, curator):
    voice, _ = voices("Ana Ruiz", "Anna Ruiz")
    anna = named("Anna Ruiz")
    identity.decide(voice, anna, Answer.DIFFERENT, seen=voice.version, by=curator)
    voice.refresh_from_db()
    identity.decide(voice, named("Ana Ruiz"), Answer.SAME, seen=voice.version, by=curator)
    with pytest.raises(Contradiction, match="is not “Anna Ruiz”"):
        merge("Ana Ruiz", "Anna Ruiz", curator)


def test_the_same_pair_decided_anew_overturns_the_split(voices, curator):
    one, other = voices("Ana Ruiz", "Ana Ruiz")
    splitting.split(named("Ana Ruiz"), [one.pk], "Ana Ruiz, judge", seen=None, by=curator)
    assert (who(one), who(other)) == ("Ana Ruiz, judge", "Ana Ruiz")
    merge("Ana Ruiz, judge", "Ana Ruiz", curator)
    assert who(one) == who(other) == "Ana Ruiz"


def test_a_split_to_one_of_the_same_name_leaves_the_others(voices, curator):
    one, two, three = voices("Ana Ruiz", "Ana Ruiz", "Ana Ruiz")
    before = stands()
    first = named("Ana Ruiz")
    act = splitting.split(first, [one.pk], "Ana Ruiz", seen=first.version, by=curator)
    for voice in (one, two, three):
        voice.refresh_from_db()
    assert two.speaker == three.speaker == first
    assert one.speaker not in {None, first}
    assert [who(voice) for voice in voices("Ana Ruiz")] == [None]  # which of the two?
    Voice.objects.order_by("pk").last().delete()
    undo(act, by=curator)
    assert stands() == before


def test_a_split_by_alias_teaches_later_articles(voices, curator):
    bob, robert = voices("Bob Smith", "Robert Smith")
    merge("Bob Smith", "Robert Smith", curator)
    row = named("Robert Smith")
    act = splitting.split(row, [bob.pk], "Bob Smith", alias="Bob Smith", seen=row.version, by=curator)
    assert (who(bob), who(robert)) == ("Bob Smith", "Robert Smith")
    [later] = voices("Bob Smith")
    assert later.speaker_id == Voice.objects.get(pk=bob.pk).speaker_id
    undo(act, by=curator)
    assert who(bob) == who(later) == "Robert Smith"


def test_a_split_needs_voices_of_the_speaker(voices, curator):
    one, other = voices("Ana Ruiz", "Tom Bell")
    for chosen in ([], [other.pk], [one.pk, other.pk]):
        with pytest.raises(ValueError, match="Choose"):
            splitting.split(named("Ana Ruiz"), chosen, "Ana Ruiz, judge", seen=None, by=curator)
    with pytest.raises(ValueError, match="letters"):
        splitting.split(named("Ana Ruiz"), [one.pk], "?!", seen=None, by=curator)
    assert Speaker.objects.count() == 2


def test_renames_taken_back_in_any_order(voices, curator):
    [voice] = voices("Ana Ruiz")
    row = named("Ana Ruiz")
    first = speakers.rename(row, "Ana Ruiz Soto", seen=None, by=curator)
    second = speakers.rename(row, "Ana Soto", seen=None, by=curator)
    assert who(voice) == "Ana Soto"
    undo(first, by=curator)
    assert who(voice) == "Ana Soto"
    assert {alias.name for alias in row.aliases.all()} == {"Ana Ruiz", "Ana Soto"}
    undo(second, by=curator)
    assert who(voice) == "Ana Ruiz"


def test_a_rename_to_another_speakers_name_is_refused(voices, curator):
    voices("Ana Ruiz", "Anna Ruiz")
    with pytest.raises(ValueError, match="merge the two"):
        speakers.rename(named("Ana Ruiz"), "Anna Ruiz", seen=None, by=curator)


def test_a_decision_teaches_other_voices_of_the_name(voices, curator):
    one, other, _ = voices("Bob Smith", "Bob Smith", "Robert Smith")
    before = stands()
    act = identity.give(one, "Robert Smith", SpeakerKind.PERSON, seen=one.version, by=curator)
    assert who(one) == who(other) == "Robert Smith"
    assert other.match == "" or "a person decided so of another" in Voice.objects.get(pk=other.pk).match
    assert [who(voice) for voice in voices("Bob Smith")] == ["Robert Smith"]
    Voice.objects.order_by("pk").last().delete()
    undo(act, by=curator)
    assert stands() == before


def test_a_wrong_name_mended_in_one_article_teaches_nothing(voices, curator):
    one, other, _ = voices("Ana Ruiz", "Ana Ruiz", "Tom Bell")
    identity.give(one, "Tom Bell", SpeakerKind.PERSON, seen=one.version, by=curator)
    assert (who(one), who(other)) == ("Tom Bell", "Ana Ruiz")


def test_a_speaker_made_by_an_act_goes_with_it(voices, curator):
    [voice] = voices("Ana Ruiz")
    act = identity.give(voice, "Eva Kern", SpeakerKind.PERSON, seen=voice.version, by=curator)
    undo(act, by=curator)
    assert not Speaker.objects.standing().filter(name="Eva Kern").exists()
    assert who(voice) == "Ana Ruiz"


@pytest.mark.parametrize("who", ["viewer", "editor", "fact_checker", "stranger"])
def test_only_curators(cast, voices, who):
    one, _ = voices("Ana Ruiz", "Anna Ruiz")
    for act in (
        lambda by: merge("Ana Ruiz", "Anna Ruiz", by),
        lambda by: splitting.split(named("Ana Ruiz"), [one.pk], "Eva Kern", seen=None, by=by),
        lambda by: speakers.rename(named("Ana Ruiz"), "Eva Kern", seen=None, by=by),
    ):
        with pytest.raises(PermissionDenied):
            act(cast[who])
    assert not Act.objects.exists()


def test_a_second_curator_is_told_or_has_decided_the_same(voices, curator, admin):
    voices("Ana Ruiz", "Anna Ruiz", "Ana R. Ruiz")
    ana, anna = named("Ana Ruiz"), named("Anna Ruiz")
    first = merging.merge(ana, anna, seen=ana.version, by=curator)
    assert merging.merge(ana, anna, seen=ana.version, by=admin) == first
    with pytest.raises(Stale):
        speakers.rename(ana, "Eva Kern", seen=ana.version, by=admin)
    assert Decision.objects.count() == 1


class Game:
    """Acts at random, and the same acts without some of them."""

    def __init__(self, by, seed: int) -> None:
        self.by, self.luck, self.acts = by, random.Random(seed), []

    def act(self) -> None:
        rows = list(Speaker.objects.canonical().order_by("pk"))
        row = self.luck.choice(rows)
        mine = list(Voice.objects.filter(speaker=row).order_by("pk").values_list("pk", flat=True))
        kind = self.luck.choice(["merge", "merge", "split", "rename", "save", "decide"])
        with contextlib.suppress(ValueError):  # refused: that is an answer too
            self.acts.append(getattr(self, kind)(row, rows, mine))

    def merge(self, row, rows, mine):
        return merging.merge(row, self.luck.choice(rows), seen=None, by=self.by)

    def split(self, row, rows, mine):
        chosen = self.luck.sample(mine, self.luck.randint(1, len(mine))) if mine else []
        to = self.luck.choice([self.luck.choice(rows), f"{row.name} the other", row.name])
        alias = self.luck.choice(["", row.name])
        return splitting.split(row, chosen, to, alias=alias, seen=None, by=self.by)

    def rename(self, row, rows, mine):
        return speakers.rename(row, f"New Name {self.luck.choice('ABCDEF')}", seen=None, by=self.by)

    def save(self, row, rows, mine):
        names = [alias.name for alias in row.aliases.all() if self.luck.random() < 0.7]
        kind = self.luck.choice([SpeakerKind.PERSON, SpeakerKind.PERSON, SpeakerKind.GROUP])
        wanted = SpeakerFields(name=row.name, kind=kind, aliases=(*names, f"Alias {self.luck.randint(1, 9)}"))
        return speakers.save(row, wanted, seen=None, by=self.by)[1]

    def decide(self, row, rows, mine):
        voice = self.luck.choice(list(Voice.objects.order_by("pk")))
        answer = self.luck.choice(list(Answer))
        return identity.decide(voice, row, answer, seen=voice.version, by=self.by)


NAMES = ("Bob Smith", "Robert Smith", "Robert Smith", "Rob T. Smith", "Ana Ruiz", "Anna Ruiz", "A. Ruiz", "Tom Bell")


@pytest.mark.parametrize("seed", range(6))
def test_all_acts_taken_back_in_any_order_leave_what_was_there(voices, curator, seed):
    voices(*NAMES)
    before = stands()
    game = Game(curator, seed)
    while len(game.acts) < 10:
        game.act()
    game.luck.shuffle(game.acts)
    for act in game.acts:
        if not Act.objects.filter(undoes=act).exists():
            undo(act, by=curator)
    assert stands() == before


@pytest.mark.parametrize("seed", range(6))
def test_live_decisions_never_hold_one_thing_twice_and_nobody_stands_dead(voices, curator, seed):
    voices(*NAMES)
    game = Game(curator, 100 + seed)
    for _ in range(14):
        game.act()
        if game.acts and game.luck.random() < 0.3:
            act = game.acts.pop(game.luck.randrange(len(game.acts)))
            if not Act.objects.filter(undoes=act).exists():
                undo(act, by=curator)
    assert not Voice.objects.exclude(speaker__canonical=None).exists()
    assert not Voice.objects.filter(speaker__stands=False).exists()
    assert not Speaker.objects.exclude(canonical__canonical=None).exists()
    before = stands()
    derive(Voice.objects.all())
    assert stands() == before
