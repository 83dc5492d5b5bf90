"""The scores that are compared. Signs are such that a higher value means more displacement (a lower log pi(chosen)).

States are those that feed the unembedding, after the final norm. CHES counts the states from the last prompt token through
the last real token of the response; the model's own states predict each token that counts, so these are the first T' + 1 of them,
with T' real tokens.
"""

import sys
from pathlib import Path

import torch

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "shared"))

from edit_distance import edit_distance

HIGHER_IS_WORSE = ("minus_delta", "ches", "length_normalized_ches", "last_hidden", "minus_edit_distance")


def scores(head, chosen, rejected, real):
    """`chosen`, `rejected`: (states [T, D], targets [T]); `real`: number of real tokens of each."""
    kept = [states[:count + 1].double() for (states, _), count in zip((chosen, rejected), real)]
    sums, means = [states.sum(0) for states in kept], [states.mean(0) for states in kept]
    ids = [targets[:count].tolist() for (_, targets), count in zip((chosen, rejected), real)]
    return {
        "minus_delta": -delta(head, chosen, rejected),
        "ches": float(sums[0] @ sums[1] - sums[0] @ sums[0]),
        "length_normalized_ches": float(means[0] @ means[1] - means[0] @ means[0]),
        "last_hidden": float(kept[0][-1] @ kept[1][-1]),
        "minus_edit_distance": -edit_distance(*ids) / max(map(len, ids)),
    }


def errors(head, states, targets):
    """onehot(y) - p for each position, [T, V], in float64."""
    found = -(states.double() @ head.double().T).softmax(-1)
    found[torch.arange(len(targets)), targets] += 1
    return found


def delta(head, chosen, rejected):
    """sum <e+, e+'><h+, h+'> - sum <e+, e-><h+, h->: the change of log pi(chosen) by one step on the unembedding, per unit step."""
    own, other = errors(head, *chosen), errors(head, *rejected)
    h, g = chosen[0].double(), rejected[0].double()
    return float(((own @ own.T) * (h @ h.T)).sum() - ((own @ other.T) * (h @ g.T)).sum())
