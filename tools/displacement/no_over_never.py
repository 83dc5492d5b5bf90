"""Looks for pairs whose step of DPO helps a third answer more than the chosen one, as in *No over Never sharpens Yes*.

    python tools/displacement/no_over_never.py PROMPTS.jsonl --model media/models/tiny-policy

PROMPTS.jsonl holds one {"prompt", "chosen", "rejected", "third"} a line: a user message and three answers. Prints for each pair, in the
chat form, Delta, the probabilities of the three first tokens, their predicted changes (per unit step, at the first position) and
what a real step on the unembedding does to them.
"""

import argparse
import json
from pathlib import Path

from common import ROOT

import torch

import batching
import weights
from data import Pair, message
from mass import predicted_change, probabilities
from similarity import delta, errors
from untied import Untied


def encoded(tokenizer, row):
    pair = Pair("", 0, [message("user", row["prompt"])], row["chosen"], row["rejected"], plain=False)
    return batching.pair_sequences(tokenizer, pair, plain=False)


@torch.no_grad()
def figures(model, tokenizer, row, rate):
    chosen, rejected = (model.states(side) for side in encoded(tokenizer, row))
    first = [(states[:1], targets[:1]) for states, targets in (chosen, rejected)]
    ids = [tokenizer.encode(row[name], add_special_tokens=False).ids[0] for name in ("chosen", "rejected", "third")]
    step = errors(model.head, *chosen).T @ chosen[0].double() - errors(model.head, *rejected).T @ rejected[0].double()
    now, after = (probabilities(head, chosen[0][:1])[0] for head in (model.head, (model.head + rate * step).float()))
    moved = step @ chosen[0][0].double()
    change = now * (moved - now @ moved)
    return {
        "prompt": row["prompt"], "answers": [row["chosen"], row["rejected"], row["third"]], "delta": round(delta(model.head, chosen, rejected), 2),
        "probabilities": [round(float(now[token]), 5) for token in ids],
        "predicted": [round(float(change[token]), 3) for token in ids],
        "real": [round(float(after[token] - now[token]), 6) for token in ids],
        "gains": [tokenizer.decode([token]) for token in change.argsort(descending=True)[:3].tolist()],
        "response gains": [tokenizer.decode([token], skip_special_tokens=False) for token in predicted_change(model, chosen, rejected).argsort(descending=True)[:4].tolist()],
        "first": len(first[0][1]),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("--model", type=Path, default=ROOT / "media/models/tiny-policy")
    parser.add_argument("--rate", type=float, default=1e-3, help="of the real step, before the gradient of the margin")
    options = parser.parse_args()
    torch.set_num_threads(1)
    model, tokenizer = Untied(weights.read_model(options.model)), weights.read_tokenizer(options.model)
    for line in options.pairs.read_text(encoding="utf-8").splitlines():
        print(json.dumps(figures(model, tokenizer, json.loads(line), options.rate), ensure_ascii=False))


if __name__ == "__main__":
    main()
