"""What a quote claims: stance, modality, words that stand alone, and where they stand."""

from __future__ import annotations

import pytest

from extraction import read
from extraction.claims import plain_claim
from extraction.pipeline import parse
from extraction.types import Modality, Stance

pytestmark = pytest.mark.parser


def claims(text):
    return read(text).claims


def only(text):
    (claim,) = claims(text)
    return claim


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The minister said the bridge was safe.", Stance.ASSERTS),
        ("The minister denied that the bridge was unsafe.", Stance.DENIES),
        ("Norvik has denied any involvement in the laundering of money.", Stance.DENIES),
        ("The senator asked whether the bridge was safe.", Stance.ASKS),
        ('"Who paid for the bridge?" the senator asked.', Stance.ASKS),
        ("Economists predicted that prices would rise.", Stance.PREDICTS),
        ("The minister said the bridge will open again.", Stance.PREDICTS),
        ("The union demanded that the port reopen.", Stance.DEMANDS),
        ('"The port must reopen at once," the union leader said.', Stance.DEMANDS),
        ('"Don\'t touch the letters," the clerk said.', Stance.DEMANDS),
    ],
)
def test_stance(text, stance):
    assert [claim.stance for claim in claims(text)] == [stance]


@pytest.mark.parametrize(
    ("said", "modality"),
    [
        ("the bridge fell", Modality.FACT),
        ("the bridge may have fallen", Modality.POSSIBLE),
        ("the bridge had reportedly fallen", Modality.POSSIBLE),
        ("the bridge will fall", Modality.FUTURE),
        ("the bridge is going to fall", Modality.FUTURE),
        ("the bridge must close", Modality.NECESSARY),
        ("the bridge would fall if the river rose", Modality.CONDITIONAL),
    ],
)
def test_modality(said, modality):
    assert only(f"The engineer said {said}.").modality is modality


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Norvik Energy said it had stopped the cranes.", "Norvik Energy had stopped the cranes"),
        ('"I never paid the builder," Petra Lund said.', "Petra Lund never paid the builder"),
        ('"I don\'t know the builder," Petra Lund said.', "Petra Lund doesn't know the builder"),
        ('"I am innocent," Petra Lund said.', "Petra Lund is innocent"),
        ("Marovia denied any use of gas.", "Any use of gas by Marovia"),
        ('"The cranes have stopped," said Petra Lund.', "The cranes have stopped"),
    ],
)
def test_a_claim_reads_alone(text, words):
    assert [claim.text for claim in claims(text)] == [words]


def test_a_pronoun_that_may_mean_another_is_left():
    (claim,) = claims("Petra Lund said the builder lied and that her sister knew he had lied.")[:1]
    assert "Petra Lund" not in claim.text


def test_coordinated_clauses_are_claims_each_with_its_own_words():
    text = "The mayor said the cranes stopped on Monday and the dockers left the port."
    assert [[text[a:b] for a, b in claim.span] for claim in claims(text)] == [
        ["the cranes stopped on Monday"],
        ["the dockers left the port"],
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The mayor wants to see the cranes.",
        "The minister did not say that the bridge was safe.",
        "The minister declined to say whether the bridge was safe.",
        "The minister declined to comment on the report.",
        "Nobody in the ministry said that the bridge was safe.",
        "No one had told the builder that the bridge was safe.",
    ],
)
def test_what_is_wished_or_not_said_is_no_claim(text):
    assert [claim for claim in claims(text) if claim.stance is Stance.ASSERTS] == []


def test_what_somebody_is_denied_to_have_said_is_no_claim_of_theirs():
    """Else an order that the director denies would stand on record as his words."""
    found = claims("Director Julian Kern denied that he had ordered staff not to tell the families about the outbreak.")
    assert [(claim.speaker, claim.stance) for claim in found] == [("Julian Kern", Stance.DENIES)]


def test_what_nothing_is_found_to_show_is_not_asserted():
    found = claims("Judge Rosalie Inchbald found no evidence that any member of staff had deleted a file.")
    assert Stance.ASSERTS not in {claim.stance for claim in found}


@pytest.mark.parametrize("emoji", ["", "🔥 ", "e\u0301 \u200f"])
def test_spans_and_figures_point_at_their_words_in_code_points(emoji):
    text = f'{emoji}Chief Tom Bell said: "The fire hurt 12 people 🔥 on Monday."'
    for claim in claims(text):
        for start, end in (*claim.span, *(word.span for word in claim.frame.words)):
            assert 0 <= start < end <= len(text)
        assert [text[slice(*figure.span)] for figure in claim.quantities] == ["12"]
        assert [text[slice(*when.span)] for when in claim.dates] == ["Monday"]


def test_negating_words_are_told_from_those_that_negate_a_part():
    whole, part, none = (
        only(f"The mayor said {said}.").frame
        for said in (
            "no soldiers crossed the border",
            "not all soldiers crossed the border",
            "not only soldiers crossed the border",
        )
    )
    assert len(whole.negations) == 1
    assert (part.negations, [word.lemma for word in part.words if word.role == "scope"]) == ((), ["not"])
    assert (none.negations, [word for word in none.words if word.role == "scope"]) == ((), [])


def test_neither_nor_negates_once():
    assert len(only("The mayor said neither the police nor the army fired.").frame.negations) == 1


def test_a_plain_statement_is_one_claim_and_a_report_is_its_speakers():
    plain = plain_claim(parse("The bridge fell on Monday."))
    report = plain_claim(parse("Norvik denied that the bridge fell."))
    assert (plain.speaker, plain.stance, plain.quote) == ("", Stance.ASSERTS, None)
    assert (report.speaker, report.stance) == ("Norvik", Stance.DENIES)
    with pytest.raises(ValueError, match="empty"):
        plain_claim(parse(" \n"))
