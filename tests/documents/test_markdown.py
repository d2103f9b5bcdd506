"""Of a Markdown file the words are kept, its signs are not, and what stands above them is found."""

from __future__ import annotations

import time
from datetime import date, datetime, timedelta, timezone

import pytest

from documents import Limits, MediaType, extract
from tests.documents.cast import ARTICLE, read, refusal

STORY = """---
title: "Ferry line to close, says harbour master"
author: [Ann Lee, Bo Park]
date: 2026-03-09 07:45:00 +0100
source: The Saltmarsh Courier
lang: en-GB
---

# Ferry line to close, says harbour master

*By Ann Lee, 9 March 2026*

![The ferry at dawn](ferry.jpg "title")

The ferry will **stop**, the [harbour master](https://harbour.example/who) said.
“It is _over_,” she added.

## What comes next

> We were told nothing.
> Nothing at all.

- the first boat
- the second boat

| boat | leaves |
|------|-------:|
| Anna | 7 &amp; 9 |

<div class="box"><script>track()</script><p>“A bus will run,” Bo Falk said.</p></div>

    An indented paragraph is no code.

```python
print("code")
```
"""


def test_words_are_kept_and_signs_are_not():
    document = extract(STORY.encode(), filename="story.md")
    assert document.media_type is MediaType.MARKDOWN
    assert document.text.split("\n\n") == [
        "The ferry will stop, the harbour master said. “It is over,” she added.",
        "What comes next",
        "We were told nothing. Nothing at all.",
        "the first boat",
        "the second boat",
        "boat | leaves",
        "Anna | 7 & 9",
        "“A bus will run,” Bo Falk said.",
        "An indented paragraph is no code.",
    ]


def test_front_matter_says_where_it_ran():
    document = read(STORY, "story.md")
    assert document.headline == document.title == "Ferry line to close, says harbour master"
    assert document.byline == "Ann Lee and Bo Park"
    assert document.outlet == "The Saltmarsh Courier"
    assert document.published == datetime(2026, 3, 9, 7, 45, tzinfo=timezone(timedelta(hours=1)))
    assert document.language == "en"


@pytest.mark.parametrize(
    ("above", "headline", "byline", "published"),
    [
        ("# Bridge to *stay* shut\n\nBy Ann Lee\n\n9 March 2026\n\n", "Bridge to stay shut", "Ann Lee", "2026-03-09"),
        ("Bridge to stay shut\n===\n\n*Ann Lee*\n\n", "Bridge to stay shut", "", None),
        ("![](a.png)\n\n## Bridge to stay shut\n\n", "Bridge to stay shut", "", None),
        ("**Bridge to stay shut**\n\nBy Ann Lee\n\n", "Bridge to stay shut", "Ann Lee", None),
        ("+++\ntitle = 'Bridge to stay shut'\ndate = 2026-03-09\n+++\n", "Bridge to stay shut", "", "2026-03-09"),
        ("---\nauthors:\n  - name: Ann Lee\n  - name: Bo Park\n---\n", "", "Ann Lee and Bo Park", None),
        ("---\ntitle:\n---\n", "", "", None),
        ("---\n\n", "", "", None),
        ("It had rained on # 5.\n\n", "", "", None),
    ],
)
def test_what_stands_above_the_text_is_found_and_leaves_it(above, headline, byline, published):
    document = read(above + ARTICLE + "\n\n" + ARTICLE.replace("bridge", "tunnel"), "a.md")
    assert (document.headline, document.byline) == (headline, byline)
    assert document.published == (date.fromisoformat(published) if published else None)
    assert document.text.endswith(ARTICLE + "\n\n" + ARTICLE.replace("bridge", "tunnel"))
    assert not headline or headline not in document.text


def test_lines_that_are_meant_to_break_do_and_others_do_not():
    assert read("one  \ntwo\nthree<br>four\n\nfive", "a.md").text == "one\ntwo three\nfour\n\nfive"


def test_the_content_decides_and_then_the_name():
    assert read("# One\n\n" + ARTICLE, "a.txt").text.startswith("# One")
    assert read("<html><body><h1>One</h1><p>" + ARTICLE, "a.md").media_type is MediaType.HTML
    assert read(("# Één\n\n" + ARTICLE).encode("cp1252"), "A.MARKDOWN").headline == "Één"


@pytest.mark.parametrize(
    "hostile",
    [
        "[" * 60_000,
        "*a **b " * 40_000,
        "[a](" * 40_000,
        "![" * 40_000,
        ">" * 200_000 + "deep",
        "- " * 100_000,
        "`" * 100_000,
        "<!--" * 100_000,
        "---\n" * 50_000,
        "|" + "a|" * 2_000 + "\n|" + "-|" * 2_000 + "\n" + "|\n" * 5_000,
        "a: " * 100_000,
        "".join(f"[{number}]: /x\n" for number in range(20_000)),
        "e" + "\u0315\u0300\u05ae\u0301" * 50_000,
    ],
    ids=lambda hostile: hostile[:4].replace("\n", "n"),
)
def test_costly_shapes_end_soon(hostile):
    began = time.process_time()
    assert ARTICLE in read(ARTICLE + "\n\n" + hostile + "\n\nmore words", "a.md").text
    assert time.process_time() - began < 20


@pytest.mark.parametrize(
    ("hostile", "code"),
    [
        ("<div " + " ".join(f"x{n}=1" for n in range(20_000)) + ">", "too_many_attributes"),
        ("<div>\n" * 20_000, "too_deep"),
        ("---\ntitle: only this\n---\n", "no_words"),
        ("![](a.png)", "no_words"),
    ],
)
def test_what_is_not_read_ends_in_a_sentence(hostile, code):
    assert refusal(hostile.encode(), "a.md").code == code


def test_the_limit_of_a_web_page_holds_for_markdown_too():
    refused = refusal(b"word " * 300, "a.md", Limits(html_bytes=1_000))
    assert (refused.code, "1 kB" in refused.sentence) == ("too_large", True)
