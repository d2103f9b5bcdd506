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

import torch
from tokenizers import Tokenizer

from training.judge.__main__ import LOOKED, TUNING, report, scores
from training.judge.corpus import own
from training.judge.export import export, fit, sign, smooth
from training.judge.learn import batch_of
from training.judge.network import Judge
from training.judge.shipped import load_shipped


def main() -> None:
    """Mix, print how the tuning half comes out, and write the files."""
    weights, one, other, share, out = sys.argv[1:6]
    tokenizer = Tokenizer.from_file(str(Path(weights) / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    judge = mixed(read(Path(one)), read(Path(other)), float(share)).eval()
    told, looked = own(TUNING), Random(1).sample(own(), LOOKED)
    chances = scores(judge, told, tokenizer)
    report("tuning", chances, told)
    smooth(judge, (batch_of(looked[at : at + 16], tokenizer).given for at in range(0, len(looked), 16)))
    Path(out).mkdir(parents=True, exist_ok=True)
    export(judge, Path(weights) / "tokenizer.json", Path(out))
    sign(Path(out), fit([row[0] for row in chances], [row.relation == "conflict" for row in told]))


def read(place: Path) -> Judge:
    """The judge of a `judge.pt`, or of a folder of shipped files."""
    judge = Judge()
    if place.is_dir():
        load_shipped(judge, place)
    else:
        judge.load_state_dict(torch.load(place))
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
