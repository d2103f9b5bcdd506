"""Bytes to characters. UTF-8 that is valid is taken as it stands, so offsets equal those of `bytes.decode("utf-8")`."""

from __future__ import annotations

import codecs
import re

from documents.sniffing import utf16_without_bom

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BAD_BYTE = re.compile("[\udc80-\udcff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_GUESSED_FROM = 65_536
"""How many bytes the guess of an encoding may look at: enough for any article, and bounded."""

# Bytes 0x80-0xFF as cp1252 has them; its five gaps as Latin-1 does, which is what browsers do.
_WESTERN = {
    0xDC00 + byte: bytes([byte]).decode("cp1252" if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else "latin-1")
    for byte in range(0x80, 0x100)
}
# Within English and its neighbours a byte above 0x7F is a letter inside a word, or one of these signs.
_SIGNS = "€‚„…†‡ˆ‰‹‘’“”•–—˜™›¡¢£¥§©«®°²³´·»½¼¾¿\xa0\xad"
_LETTERS = "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝßàáâãäåæçèéêëìíîïñòóôõöøùúûüýÿŒœŠšŽžŸ"
_WELL_PLACED = re.compile(rf"(?<![A-Za-z])[{_SIGNS}]|[{_SIGNS}](?![A-Za-z])|[’‘\xad–—…·][A-Za-z]|[{_LETTERS}]")
_MOST_FOREIGN = 0.3
"""Western text has fewer characters above ASCII than this; Cyrillic or Greek read as cp1252 has far more."""

_NOT_ASCII = re.compile(r"[^\x00-\x7f]")


def decode(data: bytes, declared: str = "") -> tuple[str, str]:
    """Give the text of `data` and the name of the encoding it was read in.

    Tried in order: a UTF-16 or UTF-32 mark, UTF-8, UTF-16 without a mark, what the file declares
    (`declared`), UTF-8 with a few stray cp1252 bytes, cp1252 where it reads well, a guess, cp1252.
    The result holds no lone surrogate. Never raises for bad bytes.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return data.decode(name, "replace"), name
    unmarked = utf16_without_bom(data)
    if unmarked:
        return data.decode(unmarked, "replace"), unmarked
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _declared(data, declared) or _mostly_utf8(data) or _western(data) or _guessed(data)


def _declared(data: bytes, declared: str) -> tuple[str, str] | None:
    """Decode as the file says, where that is an encoding of text and fits every byte."""
    try:
        found = codecs.lookup(declared) if declared else None
        # `_is_text_encoding` keeps out codecs such as zip and rot13, which are not encodings of characters.
        if found is None or not getattr(found, "_is_text_encoding", True) or found.name.startswith("utf-8"):
            return None
        # Pages that say Latin-1 mean cp1252: https://encoding.spec.whatwg.org/#names-and-labels
        name = "cp1252" if found.name in ("iso8859-1", "ascii") else found.name
        return _without_surrogates(data.decode(name)), name
    except (LookupError, ValueError):
        return None


def _mostly_utf8(data: bytes) -> tuple[str, str] | None:
    """Decode UTF-8 in which a few bytes are wrong, reading those as cp1252."""
    text = data.decode("utf-8", "surrogateescape")
    bad = len(_BAD_BYTE.findall(text))
    good = len(_NOT_ASCII.findall(text)) - bad
    if good < 2 * bad:
        return None
    return text.translate(_WESTERN), "utf-8"


def _western(data: bytes) -> tuple[str, str] | None:
    """Decode as cp1252 where the result reads like a western language, signs and letters in their places."""
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return None
    foreign = len(_NOT_ASCII.findall(text))
    placed = sum(len(_NOT_ASCII.findall(match[0])) for match in _WELL_PLACED.finditer(text))
    return (text, "cp1252") if foreign <= _MOST_FOREIGN * len(text) and placed >= 0.98 * foreign else None


def _guessed(data: bytes) -> tuple[str, str]:
    """Decode as charset-normalizer guesses, else as cp1252 with its gaps filled."""
    # Slow to load, and few files need it.
    import charset_normalizer  # noqa: PLC0415

    best = charset_normalizer.from_bytes(data[:_GUESSED_FROM], enable_fallback=False).best()
    if best is not None and best.encoding not in ("ascii", "utf_8"):
        return _without_surrogates(data.decode(best.encoding, "replace")), best.encoding.replace("_", "-")
    return data.decode("ascii", "surrogateescape").translate(_WESTERN), "cp1252"


def _without_surrogates(text: str) -> str:
    """Replace lone surrogates, which a few codecs let through."""
    return _SURROGATE.sub("\ufffd", text)
