"""Mix two judges into one, weight by weight, and write the files that the app compares claims with.

    python -m training.judge.mixed WEIGHTS ONE OTHER SHARE OUT

WEIGHTS is the folder of all-mpnet-base-v2, ONE and OTHER a `judge.pt` or the folder of shipped files each, both learnt
from those weights; SHARE (0 to 1) is how much of ONE is taken. Wortsman et al., "Model soups", ICML 2022: the mean of
two networks that began at the same weights is often better than either. Needs `requirements-training.txt`.
"""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random

from training.judge.__main__ import LOOKED, write
from training.judge.corpus import own
from training.judge.network import Judge
from training.judge.shipped import load_judge


def main() -> None:
    """Mix, print how the tuning half comes out, and write the files."""
    weights, one, other, share, out = sys.argv[1:6]
    Path(out).mkdir(parents=True, exist_ok=True)
    judge = mixed(_read(Path(one)), _read(Path(other)), float(share))
    write(judge, Random(1).sample(own(), LOOKED), Path(weights), Path(out))


def _read(place: Path) -> Judge:
    judge = Judge()
    load_judge(judge, place)
    return judge


def mixed(one: Judge, other: Judge, share: float) -> Judge:
    """The judge whose every weight is `share` of the one's and the rest of the other's."""
    rest = other.state_dict()
    judge = Judge()
    judge.load_state_dict(
        {
            name: weight * share + rest[name] * (1 - share) if weight.is_floating_point() else weight
            for name, weight in one.state_dict().items()
        }
    )
    return judge


if __name__ == "__main__":
    main()
