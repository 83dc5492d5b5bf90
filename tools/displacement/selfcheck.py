"""Checks of the study's formulas on a small random model in float64: no data, no weights.

    python tools/displacement/selfcheck.py
"""

import common  # noqa: F401  (finds tools/train)

import numpy as np
import torch

from batching import Sequence
from model import Decoder, Shape
from ranks import Ranked, area, kendall, resamples, spearman
from similarity import delta, scores
from steps import KINDS, first_order, log_probabilities_after, stepped
from untied import HEAD, Untied, log_probability


def made_model():
    torch.manual_seed(1)
    return Untied(Decoder(Shape(vocab_size=50, hidden_size=16, num_hidden_layers=2, num_attention_heads=2, intermediate_size=24)).double())


def made_pair():
    prompt, chosen, rejected = [3, 7, 9, 11], [5, 5, 2, 8], [5, 30, 41]
    return [Sequence(prompt + ids, [False] * len(prompt) + [True] * len(ids)) for ids in (chosen, rejected)]


def gradients_of(model, sequences):
    values = [model.log_probability(sequence) for sequence in sequences]
    return [model.gradients(value) for value in values], [value.item() for value in values]


def check_delta(model, sequences):
    """The closed form against automatic differentiation, and CHES against its definition."""
    (of_chosen, of_rejected), _ = gradients_of(model, sequences)
    states = [tuple(part.detach() for part in model.states(sequence)) for sequence in sequences]
    wanted = float((of_chosen[HEAD] * (of_chosen[HEAD] - of_rejected[HEAD])).sum())
    assert abs(delta(model.head.detach(), *states) - wanted) < 1e-9 * abs(wanted)
    found = scores(model.head.detach(), *states, [4, 3])
    sums = [part[0].sum(0) for part in states]
    assert abs(found["ches"] - float(sums[0] @ sums[1] - sums[0] @ sums[0])) < 1e-9
    same = scores(model.head.detach(), states[0], states[0], [4, 4])
    assert same["minus_delta"] == 0 == same["ches"] == same["minus_edit_distance"], same


def check_steps(model, sequences):
    """A tiny step changes log pi(chosen) as the first order says, tied and with the head alone."""
    (of_chosen, of_rejected), before = gradients_of(model, sequences)
    of_margin = {name: of_chosen[name] - of_rejected[name] for name in of_chosen}
    parts = first_order(model, of_chosen, of_margin)
    states = [model.states(sequence) for sequence in sequences]
    for part, predicted in (("full", sum(parts.values())), ("unembedding", parts["unembedding"])):
        after = log_probabilities_after(model, stepped(model, of_margin, KINDS[0], part), sequences, states)
        assert abs((after[0] - before[0]) / (KINDS[0].rate * predicted) - 1) < 1e-3, part
        assert log_probability(model.head, *model.states(sequences[0])).item() == before[0], "a step must leave the model as it was"


def check_ranks():
    """Worked numbers: with ties, and the area of a separated and of a constant score."""
    counts = resamples(["a", "b", "c", "d"], count=3)
    first, second = Ranked(counts, [1, 2, 2, 3]), Ranked(counts, [1, 3, 2, 4])
    assert abs(spearman(first, second)[0] - 4.5 / np.sqrt(4.5 * 5)) < 1e-12
    assert abs(kendall(first, second)[0] - 5 / np.sqrt(5 * 6)) < 1e-12
    assert area(second, [False, True, False, True])[0] == 1.0
    assert area(Ranked(counts, [1, 1, 1, 1]), [False, True, False, True])[0] == 0.5
    assert np.isnan(spearman(Ranked(counts, [1, 1, 1, 1]), second)[0])


def main():
    model, sequences = made_model(), made_pair()
    check_delta(model, sequences)
    check_steps(model, sequences)
    check_ranks()
    print("all checks hold")


if __name__ == "__main__":
    main()
