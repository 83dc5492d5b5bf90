"""Layouts that no exporter at hand writes any more, as edits of one that it does. Each takes and gives a ModelProto."""

import onnx
from onnx import TensorProto, helper, numpy_helper
import numpy as np


def producer(model: onnx.ModelProto, name: str) -> onnx.NodeProto:
    return next(node for node in model.graph.node if name in node.output)


def constant(model: onnx.ModelProto, name: str, values, dtype=np.int64) -> str:
    model.graph.initializer.append(numpy_helper.from_array(np.array(values, dtype), name))
    return name


def strip(model: onnx.ModelProto) -> onnx.ModelProto:
    """Without stack traces, inferred shapes and names of nodes, which only make the files larger."""
    del model.graph.value_info[:]
    del model.metadata_props[:]
    model.doc_string = model.graph.doc_string = ""
    for node in model.graph.node:
        node.doc_string = node.name = ""
        del node.metadata_props[:]
    for value in [*model.graph.input, *model.graph.output, *model.graph.initializer]:
        value.doc_string = ""
        del value.metadata_props[:]
    return model


def keep_last(model: onnx.ModelProto, name: str, shape: list[int]) -> onnx.ModelProto:
    """hidden_states[:, -n:] before the head, as transformers has it; n is an input and 0 keeps all."""
    head = producer(model, "logits")
    model.graph.input.append(helper.make_tensor_value_info(name, TensorProto.INT64, shape))
    start = [helper.make_node("Neg", [name], ["keep_negative"]), helper.make_node("Reshape", ["keep_negative", constant(model, "keep_one", [1])], ["keep_start"])]
    ends = [constant(model, "keep_end", [2**62]), constant(model, "keep_axis", [1])]
    model.graph.node.extend([*start, helper.make_node("Slice", [head.input[0], "keep_start", *ends], ["kept_states"])])
    head.input[0] = "kept_states"
    order(model)
    return model


def gemm_head(model: onnx.ModelProto) -> onnx.ModelProto:
    """The head as Gemm on two-dimensional states, with the reshapes that exporters put around it."""
    head = producer(model, "logits")
    weight = next(tensor for tensor in model.graph.initializer if tensor.name == head.input[1])
    matrix = numpy_helper.to_array(weight)
    weight.CopyFrom(numpy_helper.from_array(np.ascontiguousarray(matrix.T), weight.name))
    states, kept = head.input[0], [weight.name]
    model.graph.node.remove(head)
    model.graph.node.extend([
        helper.make_node("Reshape", [states, constant(model, "flat", [-1, matrix.shape[0]])], ["flat_states"]),
        helper.make_node("Gemm", ["flat_states", *kept], ["flat_logits"], transB=1),
        helper.make_node("Shape", ["input_ids"], ["ids_shape"]),
        helper.make_node("Concat", ["ids_shape", constant(model, "vocabulary", [matrix.shape[1]])], ["logits_shape"], axis=0),
        helper.make_node("Reshape", ["flat_logits", "logits_shape"], ["logits"]),
    ])
    order(model)
    return model


def combined_past(model: onnx.ModelProto) -> onnx.ModelProto:
    """Keys and values of a layer in one tensor [2, batch, heads, past, size], and int32 ids: onnxruntime's GPT-2 layout."""
    layers = sum(1 for value in model.graph.input if value.name.endswith(".key"))
    shapes = {value.name: [d.dim_param or d.dim_value for d in value.type.tensor_type.shape.dim] for value in [*model.graph.input, *model.graph.output]}
    for prefix in ["input_ids", "attention_mask", "position_ids"]:
        rename_reads(model, prefix, f"{prefix}_wide")
        model.graph.node.append(helper.make_node("Cast", [prefix], [f"{prefix}_wide"], to=TensorProto.INT64))
    ids = [helper.make_tensor_value_info(name, TensorProto.INT32, shapes[name]) for name in ["input_ids", "position_ids", "attention_mask"]]
    values = [helper.make_tensor_value_info(f"past_{n}", TensorProto.FLOAT, [2, *shapes[f"past_key_values.{n}.key"]]) for n in range(layers)]
    for n in range(layers):
        old, new = [f"past_key_values.{n}.{part}" for part in ("key", "value")], [f"present.{n}.{part}" for part in ("key", "value")]
        for index, name in enumerate(old):
            model.graph.node.append(helper.make_node("Gather", [f"past_{n}", constant(model, f"which_{n}_{index}", index)], [name], axis=0))
        for name in new:
            model.graph.node.append(helper.make_node("Unsqueeze", [name, constant(model, f"{name}_axis", [0])], [f"{name}_one"]))
        model.graph.node.append(helper.make_node("Concat", [f"{name}_one" for name in new], [f"present_{n}"], axis=0))
    presents = [helper.make_tensor_value_info(f"present_{n}", TensorProto.FLOAT, [2, *shapes[f"present.{n}.key"]]) for n in range(layers)]
    logits = next(value for value in model.graph.output if value.name == "logits")
    replace(model.graph.input, [*ids, *values])
    replace(model.graph.output, [logits, *presents])
    order(model)
    return model


def rename_reads(model: onnx.ModelProto, old: str, new: str) -> None:
    for node in model.graph.node:
        for index, name in enumerate(node.input):
            if name == old:
                node.input[index] = new


def replace(field, values) -> None:
    kept = [type(value).FromString(value.SerializeToString()) for value in values]
    del field[:]
    field.extend(kept)


def order(model: onnx.ModelProto) -> None:
    """Topological order, which the checker wants."""
    known = {value.name for value in [*model.graph.input, *model.graph.initializer]} | {""}
    rest, done = list(model.graph.node), []
    while rest:
        ready = [node for node in rest if all(name in known for name in node.input)]
        if not ready:
            raise ValueError(f"a cycle or a missing tensor near {rest[0].name}")
        done += ready
        known |= {name for node in ready for name in node.output}
        rest = [node for node in rest if not any(node is one for one in ready)]
    replace(model.graph.node, done)
