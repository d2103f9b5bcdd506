"""Bytes in, text out: each file is taken apart in a caged child process.

    admit      what can be refused at once: size, emptiness, a type that is not read
    extract    admit -> cage -> child -> formats/<type>.py -> a checked Document
    unpack     the files of a zip archive, also in the cage
    sniff      the type by content
    in_words   a size as a person would say it
    guards     which walls of the cage stand on this machine
    fingerprint, normalised    the same text, however it was typeset

Importing this package loads no parser; those load in the child alone. To read one more format, add
`formats/<media type's name in lower case>.py` with a function `take_apart(data, filename, limits)`.
"""

from documents.admission import ENDINGS, admit, in_words
from documents.cage import extract, guards, unpack
from documents.identity import fingerprint, normalised
from documents.sniffing import sniff
from documents.types import DEFAULT_LIMITS, Document, Limits, MediaType, Refused
from documents.unpacking import Member

__all__ = [
    "DEFAULT_LIMITS",
    "ENDINGS",
    "Document",
    "Limits",
    "MediaType",
    "Member",
    "Refused",
    "admit",
    "extract",
    "fingerprint",
    "guards",
    "in_words",
    "normalised",
    "sniff",
    "unpack",
]
