"""The trained judge as files for the app: the network in int8, its tokeniser, and the curve of its score."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from extraction.conflict.encoder import INPUTS, OUTPUTS
from training.judge.network import Judge

MOVED = 0.75
"""How much of what stands out in the perceptrons' activations is moved into their weights before rounding."""


class Smoothed(nn.Module):
    """A linear layer whose input is evened out by channel, its weights taking that up: equal sums, but for rounding.

    Without it int8 took 0.02 of the average precision: some channels are far larger than the rest. Xiao et al.,
    "SmoothQuant", ICML 2023, https://arxiv.org/abs/2211.10438.
    """

    def __init__(self, linear: nn.Linear, peak: Tensor) -> None:
        super().__init__()
        weight = linear.weight.abs().amax(0).clamp(min=1e-5)
        scale = peak.clamp(min=1e-5) ** MOVED / weight ** (1 - MOVED)
        scale = scale / scale.mean()
        self.even = nn.Parameter(1 / scale, requires_grad=False)
        self.inner = nn.Linear(linear.in_features, linear.out_features)
        with torch.no_grad():
            self.inner.weight.copy_(linear.weight * scale)
            self.inner.bias.copy_(linear.bias)

    def forward(self, x: Tensor) -> Tensor:
        """As the layer it stands for."""
        inner: Tensor = self.inner(x * self.even)
        return inner


def smooth(judge: Judge, batches: Iterable[tuple[Tensor, ...]]) -> None:
    """Even out, in place, what goes into each layer's last step, by the peaks that it has on some pairs."""
    layers = [*judge.lower.layers, *judge.upper.layers]
    peaks: dict[int, Tensor] = {}

    def look(number: int) -> Callable[[nn.Module, tuple[Tensor, ...]], None]:
        def seen(_: nn.Module, given: tuple[Tensor, ...]) -> None:
            peak = given[0].abs().flatten(0, 1).amax(0)
            peaks[number] = torch.maximum(peaks[number], peak) if number in peaks else peak

        return seen

    hooks = [layer.down.register_forward_pre_hook(look(number)) for number, layer in enumerate(layers)]
    judge.eval()
    with torch.no_grad():
        for batch in batches:
            judge(*batch)
    for hook in hooks:
        hook.remove()
    for number, layer in enumerate(layers):
        layer.down = Smoothed(layer.down, peaks[number])


def export(judge: Judge, tokenizer: Path, out: Path) -> None:
    """Write what `extraction/models/judge` holds but for its score: the network's two halves and its tokeniser."""
    out.mkdir(parents=True, exist_ok=True)
    judge.eval()
    ones = torch.ones(1, 24, dtype=torch.long)
    given = (ones, ones * 0, ones, torch.ones(1, dtype=torch.long), ones)
    _write(judge.lower, given, INPUTS, ("vectors",), out / "lower.onnx")
    _write(judge.upper, (judge.lower(*given).detach(), ones), ("vectors", "real"), OUTPUTS, out / "upper.onnx")
    shutil.copyfile(tokenizer, out / "tokenizer.json")


def _write(half: nn.Module, given: tuple[Tensor, ...], takes: Sequence[str], gives: Sequence[str], file: Path) -> None:
    whole = file.with_name(f"float-{file.name}")
    axes = {name: {0: "batch"} if name in ("gap", "relation", "kind") else {0: "batch", 1: "length"}
            for name in (*takes, *gives)}  # fmt: skip
    torch.onnx.export(
        half,
        given,
        str(whole),
        input_names=list(takes),
        output_names=list(gives),
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
    )
    quantize_dynamic(whole, file, weight_type=QuantType.QInt8, per_channel=True)
    whole.unlink()
