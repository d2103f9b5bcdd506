"""Of a PDF the text is read in paragraphs, without the pages' furniture; what can't be read ends in a sentence."""

from __future__ import annotations

import io
import time
import zlib
from datetime import date

import pytest
from pypdf import PdfReader, PdfWriter

from documents import Limits, MediaType, Refused, extract
from tests.documents.cast import ARTICLE, read, refusal
from tests.documents.making_pdf import Set, column, file_of, objects_of, pdf, stream

FIRST = """
KETTLEBY - The swing bridge will stay closed until the end of
March, the harbour office said on Monday, after divers found a
crack in one of its two bearings. The ship-owners' associ-
ation was not amused.
  “We would rather be late than sorry,” said Ida Romm, the well-
known engineer. “A well-known crack is still a crack,” she said.
  “Fine.”
  Two ferries will carry the traffic meanwhile, and the self-
employed fishermen of the Anglo-
Danish quay will be paid
"""
SECOND = """
for every day of it. The council meets again in 2026-
2027 and the eﬃciency of it all is “no­-
body's business”, he said.
"""
ABOVE = [Set(40, 560, "The Saltmarsh Courier", 8), Set(200, 20, "1", 8), Set(40, 545, "Bridge closed until April", 20)]


def two_pages() -> bytes:
    furniture = [Set(40, 560, "The Saltmarsh Courier", 8), Set(200, 20, "2", 8)]
    second = SECOND.replace("ﬃ", "ffi").replace("\u00ad", "")
    return pdf(ABOVE + column("By Ann Lee\n9 March 2026" + FIRST), furniture + column(second))


def test_an_article_on_two_pages():
    document = extract(two_pages(), filename="a.pdf")
    assert document.media_type is MediaType.PDF
    assert document.headline == "Bridge closed until April"
    assert (document.byline, document.published) == ("Ann Lee", date(2026, 3, 9))
    assert document.outlet == "The Saltmarsh Courier"
    assert document.text.split("\n\n") == [
        "KETTLEBY - The swing bridge will stay closed until the end of March, the harbour office said on Monday, after "
        "divers found a crack in one of its two bearings. The ship-owners' association was not amused.",
        "“We would rather be late than sorry,” said Ida Romm, the well-known engineer. “A well-known crack is still a "
        "crack,” she said.",
        "“Fine.”",
        "Two ferries will carry the traffic meanwhile, and the self-employed fishermen of the Anglo-Danish quay will "
        "be paid for every day of it. The council meets again in 2026-2027 and the efficiency of it all is “nobody's "
        "business”, he said.",
    ]


def test_columns_are_read_one_after_the_other():
    left = "The ferry will stop in May, the\nharbour master said, since the\ncouncil found no money for it.\n\n"
    left += "Fishermen were dis-"
    right = "appointed. “Nobody can live on\nan island without a boat,” said\none of them."
    document = read(pdf([*ABOVE[2:], *column(left), *column(right, x=220)]), "a.pdf")
    assert document.text.split("\n\n") == [
        "The ferry will stop in May, the harbour master said, since the council found no money for it.",
        "Fishermen were disappointed. “Nobody can live on an island without a boat,” said one of them.",
    ]


def test_what_repeats_goes_and_what_does_not_stays():
    def page(number: int) -> list[Set]:
        head = Set(40, 570, f"Harbour report {number} | March 2026", 8)
        foot = Set(40, 30, "Footnote of this page alone.", 8) if number == 2 else Set(40, 30, f"Page {number} of 4", 8)
        return [head, *column(f"The bridge has been closed for {number} weeks, she said."), foot]

    text = read(pdf(*map(page, range(1, 5))), "a.pdf").text
    assert "Harbour report" not in text
    assert "Page" not in text
    assert "Footnote of this page alone." in text
    assert text.count("The bridge has been closed for") == 4


def test_lists_and_headings_between_paragraphs_stay_apart():
    lines = [
        *column("Three things will happen, the council said:\n• the bridge opens\n• the ferry stops\n1. a third thing"),
        Set(40, 450, "What comes next", 13),
        *column("Nothing at all, it seems.", top=430),
    ]
    assert read(pdf([*ABOVE[2:], *lines]), "a.pdf").text.split("\n\n") == [
        "Three things will happen, the council said:",
        *(
            "• the bridge opens",
            "• the ferry stops",
            "1. a third thing",
            "What comes next",
            "Nothing at all, it seems.",
        ),
    ]


def test_a_page_on_its_side_and_a_stamp_at_its_edge():
    stamp = Set(15, 100, "arXived 2026", 9, "0 1 -1 0")
    upright = [*column(ARTICLE.replace("said ", "said\n")), stamp]
    assert read(pdf(upright), "a.pdf").text == ARTICLE
    side = [
        Set(40 + 13 * n, 20, line, 10, "0 1 -1 0")
        for n, line in enumerate(ARTICLE.replace("said ", "said\n").split("\n"))
    ]
    assert read(pdf(side, rotate=90), "a.pdf").text == ARTICLE


@pytest.mark.parametrize(
    ("stated", "title"),
    [
        ("Bridge closed", "Bridge closed"),
        ("Microsoft Word - bridge.docx", "Bridge closed until April"),
        ("bridge_final.indd", "Bridge closed until April"),
        ("", "Bridge closed until April"),
    ],
)
def test_a_title_that_a_program_gave_is_none(stated, title):
    assert read(pdf([*ABOVE, *column(ARTICLE)], info=f"/Title ({stated})"), "a.pdf").title == title


def test_a_title_in_the_text_tells_the_headline_from_a_larger_line():
    lines = [Set(40, 540, "SPECIAL EDITION", 30), Set(40, 510, "Bridge closed", 20), *column(ARTICLE, top=480)]
    assert read(pdf(lines, info="/Title (Bridge Closed)"), "a.pdf").headline == "Bridge closed"


def locked(user: str, owner: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(two_pages())))
    writer.encrypt(user, owner, algorithm="RC4-128")
    held = io.BytesIO()
    writer.write(held)
    return held.getvalue()


def test_a_file_that_may_be_read_and_not_changed_is_read():
    assert extract(locked("", "secret"), filename="a.pdf").text == read(two_pages(), "a.pdf").text


def test_a_file_with_a_password_says_so():
    refused = refusal(locked("secret", "secret"), "a.pdf")
    assert refused.code == "encrypted"
    assert "without a password" in refused.sentence


def test_aes_says_so_too():
    objects = objects_of(column(ARTICLE))
    lock = (
        "<< /Filter /Standard /V 5 /R 6 /Length 256 /P -4 /O <%s> /U <%s> /OE <%s> /UE <%s> /Perms <%s> /CF << /StdCF "
    )
    lock += "<< /CFM /AESV3 /AuthEvent /DocOpen /Length 32 >> >> /StmF /StdCF /StrF /StdCF >>"
    objects.append(lock % ("11" * 48, "22" * 48, "33" * 32, "44" * 32, "55" * 16))
    assert refusal(file_of(objects, f"/Encrypt {len(objects)} 0 R /ID [<00><00>]"), "a.pdf").code == "encrypted"


def test_pictures_of_text_are_told_from_text():
    refused = refusal(pdf(b"0 0 100 100 re f\n"), "a.pdf")
    assert refused.code == "no_text"
    assert "OCR" in refused.sentence


@pytest.mark.parametrize("kept", [0.3, 0.6, 0.9, 0.99])
def test_a_file_that_was_cut_off_says_so(kept):
    data = two_pages()
    refused = refusal(data[: int(len(data) * kept)], "a.pdf")
    assert (refused.code, "cut off" in refused.sentence) == ("damaged", True)


def test_a_file_made_for_the_web_that_was_cut_off_says_so():
    data = two_pages().replace(b"\n1 0 obj", b"\n9 0 obj\n<< /Linearized 1 /L 99999 /H [1 2] >>\nendobj\n1 0 obj")
    assert refusal(data, "a.pdf").code == "damaged"


def test_bytes_before_and_after_the_file_do_no_harm():
    assert extract(b"\n\n" + two_pages() + b"\x00" * 500, filename="a.pdf").headline == "Bridge closed until April"


def bomb(layers: int) -> bytes:
    packed = bytes(100_000_000)
    for _ in range(layers):
        packed = zlib.compress(packed, 1)
    objects = objects_of(b"")
    objects[4] = stream(packed, f"/Filter [{'/FlateDecode ' * layers}]")
    return file_of(objects)


def replaced(number: int, body: str | bytes, *more: str | bytes) -> bytes:
    """Give an article's file in which one object is another."""
    objects = objects_of(column(ARTICLE))
    objects[number - 1] = body
    return file_of([*objects, *more])


FORM = "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 7 0 R >> >>"
PAGE = "<< /Type /Page /Parent 2 0 R /Resources << /Font << /F1 3 0 R >> /XObject << /X 7 0 R >> >> /Contents 5 0 R >>"
RANGES = b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange\n" + (
    b"100 beginbfrange\n" + b"<00000000> <FFFFFFFF> <0041>\n" * 100 + b"endbfrange\n"
)


@pytest.mark.parametrize(
    "data",
    [
        bomb(1),
        bomb(3),
        replaced(2, "<< /Type /Pages /Kids [2 0 R] /Count 1 >>"),
        replaced(2, "<< /Type /Pages /Kids [7 0 R] /Count 1 >>", "<< /Type /Pages /Kids [2 0 R] /Count 1 >>"),
        replaced(2, "<< /Type /Pages /Kids [" + "4 0 R " * 2_000 + "] /Count 2000 >>"),
        replaced(1, "1 0 R"),
        replaced(1, "[" * 20_000),
        replaced(1, "<< /A " * 20_000),
        replaced(4, PAGE, stream(b"/X Do " * 100, FORM)),
        replaced(5, stream(b"(" * 500_000)),
        replaced(5, stream(b"BT /F1 10 Tf " + b"[" * 200_000)),
        replaced(5, stream(b"q " * 20_000)),
        replaced(5, stream(b"BT /F1 1e999 Tf 1e999 0 0 1e999 0 0 Tm (words) Tj ET")),
        replaced(3, "<< /Type /Font /Subtype /Type0 /BaseFont /A /ToUnicode 7 0 R >>", stream(RANGES)),
        file_of(objects_of(column(ARTICLE)), "/Prev 15"),
        two_pages().replace(b"startxref\n", b"startxref\n9"),
        b"%PDF-1.7\n" + b"1 0 obj\n" * 200_000 + b"%%EOF",
        b"%PDF-1.7\n" + b"<<" * 200_000 + b"%%EOF",
        b"%PDF-1.7\nwords and nothing else\n%%EOF",
        b"%PDF-1.7\n" + b"startxref\n9\n" * 1_000 + b"%%EOF",
    ],
    ids=[
        *(
            "bomb",
            "bomb thrice",
            "page loop",
            "long page loop",
            "one page often",
            "self",
            "arrays",
            "nested",
        ),
        *("form loop", "brackets", "open arrays", "states", "infinite", "ranges", "earlier", "startxref", "objects"),
        *("dictionaries", "empty", "starts"),
    ],
)
def test_hostile_files_are_read_or_end_in_a_sentence_in_time(data):
    began = time.monotonic()
    try:
        text = extract(data, filename="a.pdf").text
    except Refused:
        refusal(data, "a.pdf")
    else:
        assert "Kettleby" in text or "swing bridge" in text or "words" in text
    assert time.monotonic() - began < 100


@pytest.mark.slow
def test_ten_thousand_pages_are_read_within_the_limits():
    document = extract(pdf(*[column(f"The bridge has {n} bolts, she said.") for n in range(10_000)]), filename="a.pdf")
    assert document.text.count("bolts, she said.") == 10_000


def test_a_text_that_is_too_long_is_refused_with_the_limit():
    refused = refusal(pdf(*[column(ARTICLE)] * 50), "a.pdf", Limits(text_characters=1_000))
    assert (refused.code, "1,000" in refused.sentence) == ("too_long", True)


def test_a_filter_that_nobody_knows_is_a_damage():
    assert refusal(replaced(5, stream(b"words", "/Filter /FlateD&code")), "a.pdf").code == "damaged"
