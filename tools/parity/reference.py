"""Scores of one preference pair, computed the slow and plain way in float64."""

from dataclasses import dataclass

import numpy as np

from convention import encode_pair
from decoder import entropies, log_softmax
from displacement import Predictions, displacement_figures, kl_divergences
from scores import normalized_edit_distance, state_figures


@dataclass(frozen=True)
class Forward:
    """What one model says about one sequence. The arrays start at the first scored token."""

    log_probabilities: np.ndarray
    entropies: np.ndarray
    states: np.ndarray
    unscored: int
    predictions: Predictions

    def listed(self):
        """One entry for each completion token, null for a token that nothing precedes."""
        return [None] * self.unscored + [float(value) for value in self.log_probabilities]


def run(decoder, sequence):
    logits, states = decoder.forward(sequence.ids)
    first = max(1, sequence.prompt_length)  # the token at position 0 has no position that predicts it
    targets = sequence.ids[first:]
    rows = log_softmax(logits[first - 1 : len(sequence.ids) - 1])
    return Forward(
        log_probabilities=rows[np.arange(len(targets)), targets],
        entropies=entropies(rows),
        states=states[list(sequence.state_positions)],
        unscored=len(sequence.completion) - len(targets),
        predictions=Predictions(rows, states[first - 1 : len(sequence.ids) - 1], targets),
    )


def run_both(decoder, sequences):
    """Sequences that truncation has made equal are long, so they are worth running only once."""
    chosen = run(decoder, sequences[0])
    return chosen, chosen if sequences[0] == sequences[1] else run(decoder, sequences[1])


def response_figures(sequence, policy, reference):
    figures = {
        "ids": sequence.ids,
        "promptLength": sequence.prompt_length,
        "truncated": sequence.truncated,
        "real": sequence.real,
        "stateCount": len(policy.states),
        # The scale on which an error of CHES has to be judged: for similar responses CHES itself nearly cancels out.
        "squaredStateNorm": float((policy.states.sum(axis=0) ** 2).sum()),
        "logProbabilities": policy.listed(),
        "sum": float(policy.log_probabilities.sum()),
        "entropy": float(policy.entropies.mean()) if len(policy.entropies) else None,
    }
    if reference is not None:
        figures["referenceLogProbabilities"] = reference.listed()
        figures["referenceSum"] = float(reference.log_probabilities.sum())
        divergences = kl_divergences(policy.predictions.rows, reference.predictions.rows)
        figures["klDivergences"] = [None] * policy.unscored + divergences.tolist()
        figures["sequentialKl"] = float(divergences.sum())
    return figures


def score_pair(tokenizer, policy, reference, pair):
    """The golden record of one pair; `reference` may be None."""
    sequences = encode_pair(tokenizer, pair, policy.maximum_length)
    if sequences is None:
        return {"id": pair["id"], "status": "prompt-fills-max-length"}
    forwards = run_both(policy, sequences)
    references = run_both(reference, sequences) if reference else (None, None)
    sides = [response_figures(*triple) for triple in zip(sequences, forwards, references)]
    return {
        "id": pair["id"],
        "status": "scored",
        "chosen": sides[0],
        "rejected": sides[1],
        **state_figures(forwards[0].states, forwards[1].states),
        **displacement_figures(forwards[0].predictions, forwards[1].predictions),
        "normalizedEditDistance": normalized_edit_distance(sequences[0].real_ids, sequences[1].real_ids),
    }
