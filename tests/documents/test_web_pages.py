"""Of a web page the article is kept, the page around it is not, and what the page states is found."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from documents import MediaType, extract
from tests.documents.cast import ARTICLE, page, read


def test_modern_page_with_structured_data():
    document = extract(page("harbour.html"), filename="harbour.html")
    assert document.headline == "Harbour dredging to start in May, says port chief"
    assert document.title.endswith("| The Saltmarsh Courier")
    assert document.byline == "Ottoline Brandt and Piet Vossen"
    assert document.outlet == "The Saltmarsh Courier"
    assert document.published == datetime(2026, 3, 9, 7, 45, tzinfo=timezone(timedelta(hours=1)))
    assert document.language == "en"
    assert document.media_type is MediaType.HTML
    lines = document.text.split("\n\n")
    assert lines[0].startswith("Work to deepen the inner harbour")
    assert lines[1] == (
        "“We have the money, we have the permits and we have the ships,” Marguerite Oyelaran told reporters at the "
        "fish market. “Nobody can say any longer that this is a paper project.”"
    )
    assert lines[-1].endswith("she said, “and came to one of them”.")
    assert len(lines) == 7


@pytest.mark.parametrize(
    "around",
    [
        "cookie",
        "Subscribe",
        "Share on",
        "newsletter",
        "Ferry timetable",
        "waste of money",
        "All rights reserved",
        "dataLayer",
        "secret-token",
        "#c00",
    ],
)
def test_page_around_the_article_is_left_out(around):
    assert around not in read(page("harbour.html")).text


def test_paragraphs_parted_by_line_breaks_alone():
    document = read(page("reservoir.html"))
    assert document.headline == "Reservoir at half its level, minister admits"
    assert document.byline == "Tamsin Achterberg"
    assert document.outlet == "Upland Wire"
    assert document.published == date(2026, 7, 21)
    lines = document.text.split("\n\n")
    assert len(lines) == 5
    assert lines[1] == '"I will not pretend that the situation is good," said Lucan Farrow. "It is not."'
    assert "Most read" not in document.text
    assert "Advertise" not in document.text


def test_old_page_laid_out_by_a_table_in_a_declared_encoding():
    document = read(page("council.html").decode().encode("cp1252"))
    assert document.encoding == "cp1252"
    assert document.headline == "Council drops plan for second bridge"
    assert document.byline == "Fergus Lindqvist"
    assert document.published == date(2009, 11, 3)
    assert document.outlet == ""
    lines = document.text.split("\n\n")
    assert len(lines) == 4
    assert lines[1] == (
        "“There is no majority for it and there is no money for it,” Adélaïde Brouwer said. "
        "“I’d call that a clear answer.”"
    )


def test_lists_tables_and_emoji_keep_their_lines():
    document = read(page("strike.html"))
    assert document.headline == "Drivers’ union calls strike for Monday — “enough is enough”"
    assert document.published == datetime(2026, 11, 2, 16, 20, tzinfo=UTC)
    assert "🚋 About 2,300 drivers" in document.text
    assert "\n\na rise of 6.5 per cent from January,\n\nan end to split shifts,\n\n" in document.text
    assert "11 | Every 30 minutes" in document.text
    assert "Press Council" not in document.text


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
def test_encoding_of_a_page(codec):
    said = codec if codec == "cp1251" else "utf-8"
    text = "Мэр города сказал в понедельник, что мост останется закрытым."
    markup = (
        f'<!DOCTYPE html><html><head><meta charset="{said}"><title>Мост</title></head><body><p>{text}</p></body></html>'
    )
    assert read(markup.encode(codec)).text == text


def test_short_page_without_article_markup_is_read_whole():
    document = read(
        f"<html><body><nav>Menu</nav><div>{ARTICLE}<br>He gave no reason.</div><script>x()</script></body></html>"
    )
    assert ARTICLE in document.text
    assert "He gave no reason." in document.text
    assert "x()" not in document.text
    assert "Menu" not in document.text


def test_pasted_fragment_of_html():
    assert read(f"<p>{ARTICLE}</p><p>“No,” said Ann Lee.</p>", "").text == f"{ARTICLE}\n\n“No,” said Ann Lee."


def test_the_same_page_gives_the_same_text_each_time():
    assert extract(page("harbour.html")) == extract(page("harbour.html"))


def test_broken_structured_data_is_passed_over():
    bad = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": }</script>'
    deep = '<script type="application/ld+json">' + "[" * 50_000 + "</script>"
    markup = f"<html><head><title>A bridge is closed</title>{bad}{deep}</head><body><p>{ARTICLE}</p></body></html>"
    document = read(markup, "a.html")
    assert document.text == ARTICLE
    assert document.headline == "A bridge is closed"


def test_values_of_unexpected_types_state_nothing():
    data = '{"@type": ["NewsArticle"], "headline": ["x"], "author": [{"name": 7}, null], "publisher": 3, "url": {}}'
    markup = (
        f'<html><head><script type="application/ld+json">{data}</script></head><body><p>{ARTICLE}</p></body></html>'
    )
    document = read(markup, "a.html")
    assert (document.headline, document.byline, document.outlet, document.published) == ("", "", "", None)
