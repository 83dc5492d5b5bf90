"""DPO from the reference: sigmoid loss on sums of log-probabilities over completion tokens."""

import copy

import torch
from torch.nn import functional

import batching
import loop

PAIRS_PER_STEP = 32
BUDGET = 8192
# Shorter than the context of 1,024: most pairs are shorter anyway, and the few long ones would take most of the time.
MAX_COMPLETION = 256
MAX_TOKENS = 448


def shortened(sequence):
    """Cuts a long completion at its end and a long prompt at its beginning."""
    prompt = sequence.marks.index(True)
    kept = sequence.cut(prompt + MAX_COMPLETION)
    start = max(0, min(prompt - 1, len(kept.ids) - MAX_TOKENS))
    return batching.Sequence(kept.ids[start:], kept.marks[start:])


def encoded_pairs(pairs, tokenizer):
    """Each training pair in both forms: (chat, transcript), each a (chosen, rejected) couple."""
    return [
        [[shortened(side) for side in batching.pair_sequences(tokenizer, pair, plain)] for plain in (False, True)]
        for pair in pairs if not pair.held_out
    ]


def step_pairs(couples, step, seed):
    """The pairs of one step; the form alternates between epochs, so two epochs show both."""
    chosen = []
    for place in range(step * PAIRS_PER_STEP, (step + 1) * PAIRS_PER_STEP):
        epoch, rank = divmod(place, len(couples))
        if rank == 0 or not chosen:
            order = batching.epoch_order(len(couples), seed, epoch)
        index = order[rank]
        chosen.append(couples[index][(index + epoch) % 2])
    return chosen


def completion_sums(model, ids, marks):
    """Sum of log-probabilities of the marked tokens of each row."""
    wanted = marks[:, 1:]
    states = model.states(ids[:, :-1])[wanted]
    losses = functional.cross_entropy(model.logits(states), ids[:, 1:][wanted], reduction="none")
    rows = wanted.nonzero()[:, 0]
    return -torch.zeros(len(ids)).index_add(0, rows, losses)


def margins(policy, reference, couples):
    """log-ratio of chosen minus log-ratio of rejected, one per couple."""
    sequences = [couple[0] for couple in couples] + [couple[1] for couple in couples]
    ids, marks = batching.padded(sequences, 0)
    with torch.no_grad():
        fixed = completion_sums(reference, ids, marks)
    chosen, rejected = (completion_sums(policy, ids, marks) - fixed).chunk(2)
    return chosen - rejected


def prefer(model, pairs, tokenizer, options, workdir):
    reference = copy.deepcopy(model).eval().requires_grad_(False)
    couples = encoded_pairs(pairs, tokenizer)
    steps = round(options.prefer_epochs * len(couples) / PAIRS_PER_STEP)
    print(f"prefer: {len(couples)} pairs, {steps} steps", flush=True)

    def backward(step, _):
        chosen = step_pairs(couples, step, options.seed)
        lengths = [2 * max(len(side.ids) for side in couple) for couple in chosen]
        total, right = 0.0, 0
        for group in batching.groups_by_length(chosen, lengths, BUDGET):
            differences = margins(model, reference, group)
            loss = -functional.logsigmoid(options.beta * differences).sum() / PAIRS_PER_STEP
            loss.backward()
            total, right = total + loss.item(), right + int((differences > 0).sum())
        return {"loss": total, "accuracy": right / PAIRS_PER_STEP}

    optimizers = loop.build_adam(model, options.prefer_rate)
    loop.run_stage("prefer", workdir, model, optimizers, backward, steps, options.prefer_minutes, warm_up=0.1)
