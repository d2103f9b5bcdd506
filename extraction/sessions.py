"""Sessions of onnxruntime, as this program runs every network: one thread, and the same sums on every processor."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onnxruntime import InferenceSession


def open_session(file: Path) -> InferenceSession:
    """The network of an ONNX file, on one thread of the CPU."""
    import onnxruntime  # noqa: PLC0415 - heavy: only what reads or embeds needs it

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # Without it a processor that has no VNNI adds products of signed weights in 16 bits, which overflow: the
    # vectors are then noise. With it onnxruntime turns such weights into unsigned ones there, and only there.
    options.add_session_config_entry("session.x64quantprecision", "1")
    return onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])
