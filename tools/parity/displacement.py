"""What one DPO step on the unembedding does to the chosen response, from its definition: the gradient as a whole [V, D].

With the errors e_k = onehot(y_k) - p_k [V] and the states h_k [D] that predict the completion tokens y_k, the gradient of
log pi(chosen) - log pi(rejected) is A = sum e+ h+' - sum e- h-'. It moves the logits at a state h by A h, log pi(chosen)
by the sum of e+ . A h+, and the probabilities at h by p * (A h - p . A h).
"""

from dataclasses import dataclass

import numpy as np

LISTED = 5
POSITIONS = 3


@dataclass(frozen=True)
class Predictions:
    """Rows of one response: log-probabilities [T, V], states [T, D] and the tokens that came [T]."""

    rows: np.ndarray
    states: np.ndarray
    targets: list

    @property
    def errors(self):
        errors = -np.exp(self.rows)
        errors[np.arange(len(self.targets)), self.targets] += 1
        return errors

    @property
    def gradient(self):
        return self.errors.T @ self.states


def displacement_figures(chosen, rejected):
    """Null where a response has no predicted token."""
    if len(chosen.targets) == 0 or len(rejected.targets) == 0:
        return {"displacement": None}
    step = chosen.gradient - rejected.gradient
    # A token's share: what its own term of the gradient does to log pi(chosen).
    shares = [(predictions.errors * (predictions.states @ chosen.gradient.T)).sum(axis=1) for predictions in (chosen, rejected)]
    return {
        "displacement": float((chosen.gradient * step).sum()),
        "displacementShares": {"chosen": shares[0].tolist(), "rejected": (-shares[1]).tolist()},
        "displacementScale": float((chosen.gradient**2).sum()),
        "mass": {"chosen": mass_movement(chosen, step), "rejected": mass_movement(rejected, step)},
    }


def mass_movement(predictions, step):
    """Tokens whose probability changes most, over the response and at its first positions."""
    moved = predictions.states @ step.T
    probabilities = np.exp(predictions.rows)
    changes = probabilities * (moved - (probabilities * moved).sum(axis=1, keepdims=True))
    return {"response": extremes(changes.sum(axis=0)), "positions": [extremes(row) for row in changes[:POSITIONS]]}


def extremes(changes):
    order = np.argsort(changes)
    pick = lambda ids: [[int(token), float(changes[token])] for token in ids]
    return {"gains": pick(order[::-1][:LISTED]), "losses": pick(order[:LISTED])}


def kl_divergences(policy_rows, reference_rows):
    """KL(policy || reference) of each row in nats; a probability of exactly 0 contributes nothing."""
    possible = ~np.isneginf(policy_rows)
    difference = np.where(possible, policy_rows, 0) - np.where(possible, reference_rows, 0)
    return (np.exp(policy_rows) * difference).sum(axis=-1)
