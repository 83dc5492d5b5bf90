"""One real step of DPO on each pair alone: results/single.csv.

    python tools/displacement/single_steps.py --data DIR

Resumable: pairs that are in the file are left out.
"""

from common import append_rows, figure, parser, read_rows

import torch

import weights
from sample import study_pairs
from similarity import scores
from steps import KINDS, PARTS, first_order, log_probabilities_after, stepped
from untied import Untied, log_probability


def real_tokens(sequence, end):
    """Completion tokens without the end marker and what the template puts after it."""
    completion = [token for token, mark in zip(sequence.ids, sequence.marks) if mark]
    return completion.index(end) if end in completion else len(completion)


def record(model, pair, end):
    sequences = (pair.chosen, pair.rejected)
    states = [model.states(sequence) for sequence in sequences]
    values = [log_probability(model.head, *one) for one in states]
    of_chosen, of_rejected = (model.gradients(value) for value in values)
    of_margin = {name: of_chosen[name] - of_rejected[name] for name in of_chosen}
    states = [(found.detach(), targets) for found, targets in states]
    row = {"pair": pair.name, "group": pair.group, "key": pair.key, "chosen_tokens": len(states[0][1]), "rejected_tokens": len(states[1][1])}
    row |= {name: figure(value) for name, value in scores(model.head.detach(), *states, [real_tokens(one, end) for one in sequences]).items()}
    row |= {f"first_order.{name}": figure(value) for name, value in first_order(model, of_chosen, of_margin).items()}
    before = [value.item() for value in values]
    row |= {"log_chosen": figure(before[0]), "log_rejected": figure(before[1])}
    return row | changes(model, of_margin, sequences, states, before)



def changes(model, of_margin, sequences, states, before):
    found = {}
    for part in PARTS:
        for kind in KINDS:
            after = log_probabilities_after(model, stepped(model, of_margin, kind, part), sequences, states)
            for side, new, old in zip(("chosen", "rejected"), after, before):
                found[f"{part}.{kind.name}.{side}"] = figure(new - old)
    return found


def main():
    options = parser(__doc__).parse_args()
    torch.set_num_threads(options.threads)
    folder = options.models / "tiny-reference"
    tokenizer, model = weights.read_tokenizer(folder), Untied(weights.read_model(folder))
    path = options.results / "single.csv"
    done = {row["pair"] for row in read_rows(path)}
    pairs = [pair for pair in study_pairs(options.data, tokenizer) if pair.name not in done]
    print(f"{len(done)} pairs done, {len(pairs)} to do", flush=True)
    for pair in pairs:
        append_rows(path, [record(model, pair, tokenizer.token_to_id("<|end|>"))])


if __name__ == "__main__":
    main()
