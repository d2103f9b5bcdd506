"""From the network's figures to attributions: candidate cues, the best labels for each, no two for one content."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from extraction.reader.network import FLAT, ROLES, Floats, Network, Window
from extraction.reader.pieces import Pieces, Words

RAISE = 1.0
_CUE = [FLAT.index("B-cue"), FLAT.index("I-cue")]
_FORBIDDEN = -1e9


@dataclass(frozen=True)
class Draft:
    """An attribution in indices of words. `traits` are what its score is made from."""

    cue: tuple[int, ...]
    source: tuple[int, ...]
    content: tuple[int, ...]
    traits: tuple[float, ...]


def drafts(network: Network, words: Words, pieces: Pieces, overlap: int = 80) -> list[Draft]:
    """Every candidate attribution of a text, those with no content left out."""
    windows = network.windows(words, pieces, overlap)
    paragraph = np.array(words.paragraph)
    home, flat = _central(network, windows, len(words))
    found = []
    for start, end in candidates(flat):
        window = windows[home[start]]
        place = int(np.searchsorted(window.words, start))
        stop = place + (end - start)
        if stop > len(window.words):
            continue
        roles, gate = network.per_cue(window, (place, stop), paragraph[window.words])
        found.append(_draft(window, (place, stop), roles, gate, flat[start:end]))
    return [draft for draft in found if draft.content]


def _central(network: Network, windows: list[Window], count: int) -> tuple[npt.NDArray[np.int64], Floats]:
    """For each word the window in whose middle it is most, and its flat log-probabilities there."""
    home = np.zeros(count, dtype=np.int64)
    best = np.full(count, -1.0)
    flat = np.zeros((count, len(FLAT)), dtype=np.float32)
    for number, window in enumerate(windows):
        at = np.arange(len(window.words))
        depth = np.minimum(at, len(at) - 1 - at).astype(float)
        if number == 0:
            depth = np.maximum(depth, (len(at) - 1 - at).astype(float))
        if number == len(windows) - 1:
            depth = np.maximum(depth, at.astype(float))
        better = depth > best[window.words]
        chosen = window.words[better]
        best[chosen], home[chosen] = depth[better], number
        flat[chosen] = network.flat(window)[better]
    return home, flat


def candidates(flat: Floats, raised: float = RAISE) -> list[tuple[int, int]]:
    """Ranges of words that may be cues."""
    lifted = flat.copy()
    lifted[:, _CUE] += raised
    found: list[tuple[int, int]] = []
    for at, label in enumerate(lifted.argmax(-1).tolist()):
        if label == _CUE[1] and found and found[-1][1] == at:
            found[-1] = found[-1][0], at + 1
        elif label in _CUE:
            found.append((at, at + 1))
    return found


def _draft(window: Window, cue: tuple[int, int], roles: Floats, gate: float, flat: Floats) -> Draft:
    labels, certain = viterbi(roles)
    source = tuple(int(w) for w, label in zip(window.words, labels, strict=True) if label in (1, 2))
    content = tuple(int(w) for w, label in zip(window.words, labels, strict=True) if label in (3, 4))
    told = certain[np.isin(labels, (1, 2, 3, 4))]
    doubt = float(np.log1p(-np.minimum(np.exp(certain), 1 - 1e-6)).max()) if len(certain) else 0.0
    unsure = float((1 - np.exp(certain)).sum())
    traits = (
        gate,
        float(flat[:, _CUE].max(-1).mean()),
        float(told.mean()) if len(told) else 0.0,
        float(told.min()) if len(told) else 0.0,
        unsure,
        doubt,
        float(not source),
    )
    return Draft(tuple(int(w) for w in window.words[cue[0] : cue[1]]), source, content, traits)


def viterbi(roles: Floats) -> tuple[npt.NDArray[np.int64], Floats]:
    """The likeliest labels in which I follows only B or I of its role, and the log-probability of each."""
    allowed = np.zeros((len(ROLES), len(ROLES)), dtype=np.float32)
    allowed[[0, 3, 4, 0, 1, 2], [2, 2, 2, 4, 4, 4]] = _FORBIDDEN
    best = roles[0].copy()
    best[[2, 4]] = _FORBIDDEN
    back = np.zeros(roles.shape, dtype=np.int64)
    for at in range(1, len(roles)):
        through = best[:, None] + allowed
        back[at] = through.argmax(0)
        best = through.max(0) + roles[at]
    labels = np.zeros(len(roles), dtype=np.int64)
    labels[-1] = best.argmax()
    for at in range(len(roles) - 1, 0, -1):
        labels[at - 1] = back[at, labels[at]]
    return labels, roles[np.arange(len(roles)), labels]


def distinct(
    found: list[Draft], scores: list[float], threshold: float, shared: float = 0.5
) -> list[tuple[Draft, float]]:
    """The drafts above the threshold, likelier first where two tell the same content, in order of the text."""
    owner: dict[int, int] = {}
    kept: list[tuple[Draft, float]] = []
    for draft, score in sorted(zip(found, scores, strict=True), key=lambda pair: -pair[1]):
        if score < threshold:
            break
        taken = sum(word in owner for word in draft.content)
        if taken > shared * len(draft.content):
            continue
        owner.update(dict.fromkeys(draft.content, len(kept)))
        kept.append((draft, score))
    return sorted(kept, key=lambda pair: (pair[0].content[0], pair[0].cue[0]))
