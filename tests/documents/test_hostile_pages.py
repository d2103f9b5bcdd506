"""Pages made to cost a parser dear are refused, or read, in a moment."""

from __future__ import annotations

import gc
import time

import pytest

from documents import Refused
from documents.markup import refuse_costly
from tests.documents.cast import ARTICLE, read, refusal

START = "<html><body><p>" + ARTICLE


def test_attribute_bomb():
    refused = refusal((START + "<a " + " ".join(f"x{n}=1" for n in range(200_000)) + ">").encode())
    assert refused.code == "too_many_attributes"
    assert "200" in refused.sentence


def test_deep_nesting():
    refused = refusal((START + "<div>" * 300_000).encode())
    assert refused.code == "too_deep"
    assert "1,000" in refused.sentence


@pytest.mark.parametrize(
    "markup",
    [
        "<p>one" * 5_000,
        "<ul>" + "<li>one" * 5_000 + "</ul>",
        "<table>" + "<tr><td>a<td>b" * 3_000 + "</table>",
        "<br><img src=x>" * 5_000,
        "<div>" * 900 + "x" + "</div>" * 900,
        "<div><p>x</div>" * 5_000,
        "<b>x</i></b>" * 5_000,
        "<!-- " + "<div>" * 5_000 + "-->",
        "<script>" + "'<div>' + " * 5_000 + "</script>",
        "<a title='1 > 0' href=\"x\" " + "data-a=b " * 190 + ">x</a>",
        "3 < 4 and <3 you",
    ],
)
def test_ordinary_and_sloppy_markup_passes(markup):
    refuse_costly(START + markup)


@pytest.mark.parametrize(
    "piece",
    [
        "<a ",
        "<a b='",
        "<a b=\"<a b='",
        "<!--",
        "<!",
        "</",
        "<script>",
        "<p a=b>",
        "<i>",
        "< a",
        "<a/",
        "<a =",
        "='\"",
        "<p><b>",
    ],
)
def test_the_look_takes_linear_time(piece):
    """Each family twice as long takes about twice as long.

    The least of up to twenty measures of each length stands for it, taken by turns and without collecting garbage
    (as `timeit` does): noise only ever adds, so the least comes near to the cost itself.
    """
    lengths = piece * 20_000, piece * 40_000
    once = twice = float("inf")
    gc.disable()
    try:
        for _ in range(20):
            once, twice = (min(least, _seconds(markup)) for least, markup in zip((once, twice), lengths, strict=True))
            if twice <= 2.6 * once + 0.02:
                break
    finally:
        gc.enable()
    assert twice <= 2.6 * once + 0.02


def _seconds(markup: str) -> float:
    """Give the CPU seconds of one look; none where the page is refused."""
    began = time.process_time()
    try:
        refuse_costly(markup)
    except Refused:
        return 0.0
    return time.process_time() - began


@pytest.mark.parametrize(
    "markup",
    [
        START + "a" + "\u0315\u0300\u05ae\u0301" * 50_000,
        START + "<!--" * 200_000,
        START + "<p>word" * 5_000,
        START + ("<div>" * 200 + "deep" + "</div>" * 200) * 4,
        START + "<table><tr><td>x" * 100,
        START + "&#0;&#xD800;&#x110000;&nosuch;" + "&amp;" * 10_000,
    ],
)
def test_costly_shapes_end_soon_in_a_text(markup):
    began = time.monotonic()
    text = read(markup, "x.html").text
    assert ARTICLE.split()[0] in text
    text.encode("utf-8")
    assert "\x00" not in text
    assert time.monotonic() - began < 20
