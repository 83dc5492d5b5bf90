"""Random Llama-shaped models for the benchmark: a folder for PyTorch with the same weights as its onnx/model.onnx.

    python bench/runtime/make_models.py OUT

Each ONNX file is compared with PyTorch before it is kept.
"""

import sys
from pathlib import Path

import numpy
import onnx
import onnxruntime
import torch
from onnx import TensorProto, helper, numpy_helper
from transformers import LlamaConfig, LlamaForCausalLM

sys.path.append(str(Path(__file__).resolve().parents[2] / "tools" / "train"))
from export import GraphBuilder, attention_bias, cache_name, norm, rotary_tables, rotate  # noqa: E402

SHAPES = {
    "small-50k": dict(vocab_size=50304, hidden_size=256, intermediate_size=688, num_hidden_layers=6,
                      num_attention_heads=8, num_key_value_heads=4, tie_word_embeddings=False),
    "smollm2-135m-shape": dict(vocab_size=49152, hidden_size=576, intermediate_size=1536, num_hidden_layers=30,
                               num_attention_heads=9, num_key_value_heads=3, tie_word_embeddings=True),
}


class FullPrecisionBuilder(GraphBuilder):
    def weight(self, name, tensor):
        self.constants.append(numpy_helper.from_array(tensor.detach().numpy(), name))
        return name


class Shape:
    def __init__(self, config):
        self.head_size, self.rope_theta = config.head_dim, 10000.0


def attention(graph, states, layer, module, config, tables, bias):
    name = f"model.layers.{layer}.self_attn"

    def heads(part, count):
        projected = graph.linear(states, f"{name}.{part}.weight", getattr(module, part).weight)
        split = graph.constant([0, 0, count, config.head_dim])
        return graph.node("Transpose", graph.node("Reshape", projected, split), perm=[0, 2, 1, 3])

    def remembered(part, fresh):
        past, present = (cache_name(kind, layer, part) for kind in ("past_key_values", "present"))
        whole = graph.node("Concat", past, fresh, name=present, axis=2)
        return repeated(graph, whole, config)

    query = rotate(graph, heads("q_proj", config.num_attention_heads), tables)
    key = remembered("key", rotate(graph, heads("k_proj", config.num_key_value_heads), tables))
    value = remembered("value", heads("v_proj", config.num_key_value_heads))
    scores = graph.node("MatMul", query, graph.node("Transpose", key, perm=[0, 1, 3, 2]))
    scaled = graph.node("Mul", scores, graph.number(config.head_dim ** -0.5))
    weights = graph.node("Softmax", graph.node("Add", scaled, bias), axis=-1)
    mixed = graph.node("Transpose", graph.node("MatMul", weights, value), perm=[0, 2, 1, 3])
    joined = graph.node("Reshape", mixed, graph.constant([0, 0, config.hidden_size]))
    return graph.linear(joined, f"{name}.o_proj.weight", module.o_proj.weight)


def repeated(graph, states, config):
    """Each key-value head for the query heads that share it."""
    group = config.num_attention_heads // config.num_key_value_heads
    wide = graph.node("Expand", graph.node("Unsqueeze", states, graph.constant([2])), graph.constant([1, 1, group, 1, 1]))
    return graph.node("Reshape", wide, graph.constant([0, config.num_attention_heads, -1, config.head_dim]))


def build(model):
    config, graph = model.config, FullPrecisionBuilder()
    embedding = graph.weight("embedding", model.model.embed_tokens.weight)
    states = graph.node("Gather", embedding, "input_ids", axis=0)
    tables, bias = rotary_tables(graph, Shape(config)), attention_bias(graph)
    for index, layer in enumerate(model.model.layers):
        name = f"model.layers.{index}"
        normed = llama_norm(graph, states, f"{name}.input", layer.input_layernorm)
        states = graph.node("Add", states, attention(graph, normed, index, layer.self_attn, config, tables, bias))
        normed = llama_norm(graph, states, f"{name}.post", layer.post_attention_layernorm)
        states = graph.node("Add", states, feed_forward(graph, normed, f"{name}.mlp", layer.mlp))
    final = llama_norm(graph, states, "model.norm", model.model.norm)
    head = graph.weight("lm_head.weight", model.lm_head.weight.T.contiguous())
    graph.node("MatMul", final, head, name="logits")
    return to_model(graph, config)


def llama_norm(graph, states, name, module):
    module.epsilon = module.variance_epsilon
    return norm(graph, states, name, module)


def feed_forward(graph, states, name, module):
    gate = graph.linear(states, f"{name}.gate_proj.weight", module.gate_proj.weight)
    up = graph.linear(states, f"{name}.up_proj.weight", module.up_proj.weight)
    activated = graph.node("Mul", graph.node("Mul", gate, graph.node("Sigmoid", gate)), up)
    return graph.linear(activated, f"{name}.down_proj.weight", module.down_proj.weight)


def to_model(graph, config):
    def caches(kind, length):
        axes = ["batch_size", config.num_key_value_heads, length, config.head_dim]
        return [helper.make_tensor_value_info(cache_name(kind, layer, part), TensorProto.FLOAT, axes)
                for layer in range(config.num_hidden_layers) for part in ("key", "value")]

    lengths = {"input_ids": "sequence_length", "attention_mask": "total_sequence_length", "position_ids": "sequence_length"}
    inputs = [helper.make_tensor_value_info(name, TensorProto.INT64, ["batch_size", length]) for name, length in lengths.items()]
    logits = helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["batch_size", "sequence_length", config.vocab_size])
    body = helper.make_graph(graph.nodes, "decoder", inputs + caches("past_key_values", "past_sequence_length"),
                             [logits] + caches("present", "total_sequence_length"), graph.constants)
    proto = helper.make_model(body, opset_imports=[helper.make_opsetid("", 17)])
    proto.ir_version = 8
    return proto


def check(folder, model):
    session = onnxruntime.InferenceSession(str(folder / "onnx" / "model.onnx"), providers=["CPUExecutionProvider"])
    ids = torch.arange(3, 43)[None]
    empty = {value.name: numpy.zeros([1, value.shape[1], 0, value.shape[3]], numpy.float32)
             for value in session.get_inputs() if value.name.startswith("past")}
    feeds = {"input_ids": ids.numpy(), "attention_mask": numpy.ones((1, 40), numpy.int64), "position_ids": numpy.arange(40)[None], **empty}
    with torch.no_grad():
        wanted = model(ids).logits.log_softmax(-1).numpy()
    difference = numpy.abs(torch.tensor(session.run(["logits"], feeds)[0]).log_softmax(-1).numpy() - wanted).max()
    assert difference < 1e-4, difference
    print(folder.name, sum(p.numel() for p in model.parameters()), "parameters, largest difference from PyTorch", difference)


def main():
    for name, shape in SHAPES.items():
        folder = Path(sys.argv[1]) / name
        if (folder / "onnx" / "model.onnx").exists():
            continue
        torch.manual_seed(1)
        config = LlamaConfig(**shape, max_position_embeddings=4096, initializer_range=0.05, rope_theta=10000.0)
        model = LlamaForCausalLM(config).eval()
        (folder / "onnx").mkdir(parents=True, exist_ok=True)
        model.save_pretrained(folder)
        onnx.save(build(model), str(folder / "onnx" / "model.onnx"))
        check(folder, model)


if __name__ == "__main__":
    main()
