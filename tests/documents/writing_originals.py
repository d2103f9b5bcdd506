"""Writes the files of `originals/` and their key: `python -m tests.documents.writing_originals`.

Six invented stories, each set in ways that newsrooms get them in. The key says what stands in a story, and so was not
made by reading the files.
"""

# ruff: noqa: E501 - stories are written as they run
from __future__ import annotations

import base64
import json
import quopri
from pathlib import Path
from typing import Any

from tests.documents.making import archive, paragraph, word, words
from tests.documents.making_pdf import Set, pdf

FOLDER = Path(__file__).parent / "originals"


def story(headline: str, byline: str, day: str, outlet: str, *text: str) -> dict[str, Any]:
    """Give a story as the key holds it."""
    return {"headline": headline, "byline": byline, "published": day, "outlet": outlet, "text": list(text)}


STORIES = [
    story(
        *("Lighthouse to be sold after all", "Marta Quill", "2026-02-03", "The Saltmarsh Courier"),
        "The old lighthouse at Gull Point will be sold this spring, the harbour board decided on Tuesday evening.",
        "“Nobody wanted this less than I did,” said the board's chair, Otto Brandvold. “But a roof costs what it costs.”",
        "Neighbours had collected 4,200 signatures against the sale. “They never even opened the envelope,” said Rosa Lindqvist, who carried them to the town hall.",
        "The board expects at least €310,000 from the self-styled jewel of the coast.",
    ),
    story(
        *("Bakers' union rejects night-shift offer", "Jonas Ferreira and Edda Voss", "2026-04-17", "Upland Wire"),
        "Bakers in the upland towns have rejected an offer of four per cent more pay for work after midnight, their union announced.",
        "“Four per cent of very little is nothing,” its secretary, Ilse Tarn, told members in Brackenfield.",
        "The employers called the vote regrettable. They had not ruled out a better offer, a spokesman said, “but not this month”.",
        "The last strike, in 2011, lasted nine days.",
    ),
    story(
        *("School bus route saved by village shop", "Pia Okonedo", "2026-05-29", "Fenland Herald"),
        "The school bus will go on stopping at Nether Wallop Cross, because the owner of the shop there has offered to heat a waiting room.",
        "“It is one stove and one kettle,” Desmond Achterberg said. “I would have done it years ago if anybody had asked me.”",
        "The county had wanted to cut the stop to save £18,000 a year. Councillor Winifred Sayle admitted that the sum had been wrong: the right one was £1,800.",
        "Parents, she added, were owed an apology.",
    ),
    story(
        *("Ship's cook cleared of smuggling", "Rasmus Thorne", "2026-06-11", "Harbour Post"),
        "A court in Vantholm has cleared the cook of the freighter Alkyone of smuggling 40 crates of saffron.",
        "“There was saffron, and there was a cook,” Judge Henrika Salo said, “and nothing that joins the two.”",
        "The prosecutor, Emil Dask, denied that the ministry had pressed for the trial.",
        "The cook, Theo Marangos, said that he would go back to sea; his lawyer advised against it.",
    ),
    story(
        *("Reservoir refills faster than forecast", "Ada Brightwell", "2026-09-08", "Upland Wire"),
        "The reservoir above Brackenfield stands at 71 per cent, eleven points more than was forecast for September.",
        "“Rain is not a plan,” the water company's head of supply, Gregor Nunn, warned. The hosepipe ban would stay until October.",
        "Farmers disagree. “My pond is a lake,” said Hetty Varga, who keeps sheep on the northern shore.",
        "The company says that it will publish new figures on Friday.",
    ),
    story(
        *("Museum returns drum to island", "Solveig Arran", "2026-10-22", "The Saltmarsh Courier"),
        "The town museum has returned a ceremonial drum to the island of Tarsay, from which a captain took it in 1887.",
        "“It left without being asked, and so it comes home without being asked,” said the island's elder, Mairi Uist.",
        "The museum's director, Caspar Nolde, said that three more pieces would follow. He did not say which.",
        "Hundreds waited on the quay.",
    ),
]


def in_words(day: str) -> str:
    """Write a day as papers do."""
    months = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ]
    year, month, number = map(int, day.split("-"))
    return f"{number} {months[month - 1]} {year}"


def wrapped(text: str, width: int) -> list[str]:
    """Break a paragraph at a margin, as a program does."""
    lines = [""]
    for one in text.split():
        if lines[-1] and len(lines[-1]) + 1 + len(one) > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {one}".strip()
    return lines


def plain(told: dict[str, Any]) -> str:
    """Give a story as a text file."""
    return "\n\n".join([told["headline"], f"By {told['byline']}", in_words(told["published"]), *told["text"]]) + "\n"


def front_matter(told: dict[str, Any]) -> str:
    """Give a story as a site's generator wants it."""
    stated = f'title: "{told["headline"]}"\nauthor: {told["byline"]}\ndate: {told["published"]}\npublication: {told["outlet"]}'
    return f"---\n{stated}\n---\n\n" + "\n\n".join(told["text"]) + "\n"


def page(told: dict[str, Any], lines: list[str]) -> str:
    """Give a story as a web page with furniture."""
    row = {"@type": "NewsArticle", "headline": told["headline"], "datePublished": told["published"]}
    row |= {"author": {"name": told["byline"]}, "publisher": {"name": told["outlet"]}}
    body = "".join(f"<p>{line}</p>" for line in lines)
    return (
        f"<!doctype html><html lang=en><head><title>{told['headline']} | {told['outlet']}</title>"
        f'<script type="application/ld+json">{json.dumps(row)}</script></head><body><nav><a href=/>Home</a>'
        f"<a href=/sport>Sport</a></nav><article><h1>{told['headline']}</h1>{body}</article><aside><h2>Most read</h2>"
        "<ul><li><a href=/1>Ferry timetable</a></li></ul></aside><footer>All rights reserved</footer></body></html>"
    )


def sheet(told: dict[str, Any], *, indent: bool, columns: bool = False, hyphens: bool = False) -> bytes:
    """Give a story as a PDF of two pages with running heads, or of one page in two columns."""
    width = 38 if columns else 62
    lines: list[tuple[str, int]] = [(f"By {told['byline']}", 0), ("", 0), (in_words(told["published"]), 0), ("", 0)]
    for text in told["text"]:
        broken = wrapped(text, width)
        if hyphens and len(broken) > 1 and broken[0][-1].isalpha() and broken[1][:8].isalpha():
            broken[0], broken[1] = f"{broken[0]} {broken[1][:4]}-", broken[1][4:]
        lines += [(line, 8 if indent and number == 0 else 0) for number, line in enumerate(broken)]
        lines += [] if indent else [("", 0)]
    break_at = len(lines) // 2
    pages: list[list[Set]] = [[Set(36, 520, told["headline"], 18)], []]
    for number, (line, moved) in enumerate(lines):
        second = number >= break_at
        x = (215 if columns and second else 36) + moved
        y = 490 - 13 * (number - break_at if second else number)
        if line:
            pages[1 if second and not columns else 0].append(Set(x, y, line, 10 if not columns else 9))
    for number, one in enumerate(pages):
        one[:0] = [Set(36, 565, told["outlet"], 8), Set(205, 22, str(number + 1), 8)] if one else []
    return pdf(*[one for one in pages if one])


def mail(told: dict[str, Any], body: str, kind: str, *more: str) -> bytes:
    """Give a story as an e-mail."""
    header = f"From: {told['byline']} <desk@press.example>\nTo: editors@paper.example\nSubject: {told['headline']}\n"
    header += f"Date: {in_words(told['published'])} 09:30:00 +0200\nMessage-ID: <1@press.example>\nMIME-Version: 1.0\n"
    header += f"Organization: {told['outlet']}\n" + "".join(more)
    return (header + kind + "\n\n" + body).replace("\n", "\r\n").encode()


def texts_and_pages() -> dict[str, tuple[bytes, int, str]]:
    """Give text files and web pages."""
    made: dict[str, tuple[bytes, int, str]] = {}
    lighthouse, bakers, bus, cook, _reservoir, drum = STORIES
    made["plain.txt"] = plain(lighthouse).encode(), 0, "outlet"
    made["western.txt"] = plain(bakers).replace("\n", "\r\n").encode("cp1252"), 1, "outlet"
    made["wide.txt"] = plain(bus).encode("utf-16"), 2, "outlet"
    made["bare.txt"] = "\n\n".join(cook["text"]).encode(), 3, "headline byline published outlet"
    for name, told in (("page.html", lighthouse), ("page-western.html", bus), ("page-script.html", drum)):
        made[name] = (
            page(told, told["text"]).encode("cp1252" if "western" in name else "utf-8"),
            STORIES.index(told),
            "",
        )
    return made


def markdown() -> dict[str, tuple[bytes, int, str]]:
    """Give Markdown files."""
    made: dict[str, tuple[bytes, int, str]] = {}
    _lighthouse, _bakers, bus, cook, reservoir, drum = STORIES
    made["front-matter.md"] = front_matter(reservoir).encode(), 4, ""
    marked = "\n\n".join(line.replace("“", "*“", 1).replace("”", "”*", 1) for line in drum["text"])
    made["heading.md"] = (
        f"# {drum['headline']}\n\n**By {drum['byline']}**\n\n{in_words(drum['published'])}\n\n{marked}".encode(),
        5,
        "outlet",
    )
    made["broken-lines.md"] = (
        (
            "\ufeff"
            + f"{bus['headline']}\n====\n\n_By {bus['byline']}_\n\n"
            + "\n\n".join("\n".join(wrapped(line, 70)) for line in bus["text"])
        )
        .replace("\n", "\r\n")
        .encode(),
        2,
        "published outlet",
    )
    made["no-heading.md"] = "\n\n".join(cook["text"]).encode(), 3, "headline byline published outlet"
    return made


def word_documents() -> dict[str, tuple[bytes, int, str]]:
    """Give Word documents."""
    made: dict[str, tuple[bytes, int, str]] = {}
    lighthouse, bakers, _bus, cook, _reservoir, drum = STORIES
    above = [f"By {cook['byline']}", in_words(cook["published"])]
    made["title.docx"] = word(paragraph(cook["headline"], "Titel"), *above, *cook["text"]), 3, "outlet"
    made["heading.docx"] = word(paragraph(cook["headline"], "berschrift1"), *above, *cook["text"]), 3, "outlet"
    made["no-styles.docx"] = (
        word(lighthouse["headline"], f"By {lighthouse['byline']}", *lighthouse["text"]),
        0,
        "published outlet",
    )
    changed = [
        paragraph(f'<w:del w:id="1">{words("Never. ")}</w:del><w:ins w:id="2">{words(line)}</w:ins>')
        for line in drum["text"]
    ]
    made["changes.docx"] = (
        word(paragraph(drum["headline"], "Titel"), paragraph(drum["byline"], "Byline"), *changed),
        5,
        "published outlet",
    )
    cells = "".join(
        f"<w:tc>{''.join(map(paragraph, part))}</w:tc>" for part in (bakers["text"][:2], bakers["text"][2:])
    )
    made["table.docx"] = (
        word(paragraph(bakers["headline"], "Titel"), f"By {bakers['byline']}", f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"),
        1,
        "published outlet",
    )
    return made


def sheets() -> dict[str, tuple[bytes, int, str]]:
    """Give PDF files."""
    made: dict[str, tuple[bytes, int, str]] = {}
    lighthouse, bakers, bus, cook, reservoir, drum = STORIES
    made["spaced.pdf"] = sheet(lighthouse, indent=False), 0, ""
    made["indented.pdf"] = sheet(bakers, indent=True), 1, ""
    made["columns.pdf"] = sheet(bus, indent=False, columns=True), 2, ""
    made["hyphens.pdf"] = sheet(cook, indent=True, hyphens=True), 3, ""
    made["hyphens-spaced.pdf"] = sheet(reservoir, indent=False, hyphens=True), 4, ""
    made["columns-indented.pdf"] = sheet(drum, indent=True, columns=True), 5, ""
    return made


def mails_and_archives() -> dict[str, tuple[bytes, int, str]]:
    """Give e-mails, a page in which only line breaks part paragraphs, and an archive."""
    made: dict[str, tuple[bytes, int, str]] = {}
    lighthouse, bakers, bus, cook, reservoir, drum = STORIES
    filled = "\n\n".join("\n".join(wrapped(line, 72)) for line in cook["text"])
    utf8 = 'Content-Type: text/plain; charset="utf-8"'
    made["filled.eml"] = mail(cook, filled, utf8), 3, ""
    quoted = quopri.encodestring("\n\n".join(bus["text"]).encode("cp1252")).decode()
    made["quoted-printable.eml"] = (
        mail(
            bus, quoted, 'Content-Type: text/plain; charset="windows-1252"\nContent-Transfer-Encoding: quoted-printable'
        ),
        2,
        "",
    )
    in_html = base64.encodebytes(
        ("<html><body>" + "".join(f"<p>{line}</p>" for line in drum["text"]) + "</body></html>").encode()
    ).decode()
    made["html.eml"] = (
        mail(drum, in_html, 'Content-Type: text/html; charset="utf-8"\nContent-Transfer-Encoding: base64'),
        5,
        "",
    )
    flowed = "\n\n".join(" \n".join(wrapped(line, 66)) for line in lighthouse["text"]) + "\n\n-- \nPress office\n"
    made["flowed.eml"] = mail(lighthouse, flowed, f"{utf8}; format=flowed"), 0, ""
    both = f"--b\n{utf8}\n\n{filled.replace(cook['text'][0], '')}\n--b\nContent-Type: application/pdf; name=plan.pdf\nContent-Disposition: attachment\n\nx\n--b--\n"
    made["attached.eml"] = mail(cook, both, "Content-Type: multipart/mixed; boundary=b"), 3, ""
    sent_on = "For your information.\n\n-------- Forwarded message --------\nFrom: A <a@b.example>\nTo: c\n\n"
    own = dict(bakers, text=["For your information.", *bakers["text"]])
    made["forwarded.eml"] = mail(own, sent_on + "\n\n".join(bakers["text"]), utf8), 1, "cover"
    breaks = "<br><br>".join(["", *cook["text"]]).removeprefix("<br><br>")
    made["breaks.html"] = page(cook, []).replace("</h1>", f"</h1><div>{breaks}</div>").encode(), 3, ""
    made["story.zip"] = archive({"desk/story.txt": plain(reservoir)}), 4, "outlet"
    return made


def files() -> dict[str, tuple[bytes, int, str]]:
    """Give each file's bytes, the number of its story, and what of the key it doesn't state."""
    return texts_and_pages() | markdown() | word_documents() | sheets() | mails_and_archives()


def main() -> None:
    """Write files and key."""
    FOLDER.mkdir(exist_ok=True)
    key = {}
    for name, (data, number, unstated) in files().items():
        (FOLDER / name).write_bytes(data)
        told = STORIES[number]
        key[name] = {field: told[field] if field not in unstated.split() else "" for field in told if field != "text"}
        # a mail that only sends a story on says so above it, in words of its own
        key[name]["text"] = ["For your information.", *told["text"]] if unstated == "cover" else told["text"]
    (FOLDER / "key.json").write_text(json.dumps(key, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
