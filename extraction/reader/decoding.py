"""From the network's figures to attributions: candidate cues, the best labels for each, no two for one content."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from extraction.reader.network import FLAT, ROLES, Floats, Network, Window
from extraction.reader.pieces import Pieces, Words

RAISE = 2.0
"""Log-odds by which cues are favoured when candidates are chosen."""
_CUE = [FLAT.index("B-cue"), FLAT.index("I-cue")]
_NEVER = -1e9
FORBIDDEN = np.zeros((len(ROLES), len(ROLES)), dtype=np.float32)
"""What is added where a label stands after another: nothing, or so much that it never does."""
FORBIDDEN[[0, 3, 4, 0, 1, 2], [2, 2, 2, 4, 4, 4]] = _NEVER


@dataclass(frozen=True)
class Draft:
    """An attribution in indices of words. `traits` are what its score is made from."""

    cue: tuple[int, ...]
    source: tuple[int, ...]
    content: tuple[int, ...]
    traits: tuple[float, ...]


@dataclass(frozen=True)
class Decoded:
    """Every candidate attribution of a text, for each word the log-probability that it is a cue's, and the windows.

    `home` says for each word in the middle of which window it is most.
    """

    drafts: list[Draft]
    cue: Floats
    home: npt.NDArray[np.int64]
    windows: list[Window]


def decode(network: Network, words: Words, pieces: Pieces, names: Sequence[int] = ()) -> Decoded:
    """What the network makes of a text; candidates with no content are left out.

    `names` are words that are people's or places' names and so no cue ("Tolder" begins with a piece "told").
    """
    windows = network.windows(words, pieces)
    paragraph = np.array(words.paragraph)
    home, flat = _central(network, windows, len(words))
    flat[np.ix_(list(names), _CUE)] = _NEVER
    of_window: dict[int, list[tuple[int, int]]] = {}
    for start, end in candidates(flat):
        window = windows[home[start]]
        place = int(np.searchsorted(window.words, start))
        if place + (end - start) <= len(window.words):
            of_window.setdefault(int(home[start]), []).append((place, place + (end - start)))
    found: list[Draft] = []
    for number, cues in of_window.items():
        window = windows[number]
        found += _drafts(network, window, cues, paragraph[window.words], flat)
    return Decoded([draft for draft in found if draft.content], flat[:, _CUE].max(-1), home, windows)


def _drafts(
    network: Network, window: Window, cues: list[tuple[int, int]], paragraph: npt.NDArray[np.int64], flat: Floats
) -> list[Draft]:
    """The drafts of some cues of one window."""
    roles, gates = network.per_cue(window, cues, paragraph)
    labels, certain = viterbi(roles)
    found = []
    for (start, end), gate, one, sure in zip(cues, gates, labels, certain, strict=True):
        cue = window.words[start:end]
        source, content = window.words[(one == 1) | (one == 2)], window.words[one >= 3]
        told = sure[one > 0]
        traits = (
            float(gate),
            float(flat[cue][:, _CUE].max(-1).mean()),
            float(told.mean()) if len(told) else 0.0,
            float(told.min()) if len(told) else 0.0,
            float((1 - np.exp(sure)).sum()),
            float(np.log1p(-np.minimum(np.exp(sure), 1 - 1e-6)).max()),
            float(not len(source)),
        )
        found.append(Draft(tuple(cue.tolist()), tuple(source.tolist()), tuple(content.tolist()), traits))
    return found


def _central(network: Network, windows: list[Window], count: int) -> tuple[npt.NDArray[np.int64], Floats]:
    """For each word the window in whose middle it is most, and its flat log-probabilities there."""
    home = homes(windows, count)
    flat = np.zeros((count, len(FLAT)), dtype=np.float32)
    for number, window in enumerate(windows):
        mine = home[window.words] == number
        flat[window.words[mine]] = network.flat(window)[mine]
    return home, flat


def homes(windows: Sequence[Window], count: int) -> npt.NDArray[np.int64]:
    """For each of `count` words, in the middle of which window it is most."""
    home = np.zeros(count, dtype=np.int64)
    best = np.full(count, -1.0)
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
    return home


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


def viterbi(roles: Floats) -> tuple[npt.NDArray[np.int64], Floats]:
    """The likeliest labels (cues, words) in which I follows only B or I of its role, and the log-probability of each.

    `roles` is (cues, words, 5). Where each word's likeliest label may stand beside its neighbour's nothing is to be
    weighed; only the other cues go through the search (Viterbi 1967, doi:10.1109/TIT.1967.1054010).
    """
    labels = roles.argmax(-1)
    before = np.pad(labels[:, :-1], ((0, 0), (1, 0)))
    broken = (FORBIDDEN[before, labels] < 0).any(-1)
    if broken.any():
        labels[broken] = _searched(roles[broken])
    return labels, np.take_along_axis(roles, labels[:, :, None], 2)[:, :, 0]


def _searched(roles: Floats) -> npt.NDArray[np.int64]:
    """The likeliest allowed labels (cues, words)."""
    count, length, _ = roles.shape
    best = roles[:, 0] + FORBIDDEN[0]
    back = np.zeros(roles.shape, dtype=np.int64)
    for at in range(1, length):
        through = best[:, :, None] + FORBIDDEN
        back[:, at] = through.argmax(1)
        best = through.max(1) + roles[:, at]
    labels = np.zeros((count, length), dtype=np.int64)
    labels[:, -1] = best.argmax(1)
    every = np.arange(count)
    for at in range(length - 1, 0, -1):
        labels[:, at - 1] = back[every, at, labels[:, at]]
    return labels


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
