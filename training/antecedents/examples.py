"""Examples: one pronoun, its candidates' vectors and traits, and which of them it means."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc
from spacy.vocab import Vocab

from benchmarks.sources import same_name
from extraction.antecedents.figures import GENDERS, NAMES, TYPES, Figure, Sort, find_figures
from extraction.antecedents.traits import Look
from extraction.directory import Directory
from extraction.layout import Layout
from extraction.names import Gender
from extraction.namings import find_namings
from training.antecedents.cached import Encoded
from training.antecedents.corpora import Asked, Story

RIGHT, WRONG, UNKNOWN = 1, 0, -1

type Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Example:
    """One pronoun. `targets` (candidates + 1,) are RIGHT, WRONG or UNKNOWN, the last for nobody.

    Where none is right the loss takes what isn't wrong for right (GAP's pronouns that mean neither name).
    """

    source: str
    story: str
    sort: Sort
    pronoun: npt.NDArray[np.float16]
    figures: npt.NDArray[np.float16]
    traits: Floats
    targets: npt.NDArray[np.int8]
    identities: tuple[int, ...]


def examples(one: Encoded, vocab: Vocab) -> Iterator[Example]:
    """The examples of a text that was parsed and encoded."""
    doc, story = one.doc(vocab), one.story
    layout = Layout(doc)
    directory = Directory(find_namings(doc, layout), layout)
    figures = find_figures(doc, layout, directory)
    look = Look(doc, layout, figures)
    row_of = {int(word): row for row, word in enumerate(one.words)}
    clusters = _clusters(doc, figures, story) if story.asked is None else [""] * len(figures)
    asked = None if story.asked is None else {ask.place: ask for ask in story.asked}
    told: dict[object, Gender] = {}
    number = {identity: n for n, identity in enumerate(dict.fromkeys(f.identity for f in figures))}
    for at, pronoun in enumerate(figures):
        if pronoun.sort not in TYPES or pronoun.head not in row_of:
            continue
        ask = None if asked is None else asked.get(doc[pronoun.head].idx)
        if (asked is not None and ask is None) or (asked is None and not clusters[at]):
            continue
        candidates = look.candidates(pronoun)
        traits = look.traits(pronoun, candidates, told)
        if ask is not None:
            targets = _answered(doc, figures, candidates, ask)
        else:
            targets = _chained(figures, clusters, candidates, at, every=story.every)
            told |= _told(pronoun, figures, clusters, clusters[at])
        if targets is None:
            continue
        kept = [figures[i].head in row_of for i in candidates]
        chosen = [i for i, keep in zip(candidates, kept, strict=True) if keep]
        rows = [row_of[figures[i].head] for i in chosen]
        mask = np.array([*kept, True])
        yield Example(
            story.source, story.name, pronoun.sort, one.vectors[row_of[pronoun.head]], one.vectors[rows],
            traits[mask], np.array(targets, dtype=np.int8)[mask], tuple(number[figures[i].identity] for i in chosen),
        )  # fmt: skip


def _told(pronoun: Figure, figures: Sequence[Figure], clusters: Sequence[str], mine: str) -> dict[object, Gender]:
    """What a pronoun tells of the gender of those named in its chain."""
    if pronoun.sort not in GENDERS:
        return {}
    chain = (figure for figure, cluster in zip(figures, clusters, strict=True) if cluster == mine)
    return {figure.identity: GENDERS[pronoun.sort] for figure in chain if figure.sort in NAMES}


def _answered(doc: Doc, figures: Sequence[Figure], candidates: Sequence[int], ask: Asked) -> list[int] | None:
    """What is known of GAP's candidates, or of a hidden name. Pronouns and nouns may be the same one's: unknown."""
    right = _touching(doc, figures, ask.right, ask.name)
    wrong = _touching(doc, figures, ask.wrong, "") - right
    targets = []
    for i in candidates:
        figure = figures[i]
        if figure.identity in right:
            targets.append(RIGHT)
        elif figure.identity in wrong:
            targets.append(WRONG)
        else:
            known = bool(right) and figure.sort in (*NAMES, Sort.BODY)
            targets.append(WRONG if known else UNKNOWN)
    if RIGHT in targets:
        return [*targets, WRONG]
    return [*targets, UNKNOWN] if not ask.right and not ask.name and WRONG in targets else None


def _touching(doc: Doc, figures: Sequence[Figure], spans: Sequence[tuple[int, int]], name: str) -> set[object]:
    """The identities of the figures that touch a stretch or have a name."""
    found: set[object] = set()
    for figure in figures:
        start, end = doc[figure.start].idx, doc[figure.head].idx + len(doc[figure.head])
        named = name and figure.sort in NAMES and same_name(figure.name, name)
        if named or any(start < b and a < end for a, b in spans):
            found.add(figure.identity)
    return found


def _chained(
    figures: Sequence[Figure], clusters: Sequence[str], candidates: Sequence[int], at: int, *, every: bool
) -> list[int] | None:
    """What the chains say: the nearest mentions of the same one are right, those of others wrong."""
    mine = clusters[at]
    identities = {figures[i].identity for i in candidates if clusters[i] == mine and figures[i].sort not in TYPES}
    targets = []
    for i in candidates:
        same = clusters[i] == mine or figures[i].identity in identities
        targets.append(RIGHT if same else WRONG if clusters[i] or every else UNKNOWN)
    if RIGHT in targets:
        return [*targets, WRONG]
    return [*targets, RIGHT] if every else None


def _clusters(doc: Doc, figures: Sequence[Figure], story: Story) -> list[str]:
    """The cluster of each figure: of the shortest mention around its head whose own head it is; "" for none."""
    heads: dict[int, tuple[int, str]] = {}
    for start, end, cluster in story.clusters:
        span = doc.char_span(start, end, alignment_mode="expand")
        if span is not None and (span.root.i not in heads or len(span) < heads[span.root.i][0]):
            heads[span.root.i] = len(span), cluster
    return [next((heads[i][1] for i in range(f.head, f.start - 1, -1) if i in heads), "") for f in figures]
