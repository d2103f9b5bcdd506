"""The trained network as files for the app: the encoder as ONNX in two parts, the heads as arrays."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from training.reader.encoder import HEADS, WIDTH, Encoder, buckets
from training.reader.network import Reader

LONGEST = 512


class Exported(nn.Module):
    """Some of the encoder's layers for one window at a time of any length, without what training alone needs."""

    def __init__(self, encoder: Encoder, first: int, last: int) -> None:
        super().__init__()
        self.encoder, self.first, self.last = encoder, first, last
        with torch.no_grad():
            of_pair = encoder.distance(buckets(LONGEST, torch.device("cpu")))
            away = torch.cat([of_pair[0].flip(0), of_pair[1:, 0]])
        self.register_buffer("away", away.T.contiguous())

    def layers(self, x: Tensor) -> Tensor:
        """Vectors (length, 768) after the last of the layers, from those before the first."""
        length = x.shape[0]
        at = torch.arange(length)
        bias = self.away[:, at[:, None] - at[None, :] + LONGEST - 1]
        for layer in self.encoder.layers[self.first : self.last]:
            q, k, v = (part(x).view(length, HEADS, -1).transpose(0, 1) for part in (layer.q, layer.k, layer.v))
            mixed = torch.softmax(q @ k.transpose(1, 2) / 8.0 + bias, -1) @ v
            x = layer.norm_a(x + layer.o(mixed.transpose(0, 1).reshape(length, -1)))
            x = layer.norm_b(x + layer.down(nn.functional.gelu(layer.up(x))))
        return x


class Lower(Exported):
    """From pieces to the vectors at the early exit."""

    def forward(self, ids: Tensor, shape: Tensor, quoted: Tensor) -> Tensor:
        """Vectors (length, 768) of a window's pieces, each argument (length,)."""
        encoder = self.encoder
        at = torch.arange(ids.shape[0]) + 2
        x = encoder.word(ids) + encoder.position(at) + encoder.shape(shape) + encoder.quoted(quoted)
        return self.layers(encoder.norm(x))


class Upper(Exported):
    """From the vectors at the early exit to those at the end."""

    def forward(self, states: Tensor) -> Tensor:
        """Vectors (length, 768), from vectors (length, 768)."""
        return self.layers(states)


def export(network: Reader, folder: Path) -> None:
    """Write `lower.onnx` and `upper.onnx` (float) and `heads.npz` (half precision) into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    encoder = network.encoder.eval()
    depth = len(encoder.layers)
    ids, zeros = torch.randint(5, 30_000, (64,)), torch.zeros(64, dtype=torch.long)
    lower, upper = Lower(encoder, 0, encoder.exit_at).eval(), Upper(encoder, encoder.exit_at, depth).eval()
    _write(lower, (ids, zeros, zeros), ["ids", "shape", "quoted"], folder / "lower.onnx")
    _write(upper, (torch.randn(64, WIDTH),), ["early"], folder / "upper.onnx")
    heads = {
        name.replace(".", "_"): weight.detach().numpy().astype(np.float16)
        for name, weight in network.named_parameters()
        if not name.startswith("encoder.")
    }
    np.savez(folder / "heads.npz", **heads)


def _write(part: nn.Module, sample: tuple[Tensor, ...], inputs: list[str], file: Path) -> None:
    torch.onnx.export(
        part,
        sample,
        str(file),
        input_names=inputs,
        output_names=["states"],
        dynamic_axes={name: {0: "length"} for name in (*inputs, "states")},
        opset_version=17,
        dynamo=False,
    )
