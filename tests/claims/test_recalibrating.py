"""Rulings: kept as pairs to learn from, and what the judge of conflicts is fitted to where that is surely better."""

from __future__ import annotations

import json
import shutil
from io import StringIO
from random import Random

import pytest
from django.core.management import CommandError, call_command

from claims import recalibrating
from claims.actions import conflicts
from claims.actions.undo import undo
from claims.recalibrating import TooFew, tried
from claims.rulings import Ruling, rulings
from extraction.claims import plain_claim, to_plain
from extraction.conflict import encoder
from extraction.conflict.encoder import Opinion, Statements
from extraction.pipeline import parse
from tests import record

pytestmark = pytest.mark.parser

TOO_SURE, HONEST = 0.99, 0.3


def clash(**fields):
    """A conflict whose claims the engine can rebuild."""
    conflict = record.clash(**fields)
    for claim in (conflict.left, conflict.right):
        claim.plain = to_plain(plain_claim(parse(claim.words)))
        claim.save()
    return conflict


def exported():
    out = StringIO()
    call_command("export", "rulings", stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_what_people_ruled_is_kept_as_pairs_with_their_reasons(fact_checker):
    real, wrong, _ = (clash(by=fact_checker, number=number) for number in range(3))
    conflicts.confirm(real, seen=real.version, by=fact_checker, reason="Both counted the same night.")
    conflicts.dismiss(wrong, seen=wrong.version, by=fact_checker, reason="Two fires.")
    first, second = exported()
    assert (first["relation"], first["kind"], first["why"]) == ("conflict", "quantity", "Both counted the same night.")
    assert (second["relation"], second["why"]) == ("related", "Two fires.")
    for row in (first, second):
        assert "Ana Ruiz said" in row["a"]
        assert "Tom Bell said" in row["b"]
    assert all(words in first[side] for side, key in (("a", "left"), ("b", "right")) for words in first[key])
    assert first["b_date"] == "2026-11-20"


def test_a_ruling_that_was_taken_back_is_none(fact_checker):
    conflict = clash(by=fact_checker)
    act = conflicts.dismiss(conflict, seen=conflict.version, by=fact_checker)
    undo(act, by=fact_checker)
    assert exported() == []


def test_what_two_articles_say_of_each_other_is_kept_back_together_or_not_at_all(fact_checker):
    for number in range(12):
        conflict = clash(by=fact_checker, number=number)
        conflicts.dismiss(conflict, seen=conflict.version, by=fact_checker)
    kept = [ruling.held_back for ruling in rulings()]
    assert kept == [ruling.held_back for ruling in rulings()]
    assert set(kept) == {True, False}


def made(share_real, number=200):
    """Rulings of which this share is real, on pairs whose chance the network gives below."""
    random = Random(7)
    return [
        Ruling(
            Statements(f"a {at}", f"b {at}"),
            random.random() < share_real,
            "other",
            ((), ()),
            (None, None),
            "",
            at % 2 == 0,
        )
        for at in range(number)
    ]


@pytest.fixture
def network(monkeypatch):
    """A network that gives every pair the same chance of a conflict."""

    def give(chance):
        opinion = Opinion({}, {}, (), (), chance, chance, chance)
        monkeypatch.setattr(encoder, "opinions", lambda pairs, folder=None: [opinion] * len(pairs))

    return give


def test_a_judge_that_is_too_sure_is_fitted_and_does_better_on_what_was_kept_back(network):
    network(TOO_SURE)
    trial = tried(made(0.3), encoder.FOLDER, encoder.FOLDER)
    assert trial.wins
    assert trial.after < trial.before
    assert trial.curve.score(TOO_SURE) == pytest.approx(0.3, abs=0.1)


def test_a_judge_that_is_right_as_it_is_is_not_replaced(network):
    present = encoder.curves(encoder.FOLDER)[encoder.ARTICLES]
    chance = next(c / 1000 for c in range(1, 1000) if present.score(c / 1000) >= HONEST)
    network(chance)
    assert not tried(made(HONEST), encoder.FOLDER, encoder.FOLDER).wins


@pytest.mark.parametrize(
    ("share", "number"), [(0.5, 20), (0.0, 400), (1.0, 400)], ids=["few", "all dismissed", "all real"]
)
def test_nothing_is_concluded_from_too_little(network, share, number):
    network(TOO_SURE)
    with pytest.raises(TooFew):
        tried(made(share, number), encoder.FOLDER, encoder.FOLDER)


def test_the_command_says_how_many_rulings_there_are(fact_checker, tmp_path):
    conflict = clash(by=fact_checker)
    conflicts.dismiss(conflict, seen=conflict.version, by=fact_checker)
    with pytest.raises(CommandError, match="Too few rulings"):
        call_command("recalibrate", str(tmp_path / "new"))
    assert not (tmp_path / "new").exists()


def test_the_offer_is_a_whole_judge_that_can_be_used(network, tmp_path, monkeypatch):
    network(TOO_SURE)
    monkeypatch.setattr("claims.management.commands.recalibrate.rulings", lambda: made(0.3))
    out = StringIO()
    call_command("recalibrate", str(tmp_path / "new"), stdout=out)
    assert "JUDGE_FOLDER" in out.getvalue()
    before, after = (encoder.curves(folder) for folder in (encoder.FOLDER, tmp_path / "new"))
    assert after["statements"] == before["statements"]
    assert after["articles"].score(TOO_SURE) < before["articles"].score(TOO_SURE)
    monkeypatch.setattr(encoder, "FOLDER", encoder.FOLDER)
    encoder.use(tmp_path / "new")
    assert encoder.problem() == ""


def test_where_it_is_not_better_nothing_is_written(network, tmp_path, monkeypatch):
    monkeypatch.setattr(recalibrating, "SURE", 1.1)
    network(TOO_SURE)
    monkeypatch.setattr("claims.management.commands.recalibrate.rulings", lambda: made(0.3))
    out = StringIO()
    call_command("recalibrate", str(tmp_path / "new"), stdout=out)
    assert "nothing is offered" in out.getvalue()
    assert not (tmp_path / "new").exists()


def test_a_folder_that_is_there_or_holds_no_judge_is_refused(network, tmp_path, monkeypatch):
    with pytest.raises(CommandError, match="is there already"):
        call_command("recalibrate", str(tmp_path))
    monkeypatch.setattr("claims.management.commands.recalibrate.rulings", lambda: made(0.3))
    network(TOO_SURE)
    with pytest.raises(CommandError, match="can't be used"):
        call_command("recalibrate", str(tmp_path / "new"), "--judge", str(tmp_path))
    broken = tmp_path / "broken"
    shutil.copytree(encoder.FOLDER, broken)
    (broken / "scores.json").write_text("{}", encoding="utf-8")
    with pytest.raises(CommandError, match="can't be used"):
        call_command("recalibrate", str(tmp_path / "new"), "--judge", str(broken))
