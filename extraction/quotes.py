"""Quotes: what the network found, each content cut at its quotation marks, and the quotations that nobody claims."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from extraction.acts import class_of
from extraction.carried import carried
from extraction.edges import characters, joined, kind_of, size, tokens, trimmed, whole_quotations
from extraction.marks import Marks
from extraction.reader.attributions import Attribution
from extraction.rivals import parted
from extraction.turns import Turn, find_turns, is_service
from extraction.types import CueClass, Kind, Quote, Span, Spans
from extraction.unclaimed import DASHES, SCORE, byline_below, is_border, is_stop, unclaimed

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

NESTED = 0.5
"""The least score of a quote inside another's content: the network was trained on those that stand alone."""
_LOOSE = frozenset({",", ";", ":", "-", "–", "—", "--"})
_OPEN = frozenset({"VERB", "NOUN", "PROPN", "ADJ"})
"""Words of a cue that it keeps though its content begins with them."""
_TAKEN_IN = frozenset({"hear", "perform", "play", "read", "see", "sing", "watch"})
"""Verbs whose object in marks may be a title."""
_SMALL = frozenset({"ADP", "DET", "CCONJ", "PART"})
OPENING = frozenset({"“", '"', "‘", "«", "„", "``", "''"})
_OPENING_ANY = OPENING | {"‘", "'", "‘‘"}
MARKED = 3
"""Tokens of the shortest quotation, its marks among them."""
_SELF = frozenset({"i", "we", "you"})


@dataclass(frozen=True, slots=True)
class _Text:
    """A parsed text with what is looked up in it again and again, as tokens."""

    doc: Doc
    marks: Marks
    names: tuple[Span, ...]
    borders: tuple[int, ...]
    opened: frozenset[int]
    """The quotations, by index, at whose first words somebody's content begins."""
    sentences: tuple[int, ...]
    """Where each sentence begins."""


def find_quotes(doc: Doc, attributions: Sequence[Attribution], marks: Marks) -> tuple[Quote, ...]:
    """The quotes of a parsed text in order, without voices. A quote inside another's content has it as parent.

    Until they are in order each has a key: an attribution its index, then come the turns, then nobody's quotations.
    """
    names = tuple((name.start, name.end) for name in doc.ents)
    borders = tuple(token.i for token in doc if is_border(token))
    sentences = tuple(sentence.start for sentence in doc.sents)
    text = _Text(doc, marks, names, borders, _opened(attributions, marks), sentences)
    whole = [_cut(text, one) for one in carried(doc, attributions)]
    kept = parted({at: one for at, one in enumerate(whole) if one.cue and one.content and _is_told(doc, one)}, marks)
    turns, holder, replaced = _turns(doc, kept, len(whole))
    kept = _once({at: one for at, one in kept.items() if at not in replaced}, replaced)
    told = [*kept.values(), *(Attribution((turn.source,), (), (turn.content,), turn.score) for turn in turns.values())]
    rows = {at: (one.content, _quote(doc, one, marks)) for at, one in kept.items()}
    rows |= {at: ((turn.content,), _turn(doc, turn, marks)) for at, turn in turns.items()}
    left_over = enumerate(_left_over(doc, told, marks), len(whole) + len(turns))
    rows |= {at: (content, _nobodys(doc, content, marks)) for at, content in left_over}
    order = sorted(rows, key=lambda at: (rows[at][0][0][0], -size(rows[at][0])))
    place = {at: number for number, at in enumerate(order)}
    outer = {
        at: holder.get(at) if one.inside is None else replaced.get(one.inside, one.inside) for at, one in kept.items()
    }
    parents = (outer.get(at) for at in order)
    return tuple(
        replace(rows[at][1], parent=None if outside is None else place.get(outside))
        for at, outside in zip(order, parents, strict=True)
    )


def _turns(
    doc: Doc, kept: Mapping[int, Attribution], first: int
) -> tuple[dict[int, Turn], dict[int, int], dict[int, int]]:
    """The turns that are quotes, by keys from `first` on; which attributions stand in one, and which give way to one.

    An attribution gives way that takes the turn's speaker for its source or tells what the speaker thinks; a headline
    gives way to what was found in it. Where half of the lines and more say by name what their own speaker says,
    they are paragraphs under headings: none is a turn.
    """
    turns: dict[int, Turn] = {}
    holder: dict[int, int] = {}
    replaced: dict[int, int] = {}
    firsts = sorted((one.cue[0][0], at) for at, one in kept.items() if one.inside is None)
    held = [
        (turn, [at for _, at in firsts[bisect_left(firsts, (turn.start, -1)) : bisect_left(firsts, (turn.end, -1))]])
        for turn in find_turns(doc)
    ]
    lines = [(turn, inside) for turn, inside in held if not turn.gives_way]
    told = sum(any(_names(doc, kept[at], turn) for at in inside) for turn, inside in lines)
    for turn, inside in held:
        if (turn.gives_way and inside) or (not turn.gives_way and 2 * told >= len(lines)):
            continue
        key = first + len(turns)
        turns[key] = turn
        for at in inside:
            of_turn = any(start < turn.source[1] and turn.source[0] < end for start, end in kept[at].source)
            own = any(doc[i].lower_ in _SELF for i in tokens(kept[at].source))
            thought = own and _class(doc, kept[at]) is not CueClass.SPEECH
            (replaced if of_turn or thought else holder)[at] = key
    return turns, holder, replaced


def _once(kept: Mapping[int, Attribution], replaced: dict[int, int]) -> dict[int, Attribution]:
    """Of those with the same cue, as where a turn took the place of one that was read inside, the likeliest."""
    best: dict[Spans, int] = {}
    for at in sorted(kept, key=lambda at: (-kept[at].score, at)):
        best.setdefault(kept[at].cue, at)
    replaced |= {at: best[one.cue] for at, one in kept.items() if best[one.cue] != at}
    return {at: one for at, one in kept.items() if best[one.cue] == at}


def _names(doc: Doc, one: Attribution, turn: Turn) -> bool:
    """Whether an attribution in what is said in a turn has the turn's speaker, by the last word of the name."""
    label = [doc[i].lower_ for i in range(*turn.source) if doc[i].is_alpha]
    said = {doc[i].lower_ for i in tokens(one.source) if turn.content[0] <= i < turn.content[1]}
    return bool(label) and label[-1] in said and _SELF.isdisjoint(said)


def _cut(text: _Text, one: Attribution) -> Attribution:
    """The attribution with whole names and quotations, without loose marks at its ends, no word in two roles."""
    told = _unshared(text.doc, one)
    cue = _whole_phrases(text.doc, _tidy(text, told) or told, one)  # a colon alone may be the cue
    source = _source(text, one, cue)
    pieces = _near(text, one)
    if one.inside is None:
        pieces = _quotations(text, pieces, {*tokens(source), *tokens(cue)})
    content = _tidy(text, _without(pieces, (*source, *cue)))
    if one.inside is not None:
        content = tuple(_balanced(text, piece) for piece in content)
    return replace(one, source=source, cue=cue, content=content)


def _unshared(doc: Doc, one: Attribution) -> Spans:
    """The cue less the small words that its source or content claims too: "sought | to win", "refused to say | why"."""
    cue, claimed = tokens(one.cue), {*tokens(one.source), *tokens(one.content)}
    runs = joined(doc, ((i, i + 1) for i in cue if i in claimed))
    given = [run for run in runs if not any(doc[i].pos_ in _OPEN for i in range(*run))]
    return joined(doc, _without(one.cue, tuple(given))) or one.cue


def _whole_phrases(doc: Doc, cue: Spans, one: Attribution) -> Spans:
    """The cue without the small words at its end whose noun no role has: "said in a call | to the" paper."""
    own = {i for spans in (cue, one.source, one.content) for i in tokens(spans)}
    start, end = cue[-1]
    last = end
    while last > start + 1 and (doc[last - 1].text in _LOOSE or _hangs(doc[last - 1], own)):
        last -= 1
    return (*cue[:-1], (start, last))


def _hangs(word: Token, own: Container[int]) -> bool:
    """Whether a word is the article of a noun, or the preposition before one, that isn't among these."""
    if word.pos_ == "DET":
        return word.head.i not in own
    nouns = [child.i for child in word.children if child.dep_ == "pobj"] if word.pos_ == "ADP" else []
    return bool(nouns) and not any(i in own for i in nouns)


def _tidy(text: _Text, pieces: Iterable[Span]) -> Spans:
    """Pieces in order without loose marks at their ends."""
    doc = text.doc
    return joined(doc, (trimmed(doc, piece, text.marks) for piece in joined(doc, pieces)))


def _source(text: _Text, one: Attribution, cue: Spans) -> Spans:
    """The source with whole names, without commas and such at its ends; brackets and points stay."""
    doc, found = text.doc, []
    if _was_told(doc, one.source, cue):
        return ()
    for start, end in joined(doc, _without(_named(text, _beside(text, one.source, cue)), cue)):
        while start < end and (doc[start].is_space or doc[start].text in _LOOSE):
            start += 1
        while start < end and (doc[end - 1].is_space or doc[end - 1].text in _LOOSE):
            end -= 1
        found.append((start, end))
    return joined(doc, found)


def _was_told(doc: Doc, source: Spans, cue: Spans) -> bool:
    """Whether a source is who heard it: in "Clerk hid letters, jury told" nobody is told after "told"."""
    start, end = cue[-1]
    last = end == len(doc) or is_border(doc[end]) or is_stop(doc[end])
    return last and doc[start:end].text.lower() == "told" and any(piece[1] == start for piece in source)


def _beside(text: _Text, source: Spans, cue: Spans) -> Spans:
    """The pieces of a source in its cue's sentence, where one stands there: another's name is no part of it."""
    at = bisect_right(text.sentences, cue[0][0])
    start = text.sentences[at - 1] if at else 0
    end = text.sentences[at] if at < len(text.sentences) else len(text.doc)
    return tuple(piece for piece in source if start <= piece[0] < end) or source


def _named(text: _Text, source: Spans) -> list[Span]:
    """The source with the whole of a name that it holds a part of."""
    found = []
    for start, end in source:
        first = bisect_right(text.names, (start, len(text.doc))) - 1
        last = bisect_right(text.names, (end - 1, len(text.doc))) - 1
        begins = text.names[first][0] if first >= 0 and text.names[first][1] > start else start
        found.append((begins, max(end, text.names[last][1]) if last >= 0 else end))
    return found


def _balanced(text: _Text, piece: Span) -> Span:
    """A piece with both marks of a quotation where it holds all of its words, else without a mark at its begin."""
    start, end = piece
    quotation = text.marks.of[start]
    if quotation < 0 or text.marks.ranges[quotation][0] != start or end >= text.marks.ranges[quotation][1]:
        return piece
    last = text.marks.ranges[quotation][1]
    if not any(token.text[0].isalnum() for token in text.doc[end:last]):
        return start, last
    return (start + 1, end) if end > start + 1 and text.doc[start].text in _OPENING_ANY else piece


def _near(text: _Text, one: Attribution) -> Spans:
    """The content in the cue's paragraph, and what goes on from it: a speech over paragraphs, what a colon opens.

    A content that stands wholly elsewhere is kept. In PolNeAR 0.8 % of contents leave the cue's paragraph.
    """
    at = bisect_right(text.borders, one.cue[0][0])
    start = text.borders[at - 1] + 1 if at else 0
    end = text.borders[at] if at < len(text.borders) else len(text.doc)
    here = [piece for piece in one.content if piece[0] < end and start < piece[1]]
    if not here:
        # "— Ann Ames, mayor" below a quotation: what stands below the line is another's.
        below = text.doc[start].text in DASHES and any(piece[0] < start for piece in one.content)
        return tuple(piece for piece in one.content if piece[0] < start) if below else one.content
    colon = end > start and text.doc[end - 1].text == ":"
    after = [piece for piece in one.content if piece[0] >= end and (colon or _goes_on(text, piece))]
    return (*here, *after)


def _goes_on(text: _Text, piece: Span) -> bool:
    quotation = text.marks.of[piece[0]]
    return quotation >= 0 and text.marks.quotations[quotation].continues


def _opened(attributions: Iterable[Attribution], marks: Marks) -> frozenset[int]:
    begins = (one.content[0][0] for one in attributions if one.inside is None and one.content)
    return frozenset(marks.of[i] for i in begins if marks.of[i] >= 0 and i - marks.ranges[marks.of[i]][0] <= 1)


def _quotations(text: _Text, pieces: Spans, taken: Iterable[int]) -> Spans:
    """Pieces with the whole of each quotation that they end in, and of the quotations that go on from it.

    Where source or cue stand in that quotation, the piece tells but a part of what is said in it, and stays as it is.
    Where a quotation goes on in a paragraph that begins with what somebody is said to say there, a mark was forgotten.
    """
    marks, found = text.marks, []
    for piece in pieces:
        wide = whole_quotations(piece, marks)
        if any(wide[0] <= i < wide[1] for i in taken):
            found.append(piece)
            continue
        found.append(wide)
        last = marks.of[piece[1] - 1]
        while _continues(text, last):
            last += 1
            found.append(marks.ranges[last])
    return tuple(found)


def _continues(text: _Text, quotation: int) -> bool:
    """Whether the next quotation goes on with this one (-1 for none), and nobody else's content begins there."""
    after = quotation + 1
    known = 0 < after < len(text.marks.quotations)
    return known and text.marks.quotations[after].continues and after not in text.opened


def _without(pieces: Iterable[Span], holes: Spans) -> list[Span]:
    """The pieces less what the holes cover."""
    left = list(pieces)
    for a, b in holes:
        left = [
            part for start, end in left for part in ((start, min(end, a)), (max(start, b), end)) if part[1] > part[0]
        ]
    return left


def _is_told(doc: Doc, one: Attribution) -> bool:
    """Whether it is kept: no title that somebody read; inside another's content only what another said or thought."""
    if one.inside is None:
        return not (_is_title_taken_in(doc, one) or _is_announced(doc, one))
    own = any(doc[i].lower_ in _SELF for i in tokens(one.source))
    bare = sum(doc[i].text[0].isalnum() for i in tokens(one.content)) < 2
    return not bare and one.score >= NESTED and (not own or _class(doc, one) is CueClass.SPEECH)


def _is_title_taken_in(doc: Doc, one: Attribution) -> bool:
    """Whether the content is but a title in marks that one reads or performs: 'He read “The Old Bridge”'."""
    start, end = one.content[0]
    if len(one.content) > 1 or doc[start].text not in OPENING or end - start < MARKED:
        return False
    words = [token for token in doc[start:end] if token.is_alpha]
    titled = all(token.text[0].isupper() or token.pos_ in _SMALL for token in words)
    return titled and any(doc[i].lemma_.lower() in _TAKEN_IN for i in tokens(one.cue))


def _is_announced(doc: Doc, one: Attribution) -> bool:
    """Whether nothing but a colon stands before what a newsroom says of an article: "Storm Ada: live updates"."""
    start, end = one.content[0][0], one.content[-1][1]
    bare = all(doc[i].text == ":" for i in tokens(one.cue))
    sentence = any(token.text in ".!?" for token in doc[end - 1 : end + 1])
    return bare and not sentence and is_service(doc, (start, end))


def _class(doc: Doc, one: Attribution) -> CueClass:
    return class_of([doc[i] for i in tokens(one.cue)], [doc[i] for i in tokens(one.source)])


def _left_over(doc: Doc, kept: Iterable[Attribution], marks: Marks) -> Iterator[Spans]:
    """The contents of quotations that stand as whole sentences outside every quote."""
    told = {i for one in kept for i in (*tokens(one.content), *tokens(one.cue))}
    claimed = {at for at, piece in enumerate(marks.ranges) if not told.isdisjoint(range(*piece))}
    for indices in unclaimed(doc, marks, claimed):
        yield joined(doc, (trimmed(doc, marks.ranges[at], marks) for at in indices))


def _quote(doc: Doc, one: Attribution, marks: Marks) -> Quote:
    kind = kind_of(doc, one.content, marks)
    return Quote(
        source=characters(doc, one.source),
        cue=characters(doc, one.cue),
        content=characters(doc, one.content),
        kind=kind,
        cue_class=_class(doc, one),
        found_score=round(one.score, 3),
        reason=_reason(doc, one, kind),
    )


def _turn(doc: Doc, turn: Turn, marks: Marks) -> Quote:
    return Quote(
        source=characters(doc, (turn.source,)),
        cue=(),
        content=characters(doc, (turn.content,)),
        kind=kind_of(doc, (turn.content,), marks) if turn.gives_way else Kind.DIRECT,
        cue_class=CueClass.SPEECH,
        found_score=turn.score,
        reason=turn.reason,
    )


def _nobodys(doc: Doc, content: Spans, marks: Marks) -> Quote:
    source = byline_below(doc, content[-1][1])
    return Quote(
        source=characters(doc, (source,)) if source else (),
        cue=(),
        content=characters(doc, content),
        kind=kind_of(doc, content, marks),
        cue_class=CueClass.SPEECH,
        found_score=SCORE,
        reason="whole sentences in quotation marks; "
        + ("the line below names who spoke" if source else "the text doesn't say beside them whose they are"),
    )


def _reason(doc: Doc, one: Attribution, kind: Kind) -> str:
    """One phrase that says what ties source, cue and content: "‘said’ after what is said, its source before it"."""
    head = one.cue[0][0]
    words = " ".join(doc[start:end].text for start, end in one.cue)
    before = any(end <= head for _, end in one.content)
    after = any(start > head for start, _ in one.content)
    place = "between the parts of" if before and after else "after" if before else "before"
    what = "the quotation" if kind is Kind.DIRECT else "what is said"
    if not one.source:
        return f"‘{words}’ {place} {what}; no words beside it say whose it is"
    return f"‘{words}’ {place} {what}, its source {'before' if one.source[0][0] < head else 'after'} it"
