"""Mix the weights of two rounds of one training: what both agree on stays, what each learnt by chance evens out.

    python -m training.reader.mixing FIRST/reader.pt SECOND/reader.pt SHARE OUT.pt

Every weight of OUT is SHARE of the second's and the rest of the first's; the heads of the early exit are the second's
alone. Wortsman et al., "Model soups", ICML 2022. `python -m training.reader … --start OUT.pt` goes on from it.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch
from torch import Tensor

EXIT = "early."


def main() -> None:
    """Read two files of weights and write their mix."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("first", type=Path)
    options.add_argument("second", type=Path)
    options.add_argument("share", type=float)
    options.add_argument("out", type=Path)
    chosen = options.parse_args()
    first, second = (torch.load(file, weights_only=True) for file in (chosen.first, chosen.second))
    torch.save(mixed(first, second, chosen.share), chosen.out)


def mixed(first: dict[str, Tensor], second: dict[str, Tensor], share: float) -> dict[str, Tensor]:
    """`share` (0 to 1) of the second's weights and the rest of the first's; the early exit's heads the second's.

    Raises KeyError where the first lacks a weight.
    """
    return {
        name: weight if name.startswith(EXIT) or not weight.is_floating_point() else first[name].lerp(weight, share)
        for name, weight in second.items()
    }


if __name__ == "__main__":
    main()
