"""Held-out figures of the shipped weights: implicit-reward accuracy beside simple baselines."""

import math

import torch

import batching
from prefer import completion_sums

MAX_TOKENS = 1024
BUDGET = 16384

NAMES = {
    "hh-rlhf": "HH-RLHF harmless-base (transcripts)",
    "rasbt": "Instruction data with preferences",
    "llama-factory/dpo_en_demo.json": "LLaMA-Factory DPO demo (English)",
    "llama-factory/v1_dpo_demo.jsonl": "Orca DPO pairs",
    "openai-dpo": "Orca DPO pairs",
    "open-instruct": "Open-Instruct sample",
    "open-assistant": "OpenAssistant trees",
    "anthropic-evals": "Persona statements (Yes/No)",
}


def source_name(source):
    return next(name for prefix, name in NAMES.items() if source.startswith(prefix))


def wilson(right, count):
    """95 % interval of a share; pairs are taken as independent."""
    if count == 0:
        return [0.0, 1.0]
    z, share = 1.959964, right / count
    centre = (share + z * z / (2 * count)) / (1 + z * z / count)
    half = z * math.sqrt(share * (1 - share) / count + z * z / (4 * count * count)) / (1 + z * z / count)
    return [max(0.0, centre - half), min(1.0, centre + half)]


def rate(answers):
    right, count = sum(answers), len(answers)
    return {"value": right / max(count, 1), "interval": wilson(right, count)}


@torch.no_grad()
def scores(model, sequences):
    """Completion sums in the order of the sequences."""
    found = [0.0] * len(sequences)
    lengths = [len(sequence.ids) for sequence in sequences]
    for group in batching.groups_by_length(list(range(len(sequences))), lengths, BUDGET):
        ids, marks = batching.padded([sequences[index] for index in group], 0)
        for index, value in zip(group, completion_sums(model, ids, marks).tolist()):
            found[index] = value
    return found


def score_pairs(pairs, tokenizer, policy, reference):
    """One record per scored pair; a pair whose prompt fills the context is left out, as trainers do."""
    kept, sequences = [], []
    for pair in pairs:
        sides = [side.cut(MAX_TOKENS) for side in batching.pair_sequences(tokenizer, pair, pair.plain)]
        if all(any(side.marks) for side in sides):
            kept.append(pair)
            sequences += sides
    of_policy, of_reference = scores(policy.eval(), sequences), scores(reference.eval(), sequences)
    return [
        {
            "name": source_name(pair.source),
            "margin": (of_policy[2 * i] - of_reference[2 * i]) - (of_policy[2 * i + 1] - of_reference[2 * i + 1]),
            "policy": of_policy[2 * i],
            "reference": of_reference[2 * i],
            "reference_margin": of_reference[2 * i] - of_reference[2 * i + 1],
            "tokens": sum(sequences[2 * i].marks),
            "longer": len(pair.chosen.strip()) - len(pair.rejected.strip()),
        }
        for i, pair in enumerate(kept)
    ]


def summary(records):
    return {
        "pairs": len(records),
        "policy": rate([record["margin"] > 0 for record in records]),
        "longer": rate([record["longer"] > 0 for record in records]),
        "reference": rate([record["reference_margin"] > 0 for record in records]),
    }


def perplexity(records, role):
    return math.exp(-sum(record[role] for record in records) / sum(record["tokens"] for record in records))


def figures(pairs, tokenizer, policy, reference):
    """Accuracy by source and over all, and perplexities."""
    records = score_pairs([pair for pair in pairs if pair.held_out], tokenizer, policy, reference)
    names = list(dict.fromkeys(NAMES.values()))
    accuracy = {name: summary([record for record in records if record["name"] == name]) for name in names}
    answers = [record for record in records if record["name"] != NAMES["anthropic-evals"]]
    accuracy = {name: row for name, row in accuracy.items() if row["pairs"]}
    accuracy["all but persona statements"] = summary(answers)
    accuracy["all"] = summary(records)
    return {
        "accuracy": accuracy,
        "perplexity": {role: perplexity(answers, role) for role in ("reference", "policy")},
    }
