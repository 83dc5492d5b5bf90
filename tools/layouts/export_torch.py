"""The checkpoints through both exporters of torch, without past."""

from pathlib import Path

import torch
from transformers import AutoModelForCausalLM


class Logits(torch.nn.Module):
    def __init__(self, model: torch.nn.Module, inputs: list[str]) -> None:
        super().__init__()
        self.model, self.inputs = model, inputs

    def forward(self, *values: torch.Tensor) -> torch.Tensor:
        return self.model(**dict(zip(self.inputs, values)), use_cache=False).logits


def export(checkpoint: Path, file: Path, exporter: str, inputs: tuple[str, ...], fold: bool = True) -> None:
    model = AutoModelForCausalLM.from_pretrained(checkpoint, attn_implementation="eager").eval()
    ids = torch.tensor([[3, 7, 9, 200, 5, 6, 1, 2], [3, 7, 9, 200, 5, 6, 1, 4]])
    values = {"input_ids": ids, "attention_mask": torch.ones_like(ids), "position_ids": torch.arange(8)[None].repeat(2, 1), "token_type_ids": torch.zeros_like(ids)}
    axes = {0: "batch", 1: "sequence"}
    if exporter == "dynamo":
        dimensions = {0: torch.export.Dim("batch"), 1: torch.export.Dim("sequence")}
        shape = dict(dynamo=True, dynamic_shapes=((dimensions,) * len(inputs),), external_data=False)
    else:
        shape = dict(dynamo=False, dynamic_axes={name: axes for name in [*inputs, "logits"]}, do_constant_folding=fold)
    file.parent.mkdir(parents=True, exist_ok=True)
    arguments = tuple(values[name] for name in inputs)
    torch.onnx.export(Logits(model, list(inputs)), arguments, str(file), input_names=list(inputs), output_names=["logits"], opset_version=18, **shape)
