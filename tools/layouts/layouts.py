"""The list of layouts: name, family, who wrote the file, and what is special about it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Callable

import onnx
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.matmul_nbits_quantizer import MatMulNBitsQuantizer
from onnxruntime.transformers.float16 import convert_float_to_float16

import transforms

THREE = ("input_ids", "attention_mask", "position_ids")


@dataclass
class Layout:
    name: str
    family: str
    # torch-dynamo | torch-torchscript | optimum | genai
    exporter: str
    note: str
    # Optimum: plain, with-past or merged; genai: precision.
    kind: str = ""
    inputs: tuple[str, ...] = THREE
    options: tuple[str, ...] = ()
    fold: bool = True
    edit: Callable[[Path], None] = lambda file: None
    # Figures to compare with: the checkpoint in PyTorch, or the file itself in onnxruntime.
    reference: str = "pytorch"
    # Nats a token. Of fp16, the file itself rounds its logits; the edited graph need not.
    tolerance: float = 1e-4


def edited(change: Callable[[onnx.ModelProto], onnx.ModelProto]) -> Callable[[Path], None]:
    return lambda file: onnx.save(change(onnx.load(file)), file)


def one_data_file(file: Path) -> None:
    model = onnx.load(file)
    onnx.save(model, file, save_as_external_data=True, all_tensors_to_one_file=True, location="model.onnx_data", size_threshold=1024)


def several_data_files(file: Path) -> None:
    model = onnx.load(file)
    large = [tensor for tensor in model.graph.initializer if len(tensor.raw_data) > 1024]
    for index, tensor in enumerate(large):
        onnx.external_data_helper.set_external_data(tensor, location=f"model.onnx_data_{index % 3}")
    onnx.save(model, file)


def q(bits: int) -> Callable[[Path], None]:
    def quantise(file: Path) -> None:
        quantizer = MatMulNBitsQuantizer(onnx.load(file), bits=bits, block_size=16, is_symmetric=True, accuracy_level=0)
        quantizer.process()
        onnx.save(quantizer.model.model, file)

    return quantise


def dynamic_int8(file: Path) -> None:
    quantize_dynamic(file, file, weight_type=QuantType.QUInt8, op_types_to_quantize=["MatMul"], extra_options={"MatMulConstBOnly": True})


def fp16(file: Path) -> None:
    onnx.save(convert_float_to_float16(onnx.load(file), keep_io_types=False), file)


def fp16_weights(file: Path) -> None:
    onnx.save(convert_float_to_float16(onnx.load(file), keep_io_types=True), file)


LAYOUTS = [
    Layout("gpt2-torch-dynamo", "gpt2", "torch-dynamo", "no past, tied"),
    Layout("gemma2-torch-dynamo", "gemma2", "torch-dynamo", "soft-capped logits, tied"),
    Layout("falcon-torch-dynamo", "falcon", "torch-dynamo", "parallel blocks, multi-query, no position ids", inputs=THREE[:2]),
    Layout("cohere-torch-dynamo", "cohere", "torch-dynamo", "parallel blocks, scaled logits, tied"),
    Layout("llama-torchscript", "llama", "torch-torchscript", "no past, separate unembedding"),
    Layout("neox-torchscript", "gpt-neox", "torch-torchscript", "parallel residual"),
    Layout("phi3-torchscript", "phi3", "torch-torchscript", "fused projections"),
    Layout("granite-torchscript", "granite", "torch-torchscript", "divided logits, tied"),
    Layout("llama-tied-transpose", "llama-tied", "torch-torchscript", "embedding stored once, transposed in the graph", fold=False),
    Layout("gpt2-token-types", "gpt2", "torch-dynamo", "token_type_ids", inputs=("input_ids", "attention_mask", "token_type_ids")),
    Layout("gpt2-optimum", "gpt2", "optimum", "no past", kind="plain"),
    Layout("gpt2-optimum-past", "gpt2", "optimum", "past and position ids", kind="with-past"),
    Layout("gpt2-optimum-merged", "gpt2", "optimum", "merged decoder (If on use_cache_branch)", kind="merged"),
    Layout("llama-optimum-past", "llama", "optimum", "past, grouped queries", kind="with-past"),
    Layout("mistral-optimum-past", "mistral", "optimum", "past, sliding window", kind="with-past"),
    Layout("qwen2-optimum-past", "qwen2", "optimum", "past, biased projections, tied", kind="with-past"),
    Layout("qwen3-optimum-past", "qwen3", "optimum", "past, query and key norms", kind="with-past"),
    Layout("gemma2-optimum-past", "gemma2", "optimum", "past, soft caps, sliding window", kind="with-past"),
    Layout("falcon-optimum-past", "falcon", "optimum", "past, parallel blocks", kind="with-past"),
    Layout("phi3-optimum-past", "phi3", "optimum", "past, fused projections", kind="with-past"),
    Layout("opt-optimum-past", "opt", "optimum", "past, positions from the mask", kind="with-past"),
    Layout("neox-optimum-past", "gpt-neox", "optimum", "past, parallel residual", kind="with-past"),
    Layout("llama-genai", "llama", "genai", "GroupQueryAttention, external data", kind="fp32"),
    Layout("mistral-genai", "mistral", "genai", "GroupQueryAttention; the builder leaves the sliding window out", kind="fp32", reference="onnxruntime"),
    Layout("qwen3-genai", "qwen3", "genai", "GroupQueryAttention, query and key norms", kind="fp32"),
    Layout("phi3-genai", "phi3", "genai", "GroupQueryAttention, packed projections", kind="fp32"),
    Layout("gemma2-genai", "gemma2", "genai", "GroupQueryAttention, rolling cache, soft caps (the builder's file is 2e-3 nats from PyTorch)", kind="fp32", reference="onnxruntime"),
    Layout("granite-genai", "granite", "genai", "GroupQueryAttention, divided logits", kind="fp32"),
    Layout("llama-genai-last-row", "llama", "genai", "logits of the last token only", kind="fp32", options=("prune_lm_head=true",)),
    Layout("qwen2-genai-int4", "qwen2", "genai", "MatMulNBits, 4 bits", kind="int4", options=("int4_block_size=16",), reference="onnxruntime"),
    Layout("llama-num-logits", "llama", "optimum", "num_logits_to_keep (scalar), as transformers.js exports", kind="with-past", edit=edited(lambda m: transforms.keep_last(m, "num_logits_to_keep", []))),
    Layout("qwen2-logits-to-keep", "qwen2", "torch-dynamo", "logits_to_keep (one element)", edit=edited(lambda m: transforms.keep_last(m, "logits_to_keep", [1]))),
    Layout("llama-gemm-head", "llama", "torch-torchscript", "Gemm head between reshapes", edit=edited(transforms.gemm_head)),
    Layout("gpt2-combined-past", "gpt2", "optimum", "combined past, int32 ids", kind="with-past", edit=edited(transforms.combined_past)),
    Layout("qwen2-external", "qwen2", "torch-dynamo", "external data in one file", edit=one_data_file),
    Layout("qwen3-external-split", "qwen3", "torch-torchscript", "external data in three files", edit=several_data_files),
    Layout("llama-q8", "llama", "optimum", "MatMulNBits, 8 bits", kind="with-past", edit=q(8), reference="onnxruntime"),
    Layout("llama-q4", "llama", "optimum", "MatMulNBits, 4 bits", kind="with-past", edit=q(4), reference="onnxruntime"),
    Layout("llama-int8", "llama", "optimum", "dynamic int8 (MatMulInteger)", kind="with-past", edit=dynamic_int8, reference="onnxruntime"),
    Layout("llama-fp16", "llama", "optimum", "fp16 throughout", kind="with-past", edit=fp16, reference="onnxruntime", tolerance=5e-3),
    Layout("qwen2-fp16-io32", "qwen2", "optimum", "fp16 inside, fp32 inputs and outputs", kind="with-past", edit=fp16_weights, reference="onnxruntime", tolerance=5e-3),
]
