"""Whether leaving out the worst pairs prevents the drop: results/filters.csv, one line for each seed, part and filter.

    python tools/displacement/filters.py --data DIR

Each seed splits the pairs (up to 96 tokens a side) by prompt into 70 % for training and 30 % held out. A filter takes the worst tenth
of the training pairs by one score away; DPO then trains on the rest. Needs single.csv for the scores. Resumable.

A filter leaves other pairs, so its kept pairs may fall less without any effect of training. Therefore each line also says how the
very same pairs fared when the model was trained on all (`kept_without`).
"""

import itertools
import random

from common import append_rows, figure, parser, read_rows

import torch
from torch.nn import functional

import batching
import loop
import weights
from correlations import SCORES as COMPARED
from sample import study_pairs
from untied import Untied, log_probability

LONGEST, TRAINED, DROPPED = 96, 0.7, 0.1
SIZE, EPOCHS, RATE, BETA = 8, 2, 1e-4, 0.1
SCORES = COMPARED[:5]
FILTERS = ("none", "random", *SCORES)


class Fixed:
    """What the reference gives each sequence, computed once: states that predict its marked tokens, and its log-probability."""

    def __init__(self, reference):
        self.model, self.known = Untied(reference), {}

    @torch.no_grad()
    def of(self, sequence):
        """(states [T, D], targets [T], log-probability)."""
        key = tuple(sequence.ids)
        if key not in self.known:
            states, targets = self.model.states(sequence)
            self.known[key] = states, targets, log_probability(self.model.head, states, targets)
        return self.known[key]

    def sums(self, sequences):
        return torch.stack([self.of(sequence)[2] for sequence in sequences])


class Trainee(Untied):
    """`full` trains the model as it ships, tied; `unembedding` the head's own copy alone, so that states stay those of the reference."""

    def __init__(self, fixed, part):
        super().__init__(fixed.model.model)
        self.fixed = fixed if part == "unembedding" else None
        if part == "full":
            self.head = self.model.embed_tokens.weight
        self.trained = list(self.model.parameters()) if part == "full" else [self.head]

    def predicted(self, sequences):
        """States, targets, and the place of the sequence that each belongs to."""
        if self.fixed:
            found = [self.fixed.of(sequence) for sequence in sequences]
            rows = torch.tensor([row for row, one in enumerate(found) for _ in one[1]])
            return torch.cat([one[0] for one in found]), torch.cat([one[1] for one in found]), rows
        ids, marks = batching.padded(sequences, 0)
        wanted = marks[:, 1:]
        return self.model.states(ids[:, :-1])[wanted], ids[:, 1:][wanted], wanted.nonzero()[:, 0]

    def sums(self, sequences):
        states, targets, rows = self.predicted(sequences)
        values = -functional.cross_entropy(functional.linear(states, self.head), targets, reduction="none").double()
        return torch.zeros(len(sequences), dtype=torch.float64).index_add(0, rows, values)


def groups_of(pairs, size):
    return [pairs[start:start + size] for start in range(0, len(pairs), size)]


@torch.no_grad()
def log_chosen(model, pairs):
    """By name; pairs of similar length together."""
    ordered = sorted(pairs, key=lambda pair: len(pair.chosen.ids))
    found = {}
    for part in groups_of(ordered, 32):
        found |= dict(zip((pair.name for pair in part), model.sums([pair.chosen for pair in part]).tolist()))
    return found


def train(fixed, part, pairs, seed):
    """DPO with AdamW, warm-up and decay as in tools/train."""
    model = Trainee(fixed, part)
    optimizer = torch.optim.AdamW(model.trained, lr=RATE, betas=(0.9, 0.98), weight_decay=0.0)
    steps = [drawn for epoch in range(EPOCHS) for drawn in groups_of(random.Random(f"{seed}-{epoch}").sample(pairs, len(pairs)), SIZE)]
    for number, drawn in enumerate(steps):
        optimizer.param_groups[0]["lr"] = RATE * loop.rate_factor(number / len(steps), 0.1)
        sequences = [pair.chosen for pair in drawn] + [pair.rejected for pair in drawn]
        chosen, rejected = (model.sums(sequences) - fixed.sums(sequences)).chunk(2)
        (-functional.logsigmoid(BETA * (chosen - rejected)).sum() / SIZE).backward()
        torch.nn.utils.clip_grad_norm_(model.trained, 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
    return model


def split(pairs, seed):
    keys = sorted({pair.key for pair in pairs})
    taken = set(random.Random(f"split-{seed}").sample(keys, round(TRAINED * len(keys))))
    return [pair for pair in pairs if pair.key in taken], [pair for pair in pairs if pair.key not in taken]


def kept_pairs(pairs, name, scores, seed):
    """All but the worst tenth. Scores are those of the reference, before any training."""
    if name == "none":
        return pairs
    worth = {pair.name: random.Random(f"{seed}-{pair.name}").random() for pair in pairs} if name == "random" else scores[name]
    worst = sorted(pairs, key=lambda pair: worth[pair.name])[len(pairs) - round(DROPPED * len(pairs)):]
    gone = {pair.name for pair in worst}
    return [pair for pair in pairs if pair.name not in gone]


def summary(changes, pairs, name):
    values = [changes[pair.name] for pair in pairs]
    return {f"{name}_change": figure(sum(values) / len(values)), f"{name}_falls": figure(sum(value < 0 for value in values) / len(values))}


def persona(pairs):
    return [pair for pair in pairs if pair.group == "persona"]


def run(fixed, before, scores, pairs, seed, part, done):
    """Lines of one seed and part; the model trained on all comes first, since every other line is compared with it."""
    training, held_out = split(pairs, seed)
    without = None
    for name in FILTERS:
        if (str(seed), part, name) in done and (name != "none" or all((str(seed), part, other) in done for other in FILTERS)):
            continue
        kept = kept_pairs(training, name, scores, seed)
        after = log_chosen(train(fixed, part, kept, seed), pairs)
        changes = {pair: after[pair] - before[pair] for pair in after}
        without = without or changes
        line = {"seed": seed, "part": part, "filter": name, "kept": len(kept), "held_out": len(held_out)}
        for title, listed in (("kept", kept), ("held_out", held_out), ("persona_held_out", persona(held_out))):
            line |= summary(changes, listed, title) | summary(without, listed, f"{title}_without")
        if (str(seed), part, name) not in done:
            yield line


def main():
    made = parser(__doc__)
    made.add_argument("--seeds", type=int, default=3)
    made.add_argument("--lines", type=int, default=0, help="stop after so many new lines (0: all)")
    options = made.parse_args()
    torch.set_num_threads(options.threads)
    folder = options.models / "tiny-reference"
    fixed = Fixed(weights.read_model(folder))
    scores = {name: {row["pair"]: float(row[name]) for row in read_rows(options.results / "single.csv")} for name in SCORES}
    pairs = [pair for pair in study_pairs(options.data, weights.read_tokenizer(folder)) if max(len(pair.chosen.ids), len(pair.rejected.ids)) <= LONGEST]
    before = log_chosen(Trainee(fixed, "unembedding"), pairs)
    path = options.results / "filters.csv"
    done = {(row["seed"], row["part"], row["filter"]) for row in read_rows(path)}
    every = (line for part in ("unembedding", "full") for seed in range(1, options.seeds + 1)
             for line in run(fixed, before, scores, pairs, seed, part, done))
    for line in itertools.islice(every, options.lines or None):
        append_rows(path, [line])
        print(line, flush=True)


if __name__ == "__main__":
    main()
