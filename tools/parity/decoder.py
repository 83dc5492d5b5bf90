"""A causal language model folder: log-probabilities, entropies and final states in float64."""

import hashlib
import json
from pathlib import Path

import numpy as np

from interpreter import Interpreter

MAXIMUM_LENGTH = 1024


class Decoder:
    def __init__(self, folder):
        folder = Path(folder)
        self.path = model_file(folder)
        self.config = json.loads((folder / "config.json").read_text("utf-8"))
        self.interpreter = Interpreter(self.path)
        self.states_name = self.interpreter.unembedding_input()

    @property
    def maximum_length(self):
        return min(MAXIMUM_LENGTH, self.config.get("max_position_embeddings") or MAXIMUM_LENGTH)

    def sha256(self):
        return hashlib.sha256(self.path.read_bytes()).hexdigest()

    def forward(self, ids):
        """Logits [T, V] and the states that feed the unembedding [T, D]."""
        feeds = self.feeds(ids)
        logits, states = self.interpreter.run(feeds, ["logits", self.states_name])
        return logits.reshape(len(ids), -1), states.reshape(len(ids), -1)

    def feeds(self, ids):
        """One unpadded sequence. Caches of an export with past keys and values start out empty."""
        known = {
            "input_ids": np.array([ids], dtype=np.int64),
            "attention_mask": np.ones((1, len(ids)), dtype=np.int64),
            "position_ids": np.arange(len(ids), dtype=np.int64)[None],
        }
        inputs = self.interpreter.inputs
        return {name: known[name] if name in known else empty_cache(inputs[name]) for name in inputs}


def model_file(folder):
    candidates = [folder / "model.onnx", folder / "onnx" / "model.onnx"]
    return next(path for path in candidates if path.exists())


def empty_cache(value):
    if not value.name.startswith("past_key_values"):
        raise NotImplementedError(f"model input {value.name}")
    dimensions = value.type.tensor_type.shape.dim
    sizes = [dimension.dim_value for dimension in dimensions]  # symbolic dimensions read as 0
    return np.zeros([1] + sizes[1:])


def log_softmax(logits):
    shifted = logits - logits.max(axis=-1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))


def entropies(log_probabilities):
    """Entropy of each row in nats; a probability of exactly 0 contributes nothing."""
    finite = np.where(np.isneginf(log_probabilities), 0.0, log_probabilities)
    return -(np.exp(log_probabilities) * finite).sum(axis=-1)
