"""Who speaks where no verb says so: the turns of a transcript ("SMITH: Yes."), and headlines ("Police: two hurt").

Both are told by layout: a line that begins with a speaker and a colon, or in a headline ends with a dash and one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extraction.names import forenames
from extraction.roles import COURTESY_TITLES, DOCUMENTS, ORGANISATIONS, ROLES, SHORT_TITLES
from extraction.types import Span
from extraction.unclaimed import is_border

if TYPE_CHECKING:
    from spacy.tokens import Doc

_DASHES = frozenset({"-", "–", "—", "--"})
_LESSER = frozenset({"of", "the", "and", "for", "de", "van", "von", "to", ".", ",", "'s", "’s"}) | _DASHES
_TIMES = frozenset({"DATE", "TIME"})
_ANSWERS = frozenset({"Q", "A"})
_LAST = re.compile(r"\s[–—-]{1,2}\s")
_SERVICE = frozenset(
    {"analysis", "explained", "explainer", "how", "key", "latest", "live", "obituary", "pictures", "profile", "recap"}
    | {"review", "timeline", "updates", "what", "when", "where", "who", "why"}
)
"""First or last words of what a newsroom itself puts after a colon: "live updates", "what we know"."""
HEADLINES, LONGEST_HEADLINE, LONGEST_SPEAKER = 2, 16, 5
"""Paragraphs that may be headlines, and the most words of a headline and of the speaker in it."""
LONGEST_LABEL, TITLED = 14, 3
"""The most tokens of a turn's label, and the most words of one that a full stop ends."""
TURN_SCORE, HEADLINE_SCORE = 0.9, 0.6
"""Set by hand: no corpus of transcripts or headlines was at hand to measure them on."""
_TURN = "a turn of a transcript, its speaker before the colon"
_BEFORE = "a headline, its speaker before the colon"
_AFTER = "a headline, its speaker after the dash"


@dataclass(frozen=True, slots=True)
class Turn:
    """A speaker and what is said, as ranges of tokens."""

    source: Span
    content: Span
    score: float
    reason: str
    gives_way: bool = False
    """Whether what is found in the line counts more, as in a headline."""

    @property
    def start(self) -> int:
        """Where the line begins."""
        return min(self.source[0], self.content[0])

    @property
    def end(self) -> int:
        """Where the line ends."""
        return max(self.source[1], self.content[1])


def find_turns(doc: Doc) -> tuple[Turn, ...]:
    """The turns and the headlines of a parsed text, in order."""
    lines = list(_lines(doc))
    labels = {line: label for line in lines if (label := _label(doc, line)) is not None}
    speakers = _speakers(doc, list(labels.values()))
    turns = []
    for number, line in enumerate(lines):
        label = labels.get(line)
        headline = number < HEADLINES and _is_headline(doc, line)
        if label is not None and label in speakers and len(labels) > 1:
            turns.append(Turn(_who(doc, label), (label[1] + 1, line[1]), TURN_SCORE, _TURN))
        elif headline and label is not None and _speaks(doc, label) and not is_service(doc, (label[1] + 1, line[1])):
            turns.append(Turn(label, (label[1] + 1, line[1]), HEADLINE_SCORE, _BEFORE, gives_way=True))
        elif headline and (split := _dash(doc, line)) is not None:
            turns.append(Turn(split[1], split[0], HEADLINE_SCORE, _AFTER, gives_way=True))
    return tuple(turns)


def _lines(doc: Doc) -> Iterator[Span]:
    """The ranges of tokens between line ends, without blanks around them."""
    start = 0
    for end in [*(token.i for token in doc if is_border(token)), len(doc)]:
        while start < end and doc[start].is_space:
            start += 1
        if start < end:
            yield start, end
        start = end + 1


def _label(doc: Doc, line: Span) -> Span | None:
    """What stands before the colon where a line begins as a turn does; before a full stop after a title and a name."""
    end, bracket = line[0], False
    while end < min(line[1] - 1, line[0] + LONGEST_LABEL):
        token = doc[end]
        if token.text == ":" and end > line[0]:
            return line[0], end
        if token.text in _DASHES and end == line[0]:
            return None  # a list's
        if token.text == "." and not bracket and _is_titled(doc, (line[0], end)):
            return line[0], end
        bracket = token.text == "(" or (bracket and token.text != ")")
        if not (bracket or token.text == ")" or token.text[0].isupper() or token.text in _LESSER):
            return None
        end += 1
    return None


def _who(doc: Doc, label: Span) -> Span:
    """A turn's label without the post after its dash: "Ana Toldan - Chief Executive"; "Piet Harlan-Moe" is a name."""
    start, end = label
    spaced = (i for i in range(start + 1, end) if doc[i].text in _DASHES and doc[i - 1].whitespace_)
    return start, next(spaced, end)


def _is_titled(doc: Doc, label: Span) -> bool:
    """Whether words are a title with or without a name: "Senator Obie", "The CHAIR"."""
    words = [token.lower_.rstrip(".") for token in doc[label[0] : label[1]]]
    words = words[1:] if words[:1] == ["the"] else words
    return 0 < len(words) <= TITLED and (words[0] in COURTESY_TITLES or words[0] in SHORT_TITLES or words[0] in ROLES)


def _speakers(doc: Doc, labels: Sequence[Span]) -> set[Span]:
    """The labels that name speakers: those that can speak or come again, and where one is in capitals all such."""
    seen = Counter(doc[start:end].text for start, end in labels)
    sure = {label for label in labels if seen[doc[slice(*label)].text] > 1 or _speaks(doc, label)}
    capitals = {label for label in labels if doc[slice(*label)].text.isupper()}
    return {*sure, *(capitals if sure & capitals else ())}


def _is_headline(doc: Doc, line: Span) -> bool:
    return line[1] - line[0] <= LONGEST_HEADLINE and doc[line[1] - 1].text not in ".!?"


def is_service(doc: Doc, words: Span) -> bool:
    """Whether words announce an article rather than say something: "live updates"."""
    return not {doc[words[0]].lower_, doc[words[1] - 1].lower_}.isdisjoint(_SERVICE)


def _dash(doc: Doc, line: Span) -> tuple[Span, Span] | None:
    """What is said and who says it, in "Bridge unsafe – engineers"."""
    last = doc[line[1] - 1]
    text = doc.text[doc[line[0]].idx : last.idx + len(last)]
    dashes = [match for match in _LAST.finditer(text) if match.start()]
    if not dashes:
        return None
    at = doc[line[0]].idx + dashes[-1].end()
    start = next((i for i in range(*line) if doc[i].idx >= at), line[1])
    end = start
    while end > line[0] and (doc[end - 1].is_space or doc[end - 1].text.strip("–—-") == ""):
        end -= 1
    speaker = start, line[1]
    whole = line[0] < end and speaker[0] < speaker[1] <= speaker[0] + LONGEST_SPEAKER
    return ((line[0], end), speaker) if whole and _speaks(doc, speaker) else None


def _speaks(doc: Doc, label: Span) -> bool:
    """Whether words name somebody who can speak, or a document that is cited."""
    words = [token for token in doc[label[0] : label[1]] if token.text[0].isalpha()]
    if not words or words[0].ent_type_ in _TIMES:
        return False
    plain = {token.lower_.rstrip(".") for token in words}
    bases = plain | {token.lemma_.lower() for token in words}
    if {token.text for token in words} <= _ANSWERS or bases & (ROLES | ORGANISATIONS | DOCUMENTS):
        return True
    return bool(plain & (COURTESY_TITLES.keys() | SHORT_TITLES.keys())) or words[0].lower_ in forenames()
