"""The caged child: one request on standard input, one answer on standard output, then the end."""

from __future__ import annotations

import importlib
import json
import os
import re
import sys
from collections.abc import Callable
from dataclasses import replace

from documents.answer import OUT_OF_MEMORY, TOO_DEEP, read_request, write_document, write_refusal
from documents.confinement import confine, probe
from documents.language import language_of
from documents.types import DEFAULT_LIMITS, Document, Limits, Refused
from documents.unpacking import frames

HEADER_BYTES = 4096
CHARACTERS_A_WORD = 3
"""What words and marks have at least on average. Reading costs time and memory by the word: text has about five."""

_WORD_OR_MARK = re.compile(r"\w+|[^\w\s]")


def main() -> None:
    """Take one file apart. Errors of a parser end the process with a traceback: the parent says "damaged"."""
    media_type, filename, size, limits = read_request(sys.stdin.buffer.readline(HEADER_BYTES))
    # Our own and the parsers' code is loaded before the walls go up, the file's bytes are read after.
    module = importlib.import_module(f"documents.formats.{media_type.name.lower()}")
    confine(limits)
    try:
        answer = _answer(module.take_apart, sys.stdin.buffer.read(size), filename, limits)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    except RecursionError:
        os._exit(TOO_DEEP)
    _send(answer)


def unpack() -> None:
    """Take an archive apart, each file sent as soon as it is unpacked."""
    _, _, size, limits = read_request(sys.stdin.buffer.readline(HEADER_BYTES))
    confine(limits)
    try:
        for frame in frames(sys.stdin.buffer.read(size), limits):
            sys.stdout.buffer.write(frame)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    except Refused as refusal:
        _send(write_refusal(refusal) + b"\n")
    _send(b"")


def try_cage() -> None:
    """Answer which walls stand, instead of reading a file."""
    confine(DEFAULT_LIMITS)
    _send(json.dumps(probe()).encode())


def _answer(take_apart: Callable[[bytes, str, Limits], Document], data: bytes, filename: str, limits: Limits) -> bytes:
    """Give the document or the refusal, written for the parent."""
    try:
        document = take_apart(data, filename, limits)
        _check_words(document.text, limits)
        return write_document(replace(document, language=document.language or language_of(document.text)))
    except Refused as refusal:
        return write_refusal(refusal)


def _check_words(text: str, limits: Limits) -> None:
    """Raise `Refused` for a text without letters, too long, or of more words and marks than any such text has."""
    if len(text) > limits.text_characters:
        raise Refused("too_long", f"A text may have {limits.text_characters:,} characters; this one has {len(text):,}.")
    most = limits.text_characters // CHARACTERS_A_WORD
    if len(text) > most and (found := sum(1 for _ in _WORD_OR_MARK.finditer(text))) > most:
        raise Refused("too_many_words", f"A text may have {most:,} words and marks; this one has {found:,}.")
    if not any(map(str.isalpha, text)):
        raise Refused("no_words", "There are no words in this file.")


def _send(answer: bytes) -> None:
    """Write the answer and end at once: nothing is left to tidy up."""
    sys.stdout.buffer.write(answer)
    sys.stdout.buffer.flush()
    os._exit(0)
