"""How the reader of attributions is trained: corpus in, an ONNX file out, by `python -m training.reader`."""
