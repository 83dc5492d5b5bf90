"""Figures of a pair: CHES in its two forms, the last-state product and the edit distance.

Source: Razin et al., "Unintentional Unalignment: Likelihood Displacement in Direct Preference Optimization", 2024.
"""

import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "shared"))

from edit_distance import edit_distance


def ches(chosen, rejected):
    """<S+, S-> - ||S+||², with S the sum of the states [T, D] of a response."""
    chosen_sum, rejected_sum = chosen.sum(axis=0), rejected.sum(axis=0)
    return float(chosen_sum @ rejected_sum - chosen_sum @ chosen_sum)


def length_normalized_ches(chosen, rejected):
    """<S+, S->/(T+·T-) - ||S+||²/T+²: CHES of the mean states."""
    chosen_mean, rejected_mean = chosen.mean(axis=0), rejected.mean(axis=0)
    return float(chosen_mean @ rejected_mean - chosen_mean @ chosen_mean)


def last_hidden_inner_product(chosen, rejected):
    return float(chosen[-1] @ rejected[-1])


def normalized_edit_distance(left, right):
    longest = max(len(left), len(right))
    return edit_distance(left, right) / longest if longest else 0.0


def state_figures(chosen, rejected):
    """Null where a response has no counted state at all."""
    if len(chosen) == 0 or len(rejected) == 0:
        return {"ches": None, "lengthNormalizedChes": None, "lastHiddenInnerProduct": None}
    return {
        "ches": ches(chosen, rejected),
        "lengthNormalizedChes": length_normalized_ches(chosen, rejected),
        "lastHiddenInnerProduct": last_hidden_inner_product(chosen, rejected),
    }
