"""What all commands of the study share: the training code beside it, arguments, CSV files."""

import argparse
import csv
import os
import sys
from pathlib import Path

# Waiting threads must sleep, not spin: spinning starves everybody on a shared machine. Read when PyTorch is imported.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "train"))

ROOT = Path(__file__).resolve().parents[2]
RESULTS = Path(__file__).resolve().parent / "results"


def parser(description, models=True):
    made = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    made.add_argument("--results", type=Path, default=RESULTS, help="folder of the result files")
    if models:
        made.add_argument("--models", type=Path, default=ROOT / "media/models", help="holds tiny-reference (and tiny-policy)")
        made.add_argument("--data", type=Path, required=True, help="folder with the layout described in tools/train/README.md")
        made.add_argument("--threads", type=int, default=1)
    return made


def read_rows(path):
    if not path.exists():
        return []
    with path.open(newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def append_rows(path, rows):
    """Written at once and in whole lines, so that a killed run goes on where it was."""
    fresh = not path.exists()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, fieldnames=list(rows[0]), lineterminator="\n")
        if fresh:
            writer.writeheader()
        writer.writerows(rows)


def figure(value):
    """Seven significant digits: more would be noise of float32."""
    return f"{value:.7g}"
