"""The trained network as files for the app: the encoder as ONNX in int8, the heads as arrays."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from training.reader.encoder import HEADS, Encoder, buckets
from training.reader.network import Reader

LONGEST = 512


class Exported(nn.Module):
    """The encoder for one window at a time of any length, without the pieces that training alone needs."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder
        with torch.no_grad():
            of_pair = encoder.distance(buckets(LONGEST, torch.device("cpu")))
            away = torch.cat([of_pair[0].flip(0), of_pair[1:, 0]])
        self.register_buffer("away", away.T.contiguous())

    def forward(self, ids: Tensor, shape: Tensor, quoted: Tensor) -> Tensor:
        """Vectors (length, 768) of a window's pieces, each argument (length,)."""
        encoder = self.encoder
        length = ids.shape[0]
        at = torch.arange(length)
        x = encoder.word(ids) + encoder.position(at + 2) + encoder.shape(shape) + encoder.quoted(quoted)
        x = encoder.norm(x)
        bias = self.away[:, at[:, None] - at[None, :] + LONGEST - 1]
        for layer in encoder.layers:
            q, k, v = (part(x).view(length, HEADS, -1).transpose(0, 1) for part in (layer.q, layer.k, layer.v))
            mixed = torch.softmax(q @ k.transpose(1, 2) / 8.0 + bias, -1) @ v
            x = layer.norm_a(x + layer.o(mixed.transpose(0, 1).reshape(length, -1)))
            x = layer.norm_b(x + layer.down(nn.functional.gelu(layer.up(x))))
        return x


def export(network: Reader, folder: Path) -> None:
    """Write `encoder.onnx` (float) and `heads.npz` into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    exported = Exported(network.encoder.eval()).eval()
    sample = torch.randint(5, 30_000, (64,)), torch.zeros(64, dtype=torch.long), torch.zeros(64, dtype=torch.long)
    torch.onnx.export(
        exported,
        sample,
        str(folder / "encoder.onnx"),
        input_names=["ids", "shape", "quoted"],
        output_names=["states"],
        dynamic_axes={name: {0: "length"} for name in ("ids", "shape", "quoted", "states")},
        opset_version=17,
        dynamo=False,
    )
    heads = {
        n.replace(".", "_"): p.detach().numpy() for n, p in network.named_parameters() if not n.startswith("encoder.")
    }
    np.savez(folder / "heads.npz", **heads)
