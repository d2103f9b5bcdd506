"""Web pages: attributes, tags, nests and addresses without end, entities from outside, encodings that lie."""

from __future__ import annotations

import json

from benchmarks.hostile.kind import ARTICLE, Kind
from benchmarks.hostile.texts import LAUGHS, OUTSIDE

START = f"<!DOCTYPE html><html><head><title>Bridge closed</title></head><body><h1>Bridge closed</h1><p>{ARTICLE}</p>"


def _page(piece: str, times: int, end: str = "") -> Kind:
    return Kind("a.html", lambda: (START + piece * times + end * times).encode("utf-8", "surrogatepass"))


def _attributes(count: int) -> bytes:
    return (START + "<a " + " ".join(f"x{n}=1" for n in range(count)) + ">").encode()


def _linked_data(row: str) -> Kind:
    script = f'<script type="application/ld+json">{row}</script>'
    return Kind("a.html", lambda: (START.replace("</head>", script + "</head>")).encode())


def _in_head(piece: str, times: int) -> Kind:
    return Kind("a.html", lambda: START.replace("</head>", piece * times + "</head>").encode())


def _strict(above: str, inner: str) -> bytes:
    start = f"<?xml version='1.0'?>{above.replace('DOCTYPE rss', 'DOCTYPE html')}"
    return (
        f"{start}<html xmlns='http://www.w3.org/1999/xhtml'><body><p>{ARTICLE}</p><p>{inner}</p></body></html>".encode()
    )


def _said_to_be(name: str, body: bytes) -> Kind:
    return Kind("a.html", lambda: f"<html><meta charset='{name}'><body><p>".encode() + body)


NEST = "<div>" * 900 + "deep" + "</div>" * 900
INLINE = "<b><i>" * 400 + "deep" + "</i></b>" * 400
ARTICLES = json.dumps([{"@type": "NewsArticle", "headline": "Bridge", "author": [{"name": "Ann"}] * 20}] * 4_000)

KINDS = {
    "a tag of 200,000 attributes": Kind("a.html", lambda: _attributes(200_000)),
    "4,000 tags of 200 attributes": _page("<a " + "x=1 " * 200 + ">", 4_000),
    "10^6 open tags": _page("<b>", 1_000_000),
    "10^6 paragraphs": _page("<p>a", 1_000_000),
    "10^6 closed tags": _page("<i>", 500_000, "</i>"),
    "10^6 breaks": _page("<br>", 1_000_000),
    "10^6 closing tags": _page("</b>", 1_000_000),
    "10^6 angle brackets": _page("<", 1_000_000),
    "nests 900 deep, 200 times": _page(NEST, 200),
    "nests of letters 800 deep, 200 times": _page(INLINE, 200),
    "tags that cross": _page("<b><i></b></i>", 200_000),
    "tables in tables": _page("<table><tr><td>a", 300),
    "a table of 10^5 cells": _page("<table>" + "<tr>" + "<td>a" * 1_000, 100),
    "lists in lists": _page("<ul><li>a", 400),
    "10^5 links": _page("<a href=/x>a</a> ", 150_000),
    "10^5 articles": _page(f"<article><p>{ARTICLE[:30]}</p></article>", 60_000),
    "10^5 headings": _page("<h1>a</h1>", 150_000),
    "10^5 forms": _page("<form><input name=a></form>", 100_000),
    "comments that never end": _page("<!--", 1_000_000),
    "scripts that never end": _page("<script>'<div>'", 200_000),
    "a data address of 4 MB": _page(f"<img src='data:image/png;base64,{'A' * 4_000_000}'>", 1),
    "a srcset of 4 MB": _page("<img srcset='" + "a.png 1x, " * 400_000 + "'>", 1),
    "a title of 4 MB": Kind(
        "a.html", lambda: START.replace("Bridge closed</title>", "a" * 4_000_000 + "</title>").encode()
    ),
    "10^5 metas": _in_head("<meta name='author' content='Ann Lee'>", 100_000),
    "linked data 10^5 deep": _linked_data("[" * 100_000 + "]" * 100_000),
    "linked data of objects 10^4 deep": _linked_data('{"a":' * 10_000 + "1" + "}" * 10_000),
    "linked data of 4,000 articles": _linked_data(ARTICLES),
    "linked data of a number of 10^6 digits": _linked_data(
        '{"@type": "NewsArticle", "datePublished": ' + "9" * 10**6 + "}"
    ),
    "10^6 entities": _page("&amp;&#x41;&nosuch;", 250_000),
    "entities of no character": _page("&#0;&#xD800;&#x110000;&#99999999999;", 60_000),
    "entities from outside": Kind("a.xhtml", lambda: _strict(OUTSIDE, "&x;&y;")),
    "nested entities": Kind("a.xhtml", lambda: _strict(LAUGHS, "&j;" * 50)),
    "combining marks in a page": _page("a" + "\u0315\u0300\u05ae\u0301" * 50_000, 1),
    "U+0000 in tags": _page("<\x00b\x00>a", 100_000),
    "lone surrogates in a page": _page("<p>\ud800 said\udfff", 50_000),
    "a page of all bytes": Kind("a.html", lambda: START.encode() + bytes(range(256)) * 15_000),
    "a page said to be UTF-16": _said_to_be("utf-16", ARTICLE.encode() * 500),
    "a page said to be of a codec that unpacks": _said_to_be("zip_codec", ARTICLE.encode("cp1252") * 500),
    "a page said to be UTF-7": _said_to_be("utf-7", b"+ADw-script+AD4-" * 500 + ARTICLE.encode("cp1252") * 9),
    "a page larger than allowed": _page("<p>word", 1_000_000),
    "a page, truncated": Kind("a.html", lambda: (START + f"<p>{ARTICLE}</p>" * 40 + "<p title='").encode()),
    "a page of style, 4 MB": _page("<style>p{color:red}</style>", 150_000),
    "a page of custom tags": Kind("a.html", lambda: (START + "".join(f"<x-{n}>a" for n in range(900))).encode()),
    "attributes without an end": _page("<a href='", 400_000),
    "attributes of 4 MB": _page("<p class='" + "a " * 2_000_000 + "'>a", 1),
}
