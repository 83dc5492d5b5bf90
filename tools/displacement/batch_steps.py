"""One real step of DPO on batches of eight pairs: results/batch.csv, one line for each pair of each batch.

    python tools/displacement/batch_steps.py --data DIR

Every pair is once in a batch of any sources (`mixed`) and once in one of its own (`alike`). Resumable by batches.
"""

import random

from common import append_rows, figure, parser, read_rows

import torch
from torch.nn import functional

import batching
import weights
from sample import study_pairs
from similarity import errors
from steps import KINDS, PARTS, Substituted, stepped
from untied import HEAD, Untied

SIZE, SEED = 8, 1


def batches(pairs):
    """(name, pairs) in a seeded order."""
    order = random.Random(SEED).sample(pairs, len(pairs))
    alike = sorted(order, key=lambda pair: pair.group)
    for kind, listed in (("mixed", order), ("alike", alike)):
        for start in range(0, len(listed), SIZE):
            yield f"{kind}-{start // SIZE}", listed[start:start + SIZE]


class Batch:
    """Sequences of one length: all chosen, then all rejected."""

    def __init__(self, model, pairs):
        self.model, self.count = model, len(pairs)
        ids, marks = batching.padded([pair.chosen for pair in pairs] + [pair.rejected for pair in pairs], 0)
        self.ids, self.wanted, self.targets = ids, marks[:, 1:], ids[:, 1:][marks[:, 1:]]
        self.rows = self.wanted.nonzero()[:, 0]

    def states(self, sides=2):
        kept = slice(0, sides * self.count)
        return self.model.model.states(self.ids[kept, :-1])[self.wanted[kept]]

    def sums(self, head, states):
        """Log-probabilities of the sequences that `states` belong to."""
        count = len(states)
        losses = functional.cross_entropy(functional.linear(states, head).double(), self.targets[:count], reduction="none")
        return -torch.zeros(int(self.rows[count - 1]) + 1, dtype=torch.float64).index_add(0, self.rows[:count], losses)

    def head_gradients(self, states):
        """Of the log-probability of each sequence with respect to the head: e' h, [V, D] each."""
        for row in range(2 * self.count):
            own = self.rows == row
            yield errors(self.model.head, states[own], self.targets[own]).T @ states[own].double()


@torch.no_grad()
def displacement_in_batch(batch, states):
    """What the batch's step on the unembedding does to each chosen response, to first order."""
    gradients = list(batch.head_gradients(states))
    step = sum(gradients[:batch.count]) - sum(gradients[batch.count:])
    return [float((gradient * step).sum()) for gradient in gradients[:batch.count]]


def records(model, name, pairs):
    batch = Batch(model, pairs)
    states = batch.states()
    before = batch.sums(model.head, states)
    of_margin = model.gradients(before[:batch.count].sum() - before[batch.count:].sum())
    states, before = states.detach(), before.detach()
    predicted = displacement_in_batch(batch, states)
    rows = [{"batch": name, "pair": pair.name, "minus_batch_delta": figure(-value)} for pair, value in zip(pairs, predicted)]
    for part in PARTS:
        for kind in KINDS:
            after = chosen_after(batch, stepped(model, of_margin, kind, part), states)
            for row, new, old in zip(rows, after.tolist(), before.tolist()):
                row[f"{part}.{kind.name}.chosen"] = figure(new - old)
    return rows


@torch.no_grad()
def chosen_after(batch, values, states):
    """Log-probabilities of the chosen responses after a step."""
    if set(values) == {HEAD}:
        return batch.sums(values[HEAD], states)[:batch.count]
    with Substituted(batch.model, values) as model:
        return batch.sums(model.head, batch.states(sides=1))


def main():
    options = parser(__doc__).parse_args()
    torch.set_num_threads(options.threads)
    folder = options.models / "tiny-reference"
    model = Untied(weights.read_model(folder))
    path = options.results / "batch.csv"
    done = {row["batch"] for row in read_rows(path)}
    for name, pairs in batches(study_pairs(options.data, weights.read_tokenizer(folder))):
        if name not in done:
            append_rows(path, records(model, name, pairs))
            print(name, flush=True)


if __name__ == "__main__":
    main()
