"""The trained judge as files for the app: the network in int8, its tokeniser, and the curve of its score."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from extraction.conflict.encoder import FILES, INPUTS, OUTPUTS
from training.judge.network import Judge

RIDGE, STEPS = 1.0, 30


def export(judge: Judge, tokenizer: Path, out: Path) -> None:
    """Write `float.onnx`, and what `extraction/models/judge` holds but for its score: the network and its tokeniser."""
    out.mkdir(parents=True, exist_ok=True)
    ones = torch.ones(1, 24, dtype=torch.long)
    whole = out / "float.onnx"
    torch.onnx.export(
        judge.eval(),
        (ones, ones * 0, ones, torch.ones(1, dtype=torch.long), ones),
        str(whole),
        input_names=list(INPUTS),
        output_names=list(OUTPUTS),
        dynamic_axes={
            name: {0: "batch", 1: "length"} for name in (*INPUTS, *OUTPUTS) if name not in ("gap", "relation", "kind")
        }
        | {name: {0: "batch"} for name in ("gap", "relation", "kind")},
        opset_version=17,
        dynamo=False,
    )
    quantize_dynamic(whole, out / "judge.onnx", weight_type=QuantType.QInt8, per_channel=True)
    shutil.copyfile(tokenizer, out / "tokenizer.json")


def fit(chances: Sequence[float], wanted: Sequence[bool]) -> dict[str, float]:
    """Slope and intercept from the log-odds of a conflict to its probability, by Newton's method with a small ridge."""
    chance = np.clip(np.array(chances), 1e-4, 1 - 1e-4)
    given = np.stack((np.log(chance / (1 - chance)), np.ones_like(chance)), axis=1)
    start, weights = np.array([1.0, 0.0]), np.zeros(2)
    for _ in range(STEPS):
        told = 1 / (1 + np.exp(-given @ weights))
        slope = given.T @ (np.array(wanted, dtype=float) - told) - RIDGE * (weights - start)
        bend = (given * (told * (1 - told))[:, None]).T @ given + RIDGE * np.eye(2)
        weights = weights + np.linalg.solve(bend, slope)
    return {"slope": round(float(weights[0]), 4), "intercept": round(float(weights[1]), 4)}


def sign(out: Path, scores: dict[str, float]) -> None:
    """Write `scores.json` and the checksums of all files that the app loads."""
    (out / "scores.json").write_text(json.dumps(scores, indent=2) + "\n", encoding="utf-8")
    sums = (f"{hashlib.sha256((out / name).read_bytes()).hexdigest()}  {name}" for name in FILES)
    (out / "SHA256SUMS").write_text("\n".join(sums) + "\n", encoding="utf-8")
