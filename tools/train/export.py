"""Writes a decoder as one ONNX file, node by node, so that the graph is known exactly.

Weights are stored as float16 and cast to float32 once at load; all arithmetic is float32. The embedding
is stored once and used twice, by the lookup and, transposed, by the head.
"""

import numpy
import onnx
from onnx import TensorProto, helper, numpy_helper

OPSET = 17
IR_VERSION = 8
# Finite on purpose: a row that may look at nothing (left padding) must give numbers, not NaN.
MASKED = -1e9


class GraphBuilder:
    """Collects nodes and constants; every method returns the name of a tensor."""

    def __init__(self):
        self.nodes, self.constants, self.shared = [], [], {}

    def node(self, operator, *inputs, name=None, outputs=1, **attributes):
        base = name or f"{operator}_{len(self.nodes)}"
        names = [base] if outputs == 1 else [f"{base}_{index}" for index in range(outputs)]
        self.nodes.append(helper.make_node(operator, list(inputs), names, name=base, **attributes))
        return names[0] if outputs == 1 else names

    def constant(self, value, kind=numpy.int64):
        """Small constants are shared by value."""
        array = numpy.asarray(value, dtype=kind)
        key = (array.tobytes(), array.shape, array.dtype.str)
        if key not in self.shared:
            self.shared[key] = f"constant_{len(self.shared)}"
            self.constants.append(numpy_helper.from_array(array, self.shared[key]))
        return self.shared[key]

    def number(self, value):
        return self.constant(value, numpy.float32)

    def weight(self, name, tensor):
        half = tensor.detach().numpy().astype(numpy.float16)
        self.constants.append(numpy_helper.from_array(half, name))
        return self.node("Cast", name, name=f"{name}.float32", to=TensorProto.FLOAT)

    def linear(self, states, name, tensor):
        # Stored as [in, out], so that the product needs no transpose.
        return self.node("MatMul", states, self.weight(name, tensor.T.contiguous()), name=f"{name}.product")


def norm(graph, states, name, module):
    squares = graph.node("Pow", states, graph.number(2.0))
    mean = graph.node("ReduceMean", squares, axes=[-1], keepdims=1)
    root = graph.node("Sqrt", graph.node("Add", mean, graph.number(module.epsilon)))
    scaled = graph.node("Div", states, root)
    return graph.node("Mul", scaled, graph.weight(f"{name}.weight", module.weight), name=f"{name}.output")


def attention_bias(graph):
    """[batch, 1, query, key]: 0 where a query may look, a large negative number elsewhere. Keys begin with the cache."""
    mask = graph.node("Cast", "attention_mask", to=TensorProto.FLOAT)
    fresh = graph.node("Squeeze", graph.node("Shape", "input_ids", start=1, end=2), graph.constant([0]))
    length = graph.node("Squeeze", graph.node("Shape", "attention_mask", start=1, end=2), graph.constant([0]))
    past = graph.node("Sub", length, fresh)
    queries = graph.node("Unsqueeze", graph.node("Range", past, length, graph.constant(1)), graph.constant([1]))
    keys = graph.node("Unsqueeze", graph.node("Range", graph.constant(0), length, graph.constant(1)), graph.constant([0]))
    causal = graph.node("Cast", graph.node("GreaterOrEqual", queries, keys), to=TensorProto.FLOAT)
    allowed = graph.node("Mul", causal, graph.node("Unsqueeze", mask, graph.constant([1, 2])))
    forbidden = graph.node("Sub", graph.number(1.0), allowed)
    return graph.node("Mul", forbidden, graph.number(MASKED), name="attention_bias")


def rotary_tables(graph, shape):
    """Cosines and sines, [batch, 1, length, head_size / 2], from position_ids."""
    exponents = numpy.arange(0, shape.head_size, 2, dtype=numpy.float32) / shape.head_size
    frequencies = numpy.float32(shape.rope_theta) ** -exponents
    positions = graph.node("Cast", "position_ids", to=TensorProto.FLOAT)
    angles = graph.node("Mul", graph.node("Unsqueeze", positions, graph.constant([1, 3])),
                        graph.constant(frequencies, numpy.float32))
    return graph.node("Cos", angles, name="cosines"), graph.node("Sin", angles, name="sines")


def rotate(graph, states, tables):
    cosines, sines = tables
    first, second = graph.node("Split", states, axis=-1, outputs=2)
    left = graph.node("Sub", graph.node("Mul", first, cosines), graph.node("Mul", second, sines))
    right = graph.node("Add", graph.node("Mul", second, cosines), graph.node("Mul", first, sines))
    return graph.node("Concat", left, right, axis=-1)


def cache_name(kind, layer, part):
    """The names that Optimum gives; [batch, heads, tokens, head_size]."""
    return f"{kind}.{layer}.{part}"


def attention(graph, states, layer, module, tables, bias):
    name, shape = f"model.layers.{layer}.self_attn", module.shape
    split = graph.constant([0, 0, shape.num_attention_heads, shape.head_size])

    def heads(part):
        projected = graph.linear(states, f"{name}.{part}.weight", getattr(module, part).weight)
        return graph.node("Transpose", graph.node("Reshape", projected, split), perm=[0, 2, 1, 3])

    def remembered(part, fresh):
        return graph.node("Concat", cache_name("past_key_values", layer, part), fresh,
                          name=cache_name("present", layer, part), axis=2)

    query = rotate(graph, heads("q_proj"), tables)
    key, value = remembered("key", rotate(graph, heads("k_proj"), tables)), remembered("value", heads("v_proj"))
    scores = graph.node("MatMul", query, graph.node("Transpose", key, perm=[0, 1, 3, 2]))
    scaled = graph.node("Mul", scores, graph.number(shape.head_size ** -0.5))
    weights = graph.node("Softmax", graph.node("Add", scaled, bias), axis=-1)
    mixed = graph.node("Transpose", graph.node("MatMul", weights, value), perm=[0, 2, 1, 3])
    joined = graph.node("Reshape", mixed, graph.constant([0, 0, shape.hidden_size]))
    return graph.linear(joined, f"{name}.o_proj.weight", module.o_proj.weight)


def feed_forward(graph, states, name, module):
    gate = graph.linear(states, f"{name}.gate_proj.weight", module.gate_proj.weight)
    activated = graph.node("Mul", gate, graph.node("Sigmoid", gate))
    up = graph.linear(states, f"{name}.up_proj.weight", module.up_proj.weight)
    return graph.linear(graph.node("Mul", activated, up), f"{name}.down_proj.weight", module.down_proj.weight)


def build_nodes(graph, model):
    embedding = graph.weight("model.embed_tokens.weight", model.embed_tokens.weight)
    states = graph.node("Gather", embedding, "input_ids", axis=0)
    tables, bias = rotary_tables(graph, model.shape), attention_bias(graph)
    for index, layer in enumerate(model.layers):
        name = f"model.layers.{index}"
        normed = norm(graph, states, f"{name}.input_layernorm", layer.input_layernorm)
        mixed = attention(graph, normed, index, layer.self_attn, tables, bias)
        states = graph.node("Add", states, mixed)
        normed = norm(graph, states, f"{name}.post_attention_layernorm", layer.post_attention_layernorm)
        states = graph.node("Add", states, feed_forward(graph, normed, f"{name}.mlp", layer.mlp))
    final = norm(graph, states, "model.norm", model.norm)
    head = graph.node("Transpose", embedding, name="lm_head.weight", perm=[1, 0])
    graph.node("MatMul", final, head, name="logits")


def cache_values(shape, kind, length):
    return [helper.make_tensor_value_info(cache_name(kind, layer, part), TensorProto.FLOAT,
                                          ["batch_size", shape.num_attention_heads, length, shape.head_size])
            for layer in range(shape.num_hidden_layers) for part in ("key", "value")]


def signature(shape):
    """Inputs and outputs, as Optimum exports have them. The cache may be empty."""
    batch, fresh, past = "batch_size", "sequence_length", "past_sequence_length"
    total = f"{past} + {fresh}"
    lengths = {"input_ids": fresh, "attention_mask": total, "position_ids": fresh}
    inputs = [helper.make_tensor_value_info(name, TensorProto.INT64, [batch, length]) for name, length in lengths.items()]
    logits = helper.make_tensor_value_info("logits", TensorProto.FLOAT, [batch, fresh, shape.vocab_size])
    return inputs + cache_values(shape, "past_key_values", past), [logits] + cache_values(shape, "present", total)


def build_onnx(model):
    graph = GraphBuilder()
    build_nodes(graph, model)
    inputs, outputs = signature(model.shape)
    body = helper.make_graph(graph.nodes, "decoder", inputs, outputs, graph.constants)
    proto = helper.make_model(body, opset_imports=[helper.make_opsetid("", OPSET)], producer_name="preflens-train")
    proto.ir_version = IR_VERSION
    onnx.checker.check_model(proto, full_check=True)
    return proto


def configuration(shape, end_id, pad_id):
    """The content of config.json."""
    return {
        "architectures": ["LlamaForCausalLM"],
        "model_type": "llama",
        **shape.as_dict(),
        "num_key_value_heads": shape.num_attention_heads,
        "head_dim": shape.head_size,
        "hidden_act": "silu",
        "attention_bias": False,
        "mlp_bias": False,
        "tie_word_embeddings": True,
        # No text begins with an automatic token, neither in training nor in use.
        "bos_token_id": None,
        "eos_token_id": end_id,
        "pad_token_id": pad_id,
        "torch_dtype": "float16",
        "use_cache": True,
    }
