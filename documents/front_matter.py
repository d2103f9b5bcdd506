"""What stands between two lines of dashes at the top of a Markdown file: `key: value`, read without a YAML parser.

The keys are those that the usual makers of sites know: https://gohugo.io/content-management/front-matter/
and https://jekyllrb.com/docs/front-matter/
"""

from __future__ import annotations

import re

from documents.particulars import Particulars, moment, without_by

MOST_LINES = 200
"""Front matter longer than this is none."""

_FENCES = {"---": ("---", "..."), "+++": ("+++",)}
_PAIR = re.compile(r"([A-Za-z][\w-]{0,40})\s?[:=]\s(.*)|([A-Za-z][\w-]{0,40}):$")
_ITEM = re.compile(r"\s{0,8}-\s(.*)")
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_]|$)", re.I)
_SHORT = 1000

_HEADLINE = ("headline", "title")
_BYLINE = ("byline", "author", "authors", "by", "writer")
_DATE = ("published", "date_published", "publishdate", "pubdate", "publication_date", "date")
_OUTLET = ("outlet", "publication", "publisher", "newspaper", "site_name", "site", "source")
_LANGUAGES = ("lang", "language", "locale")


def read_front_matter(source: str) -> tuple[Particulars, str]:
    """Give what the front matter states and the text below it; nothing and the whole where there is none."""
    lines = source.split("\n", MOST_LINES + 1)
    ends = _FENCES.get(lines[0].rstrip(), ())
    closing = next((at for at, line in enumerate(lines[1 : MOST_LINES + 1], 1) if line.rstrip() in ends), 0)
    if not closing:
        return Particulars(), source
    found = _pairs(lines[1:closing])
    when = _first(found, _DATE)
    spoken_in = _LANGUAGE.match(_first(found, _LANGUAGES))
    stated = Particulars(
        title=_first(found, ("title", "headline")),
        headline=_first(found, _HEADLINE),
        byline=without_by(_first(found, _BYLINE)),
        outlet=_first(found, _OUTLET),
        # "2026-03-09 07:45:00 +0100": ISO 8601 knows no blank before the zone.
        published=moment(when.replace(" +", "+").replace(" -", "-")) if when else None,
        language=spoken_in[1].lower() if spoken_in else "",
    )
    return stated, "\n".join(lines[closing + 1 :])


def _pairs(lines: list[str]) -> dict[str, list[str]]:
    """Give the values of each key, in lower case; the items below a key without a value are its values."""
    found: dict[str, list[str]] = {}
    values: list[str] = []
    for line in lines:
        pair, item = _PAIR.match(line.rstrip()[:_SHORT]), _ITEM.match(line.rstrip()[:_SHORT])
        if pair:
            values = found.setdefault((pair[1] or pair[3]).lower(), [])
            values += _values(pair[2] or "")
        elif item:
            values += _values(item[1])
    return found


def _values(written: str) -> list[str]:
    """Read one value: bare, quoted, or a list in brackets."""
    written = written.strip()
    inner = written[1:-1].split(",") if written[:1] == "[" and written[-1:] == "]" else [written]
    bare = (" ".join(one.strip().removeprefix("name:").strip().strip("\"'").split()) for one in inner[:12])
    return [one for one in bare if one and one not in ("|", ">", "null", "~")]


def _first(found: dict[str, list[str]], keys: tuple[str, ...]) -> str:
    """Give the values of the first of these keys that has any, as one would write them out: "A, B and C"."""
    values = next((found[key] for key in keys if found.get(key)), [])
    return " and ".join([", ".join(values[:-1]), values[-1]] if len(values) > 1 else values)
