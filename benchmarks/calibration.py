"""Whether a confidence of 0.8 is right eight times in ten."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

BINS = 10
LEVELS = (0.5, 0.8, 0.9, 0.95)
SOURCE_PRECISION = 0.97
_SIDE, _EDGE = 240, 30


@dataclass(frozen=True)
class Judged:
    """One attribution found: its confidence, its kind, whether it is right as a whole, and whether its source is.

    `source_right` is None where no annotated content pairs with it.
    """

    confidence: float
    kind: str
    right: bool
    source_right: bool | None


@dataclass(frozen=True)
class Bin:
    """What was said and what came true among attributions of like confidence."""

    count: int
    said: float
    true: float


def bins(found: Sequence[Judged]) -> list[Bin]:
    """Bins of equal width that hold anything, from the least confidence on."""
    held: list[list[Judged]] = [[] for _ in range(BINS)]
    for one in found:
        held[min(int(one.confidence * BINS), BINS - 1)].append(one)
    return [
        Bin(len(some), sum(o.confidence for o in some) / len(some), sum(o.right for o in some) / len(some))
        for some in held
        if some
    ]


def expected_error(found: Sequence[Judged]) -> float:
    """The expected calibration error: the mean distance of said and true, weighted by count."""
    return sum(b.count * abs(b.said - b.true) for b in bins(found)) / max(len(found), 1)


def at_level(found: Sequence[Judged], gold: int, level: float) -> tuple[float, float]:
    """Precision and recall of the attributions at least so confident; `gold` is how many there are to find."""
    kept = [one for one in found if one.confidence >= level]
    right = sum(one.right for one in kept)
    return right / len(kept) if kept else 1.0, right / gold if gold else 0.0


def source_recall(found: Sequence[Judged], gold: int) -> tuple[float, float, float]:
    """The least confidence at which sources are right in SOURCE_PRECISION of paired attributions.

    Gives that confidence, the precision there, and how many of `gold` have their right source then.
    """
    paired = sorted((o for o in found if o.source_right is not None), key=lambda o: -o.confidence)
    best, right = (1.0, 1.0, 0.0), 0
    for number, one in enumerate(paired, start=1):
        right += bool(one.source_right)
        if right / number >= SOURCE_PRECISION:
            best = one.confidence, right / number, right / max(gold, 1)
    return best


def plot(found: Sequence[Judged]) -> str:
    """A reliability plot as SVG: said on the x axis, true on the y axis, each point as large as its bin."""
    size = _SIDE + 2 * _EDGE

    def place(said: float, true: float) -> tuple[float, float]:
        return _EDGE + said * _SIDE, _EDGE + (1 - true) * _SIDE

    points = []
    for one in bins(found):
        x, y = place(one.said, one.true)
        radius = 2 + 10 * (one.count / len(found)) ** 0.5
        label = f"said {one.said:.2f}, right {one.true:.2f}, {one.count} attributions"
        points.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}"><title>{label}</title></circle>')
    ticks = "".join(
        f'<text x="{_EDGE + t * _SIDE}" y="{size - 10}" text-anchor="middle">{t}</text>'
        f'<text x="{_EDGE - 6}" y="{_EDGE + (1 - t) * _SIDE + 3}" text-anchor="end">{t}</text>'
        for t in (0, 0.5, 1)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" width="{size}" font-size="9" '
        f'font-family="sans-serif"><rect width="{size}" height="{size}" fill="#fff"/>'
        f'<rect x="{_EDGE}" y="{_EDGE}" width="{_SIDE}" height="{_SIDE}" fill="none" stroke="#999"/>'
        f'<line x1="{_EDGE}" y1="{_EDGE + _SIDE}" x2="{_EDGE + _SIDE}" y2="{_EDGE}" stroke="#999"/>'
        f'<g fill="#1a5fb4">{"".join(points)}</g>{ticks}'
        f'<text x="{size / 2}" y="{size - 1}" text-anchor="middle">confidence said</text>'
        f'<text x="{size / 2}" y="14" text-anchor="middle">share that is right (up)</text></svg>\n'
    )
