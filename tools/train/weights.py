"""Reads a shipped model folder back into PyTorch: what is measured are the committed files, not private checkpoints."""

import json
from dataclasses import fields

import onnx
import torch
from onnx import numpy_helper
from tokenizers import Tokenizer

from model import Decoder, Shape


def read_shape(folder):
    configured = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    return Shape(**{field.name: configured[field.name] for field in fields(Shape)})


def read_model(folder):
    """The decoder of `folder` (config.json and model.onnx as export.py writes them) in float32, in evaluation mode."""
    graph = onnx.load(str(folder / "model.onnx")).graph
    stored = {item.name: torch.tensor(numpy_helper.to_array(item)).float() for item in graph.initializer if item.name.startswith("model.")}
    model = Decoder(read_shape(folder))
    model.load_state_dict({name: parameter(stored, name) for name in model.state_dict()})
    return model.eval()


def parameter(stored, name):
    """export.py stores the matrices inside the layers as [in, out], PyTorch wants [out, in]."""
    value = stored[f"model.{name}"]
    return value.T.contiguous() if "proj" in name else value


def read_tokenizer(folder):
    return Tokenizer.from_file(str(folder / "tokenizer.json"))
