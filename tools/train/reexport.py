"""Writes the graph of trained models anew, from the checkpoints of their last stages: same weights, tokenizer and card.

    python tools/train/reexport.py --workdir .train --out media/models

Needs no training data. Compares ONNX Runtime with PyTorch on made-up ids before it replaces a file.
"""

import argparse
import os
import random
from pathlib import Path

import onnx
import onnxruntime
import torch

import loop
from export import build_onnx
from model import Decoder, Shape, round_to_half
from verify import TOLERANCE, check_numbers

PAD = 0
STAGES = {"tiny-reference": "tune", "tiny-policy": "prefer"}


def load(path):
    model = Decoder(Shape())
    model.load_state_dict(loop.load(path)["model"])
    return round_to_half(model).eval()


def sample_rows(count=24, seed=1):
    source = random.Random(seed)
    return [[source.randrange(5, Shape.vocab_size) for _ in range(source.randrange(8, 300))] for _ in range(count)]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--workdir", type=Path, default=Path(".train"), help="checkpoints of the training")
    parser.add_argument("--out", type=Path, required=True, help="holds the model folders")
    options = parser.parse_args()
    for name, stage in STAGES.items():
        model = load(options.workdir / f"{stage}.pt")
        written = options.out / name / "model.onnx.new"
        onnx.save(build_onnx(model), str(written))
        session = onnxruntime.InferenceSession(str(written), providers=["CPUExecutionProvider"])
        with torch.no_grad():
            errors = check_numbers(model, session, sample_rows(), PAD)
        assert max(errors.values()) < TOLERANCE, errors
        os.replace(written, options.out / name / "model.onnx")
        print(name, errors)


if __name__ == "__main__":
    main()
