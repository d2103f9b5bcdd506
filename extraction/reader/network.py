"""The trained network at work: an ONNX encoder for the words, small heads in NumPy for cues, sources and contents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from extraction.reader.pieces import END, START, Pieces, Words
from extraction.sessions import open_session
from extraction.types import Profile

type Floats = npt.NDArray[np.float32]

FLAT = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
ROLES = ("O", "B-source", "I-source", "B-content", "I-content")
STEPS = np.array((1, 2, 3, 4, 6, 9, 14, 22, 35, 60))
"""Distances in words at which the next bucket begins, on either side of a cue."""
SIZE = 320
"""Pieces a window, `<s>` and `</s>` included."""
AT_ONCE = 4
"""Cues read at once: an array of theirs takes about a megabyte, and a few of them stay in the processor's cache."""
OVERLAP = {Profile.ACCURATE: 80, Profile.FAST: 24}
"""Pieces that a window shares with the next."""


@dataclass(frozen=True)
class Window:
    """The words of one window: their indices, their vectors, and what the heads need of them for every cue.

    `early` are the vectors at the early exit; `states` are those that the heads read, the same in the fast profile.
    """

    words: npt.NDArray[np.int64]
    early: Floats
    states: Floats
    met: Floats
    mixed: Floats


class Network:
    """The encoder's sessions and the heads' arrays: for the accurate profile or, with the early exit, the fast one."""

    def __init__(self, folder: Path, profile: Profile = Profile.ACCURATE) -> None:
        late = profile is Profile.ACCURATE
        self.overlap = OVERLAP[profile]
        self.sessions = [open_session(folder / f"{name}.onnx") for name in (("lower", "upper") if late else ("lower",))]
        heads: dict[str, Floats] = dict(np.load(folder / "heads.npz"))
        mine = "late_" if late else "early_"
        self.heads = {
            name.removeprefix(mine): array.astype(np.float32) for name, array in heads.items() if name.startswith(mine)
        }

        self.placed = self.heads["away_weight"][:, None] + self.heads["paragraph_weight"]

    def windows(self, words: Words, pieces: Pieces) -> list[Window]:
        """Every window of a text, each sharing `overlap` pieces with the next."""
        size = SIZE - 2
        length = len(pieces.ids)
        starts = [*range(0, max(1, length - size), size - self.overlap)]
        if length > size:
            starts = [*[start for start in starts if start < length - size], length - size]
        return [self._encode(words, pieces, start, min(length, start + size)) for start in starts]

    def flat(self, window: Window) -> Floats:
        """Log-probabilities (words, 7) of the flat labels."""
        return _log_softmax(self._linear(window.states, "flat"))

    def per_cue(
        self, window: Window, cues: Sequence[tuple[int, int]], paragraph: npt.NDArray[np.int64]
    ) -> tuple[Floats, Floats]:
        """Log-probabilities of the roles (cues, words, 5) and of the gate (cues,) for ranges of the window's words.

        `paragraph` is the number of each word's paragraph.
        """
        centre: Floats = np.stack([window.states[start:end].mean(0) for start, end in cues])
        roles = [
            self._roles(window, np.array(cues[at : at + AT_ONCE]), centre[at : at + AT_ONCE], paragraph)
            for at in range(0, len(cues), AT_ONCE)
        ]
        gate: Floats = self._linear(_gelu(self._linear(centre, "gate_0")), "gate_3")[:, 0]
        return _log_softmax(np.concatenate(roles)), -np.logaddexp(np.float32(0), -gate)

    def _roles(
        self, window: Window, cues: npt.NDArray[np.int64], centre: Floats, paragraph: npt.NDArray[np.int64]
    ) -> Floats:
        """Logits (cues, words, 5) of the roles for a few cues, whose vectors are `centre`."""
        first, last = cues.T
        at = np.arange(len(window.words))
        before, after = at - first[:, None], at - (last[:, None] - 1)
        away = np.where(before < 0, before, np.where(after > 0, after, 0))
        near = np.searchsorted(STEPS, np.abs(away), side="right")
        buckets = np.where(away < 0, near + len(STEPS) + 1, near)
        apart = np.clip(paragraph - paragraph[first][:, None], -2, 2) + 2
        mixed: Floats = np.matmul(window.met * self._linear(centre, "met_cue")[:, None], self.heads["of_both_weight"].T)
        mixed += window.mixed
        mixed += self._linear(centre, "of_cue")[:, None]
        mixed += self.placed[buckets, apart]
        return self._linear(_gelu(mixed), "roles")

    def _linear(self, x: Floats, name: str) -> Floats:
        return x @ self.heads[f"{name}_weight"].T + self.heads[f"{name}_bias"]

    def _encode(self, words: Words, pieces: Pieces, start: int, end: int) -> Window:
        ids = np.array([START, *pieces.ids[start:end], END], dtype=np.int64)
        index = [-1, *pieces.word[start:end], -1]
        shape = np.array([words.shapes[w] if w >= 0 else 6 for w in index], dtype=np.int64)
        quoted = np.array([words.quoted[w] if w >= 0 else 0 for w in index], dtype=np.int64)
        first = np.array([False, *pieces.first[start:end], False])
        states = self.sessions[0].run(None, {"ids": ids, "shape": shape, "quoted": quoted})[0]
        whole = (np.array(index) >= 0) & (np.cumsum(first) > 0)
        early = pooled = _pooled(states, whole, first)
        for upper in self.sessions[1:]:
            states = upper.run(None, {"early": states})[0]
            pooled = _pooled(states, whole, first)
        met, mixed = self._linear(pooled, "met_word"), self._linear(pooled, "of_word")
        return Window(np.array(index)[first], early, pooled, met, mixed)


def _pooled(states: Floats, whole: npt.NDArray[np.bool_], first: npt.NDArray[np.bool_]) -> Floats:
    """The mean of each word's pieces: `whole` marks pieces of words that begin in the window, `first` where they do."""
    begins = np.flatnonzero(first[whole])
    pooled: Floats = np.add.reduceat(states[whole], begins)
    pooled /= np.diff([*begins, int(whole.sum())])[:, None]
    return pooled


def _log_softmax(x: Floats) -> Floats:
    x = x - x.max(-1, keepdims=True)
    return x - np.log(np.exp(x).sum(-1, keepdims=True))


def _gelu(x: Floats) -> Floats:
    """x times the normal distribution's integral, by its tanh form (Hendrycks and Gimpel 2016, arXiv:1606.08415)."""
    inner: Floats = x * x
    inner *= np.float32(0.044715 * 0.7978845608)
    inner += np.float32(0.7978845608)
    inner *= x
    np.tanh(inner, out=inner)
    inner += np.float32(1)
    inner *= x
    inner *= np.float32(0.5)
    return inner
