"""PyTorch with transformers, in TRL's way (concatenated_forward): both responses right-padded into one batch, full logits,
log-probabilities of the completion tokens gathered. Jobs and answers are lines of JSON.

    python torch_side.py MODEL-FOLDER THREADS
"""

import json
import resource
import sys
import time

import torch
from transformers import AutoModelForCausalLM

torch.set_num_threads(int(sys.argv[2]))


def answer(start, **more):
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"milliseconds": (time.perf_counter() - start) * 1000, "megabytes": peak, **more}), flush=True)


@torch.no_grad()
def pair_sums(model, pair):
    sides = [pair["prompt"] + pair[side] for side in ("chosen", "rejected")]
    length = max(map(len, sides))
    ids = torch.tensor([side + [0] * (length - len(side)) for side in sides])
    mask = torch.tensor([[1] * len(side) + [0] * (length - len(side)) for side in sides])
    logits = model(input_ids=ids, attention_mask=mask, use_cache=False).logits[:, :-1]
    targets, completion = ids[:, 1:], mask[:, 1:].bool()
    completion[:, : len(pair["prompt"]) - 1] = False
    # TRL's selective_log_softmax for float32: a gather, and a log-sum-exp row by row so that no second copy is made.
    chosen = torch.gather(logits, 2, targets[..., None])[..., 0]
    normalisers = torch.stack([torch.logsumexp(row, dim=-1) for row in logits])
    return ((chosen - normalisers) * completion).sum(-1).tolist()


def main():
    start = time.perf_counter()
    model = AutoModelForCausalLM.from_pretrained(sys.argv[1], dtype=torch.float32).eval()
    answer(start)
    for line in sys.stdin:
        start = time.perf_counter()
        answer(start, sums=[value for pair in json.loads(line) for value in pair_sums(model, pair)])


if __name__ == "__main__":
    main()
