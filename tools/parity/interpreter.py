"""Runs an ONNX graph in float64, one operator at a time, without any inference runtime."""

from collections import Counter

import onnx
from onnx import numpy_helper

from operators import OPERATORS, attribute_value, widen

# These pass an activation through unchanged or scale it, so the search for the unembedding looks through them.
TRANSPARENT = {"Add", "Cast", "Div", "Identity", "Mul", "Reshape", "Squeeze", "Tanh", "Unsqueeze"}


class Interpreter:
    """One ONNX graph; what does not depend on the inputs is computed once at construction."""

    def __init__(self, path):
        graph = onnx.load(str(path)).graph
        self.inputs = {value.name: value for value in graph.input}
        self.constants = {tensor.name: widen(numpy_helper.to_array(tensor)) for tensor in graph.initializer}
        for name in self.constants:
            self.inputs.pop(name, None)  # old exporters list initialisers among the inputs
        self.outputs = [value.name for value in graph.output]
        self.nodes = [node for node in graph.node if not self._fold(node)]
        self.producers = {name: node for node in self.nodes for name in node.output}

    def _fold(self, node):
        if any(name and name not in self.constants for name in node.input):
            return False
        self._execute(node, self.constants)
        return True

    @staticmethod
    def _execute(node, values):
        if node.op_type not in OPERATORS or node.domain not in ("", "ai.onnx"):
            raise NotImplementedError(f"operator {node.domain}:{node.op_type}")
        attributes = {item.name: attribute_value(item) for item in node.attribute}
        attributes["output_count"] = len(node.output)
        result = OPERATORS[node.op_type]([values[name] if name else None for name in node.input], attributes)
        results = result if isinstance(result, tuple) else (result,)
        values.update(zip(node.output, results))

    def run(self, feeds, wanted):
        """Values of the wanted tensors; a tensor is dropped after its last use to keep long sequences affordable."""
        remaining = Counter(name for node in self.nodes for name in node.input)
        remaining.update(wanted)
        values = dict(self.constants)
        values.update({name: widen(value) for name, value in feeds.items()})
        for node in self.nodes:
            self._execute(node, values)
            for name in node.input:
                remaining[name] -= 1
                if remaining[name] == 0:
                    values.pop(name, None)
        return [values[name] for name in wanted]

    def unembedding_input(self, logits="logits"):
        """Name of the activation that is multiplied by the unembedding: the states after the final norm."""
        pending = [logits]
        while pending:
            node = self.producers.get(pending.pop(0))
            if node is None:
                continue
            if node.op_type in ("MatMul", "Gemm"):
                return next(name for name in node.input if name not in self.constants)
            if node.op_type not in TRANSPARENT:
                raise NotImplementedError(f"{node.op_type} between the unembedding and {logits}")
            pending += [name for name in node.input if name not in self.constants]
        raise ValueError(f"no MatMul leads to {logits}")
