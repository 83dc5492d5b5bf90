"""Optimum's own layouts of the checkpoints. Run in the Optimum environment: CHECKPOINTS OUT JOB…, a job is family:kind."""

import sys
import traceback
from pathlib import Path

from optimum.exporters.onnx import main_export, onnx_export_from_model
from optimum.exporters.onnx.model_configs import GPT2OnnxConfig
from optimum.onnx import merge_decoders
from transformers import AutoConfig, AutoModelForCausalLM

TASKS = {"plain": "text-generation", "with-past": "text-generation-with-past"}


def export(checkpoint: Path, out: Path, kind: str) -> None:
    if kind in TASKS:
        # main_export gives a Gemma 2 that is half a nat off, eager attention the right one.
        model = AutoModelForCausalLM.from_pretrained(checkpoint, attn_implementation="eager").eval()
        onnx_export_from_model(model, output=out, task=TASKS[kind], opset=18, do_validation=False)
        return
    # "merged": what Optimum made before 1.14 and transformers.js still publishes, one file with an If on use_cache_branch.
    config = AutoConfig.from_pretrained(checkpoint)
    for part, use_past_in_inputs in [("first", False), ("later", True)]:
        described = GPT2OnnxConfig(config, task="text-generation", use_past=True, use_past_in_inputs=use_past_in_inputs)
        main_export(str(checkpoint), output=out / part, task=TASKS["with-past"], opset=18, do_validation=False, custom_onnx_configs={"model": described})
    merge_decoders(str(out / "first/model.onnx"), str(out / "later/model.onnx"), save_path=str(out / "model.onnx"), strict=False)


def main(checkpoints: Path, out: Path, jobs: list[str]) -> None:
    for job in jobs:
        family, kind = job.split(":")
        try:
            export(checkpoints / family, out / f"{family}-{kind}", kind)
        except Exception:  # One family that Optimum cannot export must not cost the others.
            traceback.print_exc(limit=3)
            print("Optimum failed on", job, flush=True)


main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:])
