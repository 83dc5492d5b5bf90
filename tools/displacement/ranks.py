"""Rank correlations with bootstrap intervals, all resamples at once.

A resample is a vector of how often each pair was drawn; whole prompts are drawn, with all their pairs. With S the matrix of
signs of differences, the mid-ranks of a resample are (up to a shift) S times its counts, and Kendall's tau-b is a quadratic form of them.
"""

import numpy as np

RESAMPLES, SEED = 1000, 1


def resamples(keys, count=RESAMPLES, seed=SEED):
    """Counts of each item, [count + 1, items]; the first line is the sample itself."""
    names, places = np.unique(keys, return_inverse=True)
    generator = np.random.default_rng(seed)
    drawn = generator.multinomial(len(names), np.full(len(names), 1 / len(names)), size=count)
    return np.vstack([np.ones(len(places)), drawn[:, places]])


class Ranked:
    """One column of values in all resamples: what every correlation with another column needs."""

    def __init__(self, counts, values):
        values = np.asarray(values, dtype=np.float64)
        self.counts, self.signs = counts, np.sign(values[:, None] - values[None, :])
        ranks = counts @ self.signs.T
        self.ranks = ranks - (counts * ranks).sum(1, keepdims=True) / counts.sum(1, keepdims=True)
        self.variance = (counts * self.ranks**2).sum(1)
        self.untied = self.form(self.signs**2)

    def form(self, matrix):
        return ((self.counts @ matrix) * self.counts).sum(1)


def ratio(product, first, second):
    """NaN where a column is constant."""
    size = np.sqrt(first * second)
    return np.divide(product, size, out=np.full_like(product, np.nan), where=size > 0)


def kendall(first, second):
    """Tau-b of each resample."""
    return ratio(first.form(first.signs * second.signs), first.untied, second.untied)


def spearman(first, second):
    """Pearson's correlation of mid-ranks, of each resample."""
    return ratio((first.counts * first.ranks * second.ranks).sum(1), first.variance, second.variance)


def rank_correlation(first, second):
    """Spearman's correlation of two long lists without ties to speak of."""
    ranks = [np.argsort(np.argsort(values, kind="stable")) for values in (first, second)]
    return float(np.corrcoef(*ranks)[0, 1])


def area(scores, positive):
    """Area under the ROC curve of each resample: the probability that a positive item scores higher, ties half; NaN without both kinds."""
    positive = np.asarray(positive, dtype=bool)
    wins = (scores.signs[positive][:, ~positive] + 1) / 2
    up, down = scores.counts[:, positive], scores.counts[:, ~positive]
    drawn = up.sum(1) * down.sum(1)
    return np.divide(((up @ wins) * down).sum(1), drawn, out=np.full(len(drawn), np.nan), where=drawn > 0)


def interval(values):
    """(value of the sample, low, high): 95 % percentiles of the resamples; None three times where there is no value."""
    if not np.isfinite(values[0]):
        return None, None, None
    low, high = np.nanpercentile(values[1:], [2.5, 97.5])
    return float(values[0]), float(low), float(high)
