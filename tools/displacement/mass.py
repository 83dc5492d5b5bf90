"""Where the probability goes for ten pairs, predicted and real: results/mass.json, and a table.

    python tools/displacement/mass.py --data DIR

Needs single.csv, which says the pairs with the worst Delta. Predicted: p (A h - p . A h) summed over the chosen response's positions, A the margin's gradient with respect to the unembedding; the same
that Preflens shows as `mass`. Real: the change of these probabilities by one step on the unembedding, and on everything.
"""

import json
import random

from common import parser, read_rows

import torch

import weights
from ranks import rank_correlation
from sample import study_pairs
from similarity import errors
from steps import KINDS, PARTS, Substituted, stepped
from untied import HEAD, Untied, log_probability

LISTED, LONGEST = 5, 24
COUNTS = {"persona": 4, "instructions": 3, "harmless": 3}
KIND = KINDS[1]


def chosen_examples(pairs, single):
    """Of each group those with the worst Delta, then some by chance, all with responses of up to 24 tokens."""
    worst = {row["pair"]: -float(row["minus_delta"]) for row in single}
    for group, count in COUNTS.items():
        listed = [pair for pair in pairs if pair.group == group and max(sum(pair.chosen.marks), sum(pair.rejected.marks)) <= LONGEST]
        listed.sort(key=lambda pair: worst[pair.name])
        first = count // 2
        yield from listed[:first] + random.Random(group).sample(listed[first:], count - first)


def probabilities(head, states):
    return (states.double() @ head.double().T).softmax(-1)


@torch.no_grad()
def predicted_change(model, chosen, rejected):
    """[V], per unit step."""
    head = model.head
    step = errors(head, *chosen).T @ chosen[0].double() - errors(head, *rejected).T @ rejected[0].double()
    moved, now = chosen[0].double() @ step.T, probabilities(head, chosen[0])
    return (now * (moved - (now * moved).sum(1, keepdim=True))).sum(0)


@torch.no_grad()
def real_change(model, pair, values, states):
    before = probabilities(model.head, states).sum(0)
    if set(values) == {HEAD}:
        return probabilities(values[HEAD], states).sum(0) - before
    with Substituted(model, values):
        return probabilities(model.head, model.states(pair.chosen)[0]).sum(0) - before


def extremes(change, tokenizer):
    order = change.argsort().tolist()
    def listed(tokens):
        return [[tokenizer.decode([token], skip_special_tokens=False), float(f"{change[token]:.4g}")] for token in tokens]
    return {"gains": listed(order[::-1][:LISTED]), "losses": listed(order[:LISTED])}


def agreement(first, second):
    """Spearman's correlation over the vocabulary, and how many of the five that gain most are the same."""
    same = set(first.argsort()[-LISTED:].tolist()) & set(second.argsort()[-LISTED:].tolist())
    return {"spearman": float(f"{rank_correlation(first.numpy(), second.numpy()):.4g}"), "same_gains": len(same)}


def record(model, pair, tokenizer):
    states = [model.states(side) for side in (pair.chosen, pair.rejected)]
    of_margin = model.gradients(log_probability(model.head, *states[0]) - log_probability(model.head, *states[1]))
    states = [(found.detach(), targets) for found, targets in states]
    predicted = predicted_change(model, *states)
    line = {"pair": pair.name, "prompt": pair.pair.prompt[-1]["content"], "chosen": pair.pair.chosen, "rejected": pair.pair.rejected,
            "predicted": extremes(predicted, tokenizer)}
    for part in PARTS:
        real = real_change(model, pair, stepped(model, of_margin, KIND, part), states[0][0])
        line[part] = {**extremes(real, tokenizer), **agreement(predicted, real)}
    return line


def table(lines):
    def cell(found):
        return ", ".join(f"`{text!r}` {change:+.2g}" for text, change in found["gains"][:3]).replace("|", "\\|")
    yield "| chosen → rejected | predicted gains (per unit step) | real, unembedding | real, full | ρ unembedding | ρ full |"
    yield "|---|---|---|---|---|---|"
    for line in lines:
        names = f"{line['chosen'].strip()[:40]} → {line['rejected'].strip()[:40]}".replace("\n", " ").replace("|", "\\|")
        yield (f"| {names} | {cell(line['predicted'])} | {cell(line['unembedding'])} | {cell(line['full'])} "
               f"| {line['unembedding']['spearman']:.3f} | {line['full']['spearman']:.3f} |")


def main():
    options = parser(__doc__).parse_args()
    torch.set_num_threads(options.threads)
    folder = options.models / "tiny-reference"
    model, tokenizer = Untied(weights.read_model(folder)), weights.read_tokenizer(folder)
    pairs = study_pairs(options.data, tokenizer)
    lines = [record(model, pair, tokenizer) for pair in chosen_examples(pairs, read_rows(options.results / "single.csv"))]
    text = json.dumps({"step": KIND.name, "pairs": lines}, indent=1, ensure_ascii=False)
    (options.results / "mass.json").write_text(text + "\n", encoding="utf-8")
    print("\n".join(table(lines)))


if __name__ == "__main__":
    main()
