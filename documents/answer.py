"""What goes over the pipes. The child's answer is as hostile as its file: sizes, names and types are checked."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, fields
from datetime import date, datetime
from typing import Any

from documents.types import SENTENCE_CHARACTERS, Document, Limits, MediaType, Refused

OUT_OF_MEMORY = 41
TOO_DEEP = 42
"""Exit codes for the two errors after which a child can't safely say more."""

_LONGEST = {"title": 500, "headline": 500, "byline": 300, "outlet": 200, "language": 8, "encoding": 40, "published": 40}
_MOST_UNREAD, _LONGEST_NAME = 20, 255
_CODE = re.compile(r"[a-z][a-z0-9_]{1,39}")
_UNWANTED = re.compile("[\x00\ud800-\udfff]")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")


def answer_bytes(limits: Limits) -> int:
    """Give the most bytes an answer may have: six a character in JSON's worst case, and room for the rest."""
    return 6 * limits.text_characters + 65_536


def request(media_type: MediaType, filename: str, size: int, limits: Limits) -> bytes:
    """Write the line that stands before the file's bytes on the child's input."""
    header = {"media_type": media_type.value, "filename": filename[-255:], "size": size, "limits": asdict(limits)}
    return json.dumps(header).encode() + b"\n"


def read_request(line: bytes) -> tuple[MediaType, str, int, Limits]:
    """Read the line that `request` wrote. The parent is trusted."""
    header = json.loads(line)
    return MediaType(header["media_type"]), header["filename"], header["size"], Limits(**header["limits"])


def write_document(document: Document) -> bytes:
    """Write a document as the child's answer; its short strings are made one line and cut to length."""
    row: dict[str, Any] = asdict(document)
    for name, most in _LONGEST.items():
        if isinstance(row[name], str):
            row[name] = _line(row[name], most)
    row["unread"] = [_line(name, _LONGEST_NAME) for name in document.unread[:_MOST_UNREAD]]
    row["published"] = document.published.isoformat() if document.published else None
    return json.dumps({"document": row}, ensure_ascii=False).encode()


def _line(words: str, most: int) -> str:
    """Make a string one line without control characters, cut to length."""
    return " ".join(_CONTROLS.sub(" ", words).split())[:most]


def write_refusal(refusal: Refused) -> bytes:
    """Write a refusal as the child's answer."""
    return json.dumps({"refused": [refusal.code, refusal.sentence]}).encode()


def read_answer(answer: bytes, media_type: MediaType, limits: Limits) -> Document:
    """Give the document of an answer. Raises the `Refused` it holds, or `ValueError` for what no honest child says."""
    row = _decoded(answer)
    match row:
        case {"refused": [str(code), str(sentence)]} if len(row) == 1:
            if not _CODE.fullmatch(code) or not 0 < len(sentence) <= SENTENCE_CHARACTERS or _CONTROLS.search(sentence):
                raise ValueError("not a refusal")
            raise Refused(code, sentence)
        case {"document": dict(found)} if len(row) == 1:
            return _document(found, media_type, limits)
    raise ValueError("neither a document nor a refusal")


def read_guards(answer: bytes) -> dict[str, bool]:
    """Give what a child found when it tried its cage. Raises `ValueError` for anything but names and truth values."""
    row = _decoded(answer)
    if not isinstance(row, dict) or not all(isinstance(value, bool) for value in row.values()):
        raise ValueError("not a list of guards")
    return row


def _decoded(answer: bytes) -> Any:
    """Read JSON, whatever is wrong with it being a `ValueError`."""
    try:
        return json.loads(answer.decode("utf-8"))
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def _document(row: dict[str, Any], media_type: MediaType, limits: Limits) -> Document:
    """Build the document from checked values."""
    if row.keys() != {field.name for field in fields(Document)} or row["media_type"] != media_type.value:
        raise ValueError("other fields than a document has")
    text = row["text"]
    if not isinstance(text, str) or len(text) > limits.text_characters or _UNWANTED.search(text):
        raise ValueError("not a text")
    for name in _LONGEST.keys() - {"published"}:
        _check_line(row[name], name, _LONGEST[name])
    unread = row["unread"]
    if not isinstance(unread, list) or len(unread) > _MOST_UNREAD:
        raise ValueError("not a list of names")
    for name in unread:
        _check_line(name, "name", _LONGEST_NAME)
    checked = {"media_type": media_type, "published": _published(row["published"]), "unread": tuple(unread)}
    return Document(**{**row, **checked})


def _check_line(value: Any, called: str, most: int) -> None:
    """Raise `ValueError` for anything but a string of one line, at most so long."""
    if not isinstance(value, str) or len(value) > most or _CONTROLS.search(value):
        raise ValueError(f"not a {called}")


def _published(value: Any) -> datetime | date | None:
    """Read a date, or a time with its zone."""
    if value is None:
        return None
    if not isinstance(value, str) or len(value) > _LONGEST["published"]:
        raise ValueError("not a date")
    if "T" not in value:
        return date.fromisoformat(value)
    moment = datetime.fromisoformat(value)
    if moment.tzinfo is None:
        raise ValueError("a time without a zone")
    return moment
