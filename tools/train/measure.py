"""Measures the committed weights on the held-out pairs: the figures of the model cards.

    python tools/train/measure.py --models media/models --data DIR            compares with tools/train/figures.json
    python tools/train/measure.py --models media/models --data DIR --write    writes it, and the figures in both cards

Without --write it fails where a figure lies outside the stated interval. Takes some minutes on a CPU.
"""

import argparse
import hashlib
import json
import os
import sys
from pathlib import Path

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

import torch  # noqa: E402

import card  # noqa: E402
import data  # noqa: E402
import evaluate  # noqa: E402
import weights  # noqa: E402
from tokenizer import write_json  # noqa: E402

STATED = Path(__file__).with_name("figures.json")
FOLDERS = {"policy": "tiny-policy", "reference": "tiny-reference"}


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--models", type=Path, required=True, help="holds tiny-policy and tiny-reference")
    parser.add_argument("--data", type=Path, required=True, help="folder with the layout described in tools/train/README.md")
    parser.add_argument("--write", action="store_true", help="state what is measured")
    parser.add_argument("--threads", type=int, default=1)
    return parser.parse_args()


def measured(models, folder):
    policy, reference = (weights.read_model(models / FOLDERS[role]) for role in ("policy", "reference"))
    tokenizer = weights.read_tokenizer(models / FOLDERS["policy"])
    found = evaluate.figures(data.preference_pairs(folder), tokenizer, policy, reference)
    hashes = {role: hashlib.sha256((models / name / "model.onnx").read_bytes()).hexdigest() for role, name in FOLDERS.items()}
    return {"sha256": hashes, **found}


def figures_within(value, path=""):
    """(path, figure) of every figure with an interval."""
    if isinstance(value, dict) and "interval" in value:
        yield path, value
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from figures_within(inner, f"{path} / {name}" if path else name)


def outside(stated, found):
    """Stated figures that were not measured, or not within their interval. Small differences of a machine's arithmetic are allowed."""
    values = dict(figures_within(found))
    for path, figure in figures_within(stated):
        low, high = figure["interval"]
        value = values.get(path, {}).get("value")
        if value is None or not low - 1e-6 <= value <= high + 1e-6:
            yield f"{path}: {value} is not within {low} … {high}"


def write(models, found):
    write_json(STATED, found)
    for name in FOLDERS.values():
        path = models / name / "README.md"
        path.write_text(card.with_figures(path.read_text(encoding="utf-8"), found), encoding="utf-8")


def compare(found):
    stated = json.loads(STATED.read_text(encoding="utf-8"))
    if stated["sha256"] != found["sha256"]:
        print("other weights than those the figures were stated for", file=sys.stderr)
    wrong = list(outside(stated, found))
    print("\n".join(wrong) or f"all {len(list(figures_within(stated)))} stated figures are within their intervals")
    return 1 if wrong else 0


def main():
    options = parse_arguments()
    torch.set_num_threads(options.threads)
    found = measured(options.models, options.data)
    print(card.figures_text(found))
    if options.write:
        write(options.models, found)
        return 0
    return compare(found)


if __name__ == "__main__":
    sys.exit(main())
