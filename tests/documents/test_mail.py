"""Of an e-mail the body is read; subject, sender and date are found; what is attached is named and not read."""

from __future__ import annotations

import base64
import time
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from documents import MediaType, extract
from tests.documents.cast import ARTICLE, read, refusal

BODY = """\
KETTLEBY, Monday - The swing bridge at Kettleby will stay closed until the end
of the month, the harbour office said, after divers found a crack in one of
its two bearings.

"We would rather be late than sorry," said the engineer, Ida Romm.
She had said so before.

Two ferries will carry the traffic meanwhile:
- the Anna from the north quay
- the Bertha from the south quay
"""
HEADER = """\
Received: from mail.harbour.example by mx.courier.example; Mon, 9 Mar 2026 07:46:01 +0100
From: "Harbour Office, Press" <press@harbour.example>
To: desk@courier.example
Subject: Bridge closed until the end of March
Date: Mon, 9 Mar 2026 07:45:00 +0100
Message-ID: <1@harbour.example>
MIME-Version: 1.0
"""
PLAIN = 'Content-Type: text/plain; charset="utf-8"\n'


def mail(body: str = BODY, kind: str = PLAIN, header: str = HEADER) -> bytes:
    """Give a mail as it comes over the wire."""
    return (header + kind + "\n" + body).replace("\n", "\r\n").encode()


def mixed(*parts: str, kind: str = "mixed") -> bytes:
    """Give a mail with these parts, each with its own header."""
    whole = "".join(f"--=_x\n{part}\n" for part in parts) + "--=_x--\n"
    return mail(whole, f'Content-Type: multipart/{kind}; boundary="=_x"\n')


def attached(name: str, kind: str = "application/pdf") -> str:
    """Give a part that is attached under a name."""
    held = base64.b64encode(b"%PDF-1.7 some bytes").decode()
    return f'Content-Type: {kind}\nContent-Disposition: attachment; filename="{name}"\n' + (
        f"Content-Transfer-Encoding: base64\n\n{held}"
    )


def test_a_press_release_by_mail():
    document = extract(mail(), filename="bridge.eml")
    assert document.media_type is MediaType.EML
    assert document.headline == "Bridge closed until the end of March"
    assert document.byline == "Harbour Office, Press"
    assert document.published == datetime(2026, 3, 9, 7, 45, tzinfo=timezone(timedelta(hours=1)))
    assert document.text.split("\n\n") == [
        "KETTLEBY, Monday - The swing bridge at Kettleby will stay closed until the end of the month, the harbour "
        "office said, after divers found a crack in one of its two bearings.",
        '"We would rather be late than sorry," said the engineer, Ida Romm.',
        "She had said so before.",
        "Two ferries will carry the traffic meanwhile:",
        "- the Anna from the north quay",
        "- the Bertha from the south quay",
    ]


@pytest.mark.parametrize(
    ("subject", "headline"),
    [
        ("Fwd: RE: Bridge closed", "Bridge closed"),
        ("=?utf-8?q?Br=C3=BCcke_gesperrt?= =?iso-8859-1?q?_bis_M=E4rz?=", "Brücke gesperrt bis März"),
        ("=?utf-8?b?QnJpZGdlIGNsb3NlZA==?=", "Bridge closed"),
        ("=?no-such-set?q?Bridge_closed?=", "Bridge closed"),
        ("=?utf-8?b?!?=", "=?utf-8?b?!?="),
        ("Brücke zu", "Brücke zu"),
        ("Bridge\n closed", "Bridge closed"),
        ("Regarding: the bridge", "Regarding: the bridge"),
    ],
)
def test_the_subject_is_the_headline(subject, headline):
    header = HEADER.replace("Bridge closed until the end of March", subject)
    assert read(mail(header=header), "a.eml").headline == headline


@pytest.mark.parametrize(
    ("sent", "published"),
    [
        ("Mon, 9 Mar 2026 06:45:00 GMT", datetime(2026, 3, 9, 6, 45, tzinfo=UTC)),
        ("Mon, 9 Mar 2026 06:45:00 -0000", date(2026, 3, 9)),
        ("9 Mar 2026", date(2026, 3, 9)),
        ("Mon, 99 Mar 2026 06:45:00 +0000", None),
        ("yesterday", None),
        ("Mon, 9 Mar 0026 06:45:00 +9999", None),
        ("", None),
    ],
)
def test_when_it_was_sent(sent, published):
    header = HEADER.replace("Date: Mon, 9 Mar 2026 07:45:00 +0100", f"Date: {sent}")
    assert read(mail(header=header), "a.eml").published == published


@pytest.mark.parametrize(
    ("sender", "byline"),
    [
        ("Ida Romm <ida@harbour.example>", "Ida Romm"),
        ("=?utf-8?q?J=C3=B8rn_Aas?= <j@harbour.example>", "Jørn Aas"),
        ("press@harbour.example", "press@harbour.example"),
        ("", ""),
        ("(" * 400, ""),
    ],
)
def test_the_sender(sender, byline):
    header = HEADER.replace('"Harbour Office, Press" <press@harbour.example>', sender)
    assert read(mail(header=header), "a.eml").byline == byline


def test_a_byline_in_the_body_comes_before_the_sender():
    document = read(mail("By Ann Lee\n\n" + BODY), "a.eml")
    assert document.byline == "Ann Lee"
    assert document.text.startswith("KETTLEBY")


HTML = "Content-Type: text/html; charset=utf-8\n\n<html><body><p>{}</p><p>“So be it,” she said.</p></body></html>"


def test_the_plain_body_is_preferred_to_its_twin_in_html():
    text = read(mixed(PLAIN + "\n" + BODY, HTML.format("Another wording."), kind="alternative"), "a.eml").text
    assert text.startswith("KETTLEBY")
    assert "wording" not in text


def test_html_is_read_where_the_plain_body_only_points_to_it():
    pointer = PLAIN + "\nYour mail program can't show this message."
    document = read(mixed(pointer, HTML.format(ARTICLE * 3), kind="alternative"), "a.eml")
    assert document.text == f"{ARTICLE * 3}\n\n“So be it,” she said."
    assert document.headline == "Bridge closed until the end of March"


def test_a_body_in_html_alone():
    assert read(mail(HTML.format(ARTICLE).split("\n\n", 1)[1], "Content-Type: text/html\n"), "a.eml").text == (
        f"{ARTICLE}\n\n“So be it,” she said."
    )


@pytest.mark.parametrize(
    ("how", "body"),
    [
        ("quoted-printable", "Caf=C3=A9 owners=\n were =E2=80=9Ctold nothing=E2=80=9D."),
        ("base64", base64.b64encode("Café owners were “told nothing”.".encode()).decode()),
        ("8bit", "Café owners were “told nothing”."),
        ("no-such-way", "Café owners were “told nothing”."),
    ],
)
def test_the_body_is_decoded(how, body):
    kind = f'Content-Type: text/plain; charset="utf-8"\nContent-Transfer-Encoding: {how}\n'
    assert read(mail(body, kind), "a.eml").text == "Café owners were “told nothing”."


@pytest.mark.parametrize("charset", ["a\x00b", "idna", "punycode", "*0*=a%00'en'b"])
def test_a_charset_that_is_none_loses_nothing(charset):
    body = "The Café stays.\n"
    sent = mail(body, f"Content-Type: text/plain; charset={charset}; name*=a\x00b'en'b\n").replace(
        "é".encode(), b"\xe9"
    )
    assert "Café" in read(sent, "a.eml").text


def test_an_unknown_and_a_wrong_charset_lose_nothing():
    for charset in ("no-such-set", "us-ascii", "utf-7", "zip"):
        assert "Café" in read(mail("The Café stays.", f"Content-Type: text/plain; charset={charset}\n"), "a.eml").text


def test_soft_line_breaks_are_joined():
    flowed = "The bridge will \nstay closed, \nIda Romm said.\n\n From then on \nit is open.\nNew line.\n"
    kind = 'Content-Type: text/plain; charset=utf-8; format=flowed; delsp="no"\n'
    assert read(mail(flowed, kind), "a.eml").text.split("\n\n") == [
        "The bridge will stay closed, Ida Romm said.",
        "From then on it is open.",
        "New line.",
    ]


def test_signature_and_what_is_answered_are_left_out():
    body = BODY + "\nOn Sun, 8 Mar 2026, Desk wrote:\n> Is it open?\n\n-- \nHarbour Office\nTel. 555\n"
    text = read(mail(body), "a.eml").text
    assert "Tel. 555" not in text
    assert "Is it open" not in text
    assert text.endswith("- the Bertha from the south quay")


def test_what_was_sent_on_is_read_without_the_marks_of_it():
    forwarded = "FYI\n\n---------- Forwarded message ---------\nFrom: A <a@b.example>\nDate: Sun\nTo: c\n\n"
    quoted = "".join(f"> {line}\n" if line else ">\n" for line in BODY.split("\n"))
    for body in (forwarded + BODY, "FYI\n\n" + quoted):
        paragraphs = read(mail(body), "a.eml").text.split("\n\n")
        assert paragraphs[0] == "FYI"
        assert paragraphs[1].startswith("KETTLEBY, Monday - The swing bridge")
        assert len(paragraphs) == 7


def test_attachments_that_could_be_read_are_named_and_not_read():
    inner = "Content-Type: message/rfc822\n\nFrom: a@b.example\nSubject: The old plan\n\nSecret words.\n"
    document = extract(
        mixed(
            PLAIN + "\n" + BODY,
            attached("report.pdf"),
            attached("table.md", "application/octet-stream"),
            attached("logo.png", "image/png"),
            attached("=?utf-8?q?B=C3=A5t.pdf?="),
            attached("a/../b\x07.pdf"),
            inner,
        ),
        filename="a.eml",
    )
    assert document.unread == ("report.pdf", "table.md", "Båt.pdf", "a/../b .pdf", "The old plan")
    assert "Secret" not in document.text


def test_a_mailbox_of_one_message_is_a_mail():
    assert read(b"From press@harbour.example Mon Mar  9 07:45:00 2026\n" + mail(), "").media_type is MediaType.EML


def nested(kind: str, between: str, depth: int) -> bytes:
    """Give a mail in whose part there is a part, and so on."""
    parts = "".join(f"Content-Type: {kind.format(n)}\n\n{between.format(n)}" for n in range(depth))
    return (HEADER + parts + "\nwords\n").encode()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (mail("", PLAIN), "no_words"),
        (mixed(attached("only.pdf")), "no_words"),
        (mail(header=HEADER + "X-Bomb: b\n" * 100_000), "too_long_header"),
        (mail(header=HEADER + "X-Bomb: b\n" + " c\n" * 200_000), "too_long_header"),
        (mail(header=HEADER.rstrip("\n") + "a" * 5_000_000 + "\n"), "too_long_header"),
        (mixed(*[PLAIN + "\nx"] * 1_001), "too_many_parts"),
        (nested("multipart/mixed; boundary=b{}", "--b{}\n", 2_000), "too_deep"),
        (nested("message/rfc822", "", 3_000), "too_deep"),
    ],
    ids=["empty", "attached", "header", "folded", "line", "parts", "nested", "mails"],
)
def test_what_is_not_read_ends_in_a_sentence(data, code):
    began = time.monotonic()
    assert refusal(data, "a.eml").code == code
    assert time.monotonic() - began < 30


@pytest.mark.parametrize(
    "data",
    [
        mail(kind="Content-Type: text/plain; " + "a=b; " * 50_000 + "\n"),
        mail(header=HEADER + "Subject: " + "=?utf-8?q?a?= " * 30_000 + "\n"),
        mail(header=HEADER.replace("Subject: ", "Subject: " + "=?utf-8?q?a?= " * 30_000)),
        mail(header=HEADER.replace("From: ", "From: " + "(" * 300_000)),
        mail(BODY + ">" * 1_000_000),
        mail(BODY + "word\n" * 80_000),
        mail(BODY + "e" + "\u0315\u0300\u05ae\u0301" * 50_000),
        mixed(PLAIN + "\n" + BODY, 'Content-Disposition: attachment; filename="' + "x" * 300_000 + '.pdf"\n\nx'),
        mail()[: len(mail()) - 100],
        mixed(PLAIN + "\n" + BODY)[:-20],
    ],
    ids=["parameters", "second", "words", "comments", "marks", "lines", "combining", "name", "cut", "unclosed"],
)
def test_costly_and_broken_ones_are_read_in_a_moment(data):
    began = time.monotonic()
    assert extract(data, filename="a.eml").text.startswith("KETTLEBY")
    assert time.monotonic() - began < 20
