"""The judge as it is shipped, back in float: a round of training can begin where the last one ended.

What rounding to int8 took stays lost (some thousandths of a logit); the next round makes up for it.
"""

from __future__ import annotations

from pathlib import Path

import onnx
import torch
from onnx import numpy_helper
from torch import Tensor, nn

from training.judge.network import Judge

LINEAR, EVEN = ("/MatMul_quant", "/Gemm_MatMul_quant"), ".inner"


def load_shipped(judge: Judge, folder: Path) -> None:
    """Copy the weights of `lower.onnx` and `upper.onnx`. Raises KeyError where one is missing."""
    _copy(judge.lower, folder / "lower.onnx")
    _copy(judge.upper, folder / "upper.onnx")


def load_judge(judge: Judge, place: Path) -> None:
    """Copy the weights of a `judge.pt`, or of the folder of what is shipped. Raises KeyError where one is missing."""
    if place.is_dir():
        load_shipped(judge, place)
    else:
        judge.load_state_dict(torch.load(place))


def _copy(half: nn.Module, file: Path) -> None:
    graph = onnx.load(str(file)).graph
    kept = {one.name: torch.from_numpy(numpy_helper.to_array(one).copy()) for one in graph.initializer}
    weights = {name: tensor for name, tensor in kept.items() if tensor.dtype == torch.float32}
    for name in [name.removesuffix("_quantized") for name in kept if name.endswith("weight_quantized")]:
        weights[name] = _float(kept, name)
    for node in graph.node:
        if node.op_type == "MatMulInteger":
            name = node.name
            for ending in LINEAR:
                name = name.removesuffix(ending)
            weights[name.strip("/").replace("/", ".") + ".weight"] = _float(
                kept, node.input[1].removesuffix("_quantized")
            ).T
    state = half.state_dict()
    with torch.no_grad():
        for name, tensor in state.items():
            if name in weights:
                tensor.copy_(weights[name])
            else:
                part, _, what = name.rpartition(".")
                inner = weights[f"{part}{EVEN}.{what}"]
                tensor.copy_(inner * weights[f"{part}.even"] if what == "weight" else inner)


def _float(kept: dict[str, Tensor], name: str) -> Tensor:
    """A rounded tensor's numbers: (whole − zero point) × scale, by column where it was rounded so."""
    whole, zero, scale = (kept[f"{name}_{part}"].to(torch.float32) for part in ("quantized", "zero_point", "scale"))
    return (whole - zero) * scale
