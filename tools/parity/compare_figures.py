"""Golden figures for comparisons of two score sets, from SciPy and statsmodels: correlations with intervals, Cohen's kappa, McNemar's exact test.

    python tools/parity/compare_figures.py > test/fixtures/parity/compare.json

Needs tools/parity/requirements-compare.txt.
"""

import json
import math

import numpy
from scipy import stats
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.inter_rater import cohens_kappa

Z = 1.959963984540054


def fisher(estimate, standard_error):
    centre = math.atanh(estimate)
    return {"estimate": estimate, "low": math.tanh(centre - Z * standard_error), "high": math.tanh(centre + Z * standard_error)}


def kappa(first, second):
    table = numpy.array([[numpy.sum((first > 0) & (second > 0)), numpy.sum((first > 0) & (second < 0))], [numpy.sum((first < 0) & (second > 0)), numpy.sum((first < 0) & (second < 0))]])
    found = cohens_kappa(table)
    half = Z * math.sqrt(found.var_kappa)
    return {"estimate": found.kappa, "low": max(-1, found.kappa - half), "high": min(1, found.kappa + half)}, table


def case(name, first, second):
    # Through single precision, since ranks are taken there; what SciPy is given is exactly what the test gives.
    first = first.astype(numpy.float32).astype(float)
    second = second.astype(numpy.float32).astype(float)
    count = len(first)
    pearson = stats.pearsonr(first, second)
    interval = pearson.confidence_interval(0.95)
    spearman = float(stats.spearmanr(first, second).statistic)
    change = stats.ttest_1samp(second - first, 0).confidence_interval(0.95)
    agreement, table = kappa(first, second)
    return {
        "name": name,
        "first": first.tolist(),
        "second": second.tolist(),
        "pearson": {"estimate": float(pearson.statistic), "low": float(interval.low), "high": float(interval.high)},
        "spearman": fisher(spearman, math.sqrt((1 + spearman**2 / 2) / (count - 3))),
        "kendall": fisher(float(stats.kendalltau(first, second).statistic), math.sqrt(0.437 / (count - 4))),
        "kappa": agreement,
        "mcnemar": float(mcnemar(table, exact=True).pvalue),
        "meanChange": {"estimate": float(numpy.mean(second - first)), "low": float(change.low), "high": float(change.high)},
    }


def main():
    random = numpy.random.default_rng(8)
    shared = random.normal(size=300)
    ties = numpy.round(random.normal(size=200), 1)
    ties[ties == 0] = 0.1
    rounded = numpy.round(ties * 0.5 + random.normal(size=200), 1)
    rounded[rounded == 0] = -0.1
    cases = [
        case("two policies that mostly agree", 0.3 + shared, 0.8 * shared + 0.5 * random.normal(size=300)),
        case("many equal margins", ties, rounded),
        case("opposite opinions", shared[:60], -shared[:60] + 0.4 * random.normal(size=60)),
        case("a large offset", 1e4 + random.normal(size=80), 1e4 + random.normal(size=80)) | {"kappa": None},
    ]
    tests = [[first, second] for first, second in [(0, 1), (1, 1), (3, 9), (10, 24), (400, 500), (4000, 4400), (100_000, 101_000)]]
    signs = [{"first": first, "second": second, "pValue": float(stats.binomtest(min(first, second), first + second, 0.5).pvalue)} for first, second in tests]
    print(json.dumps({"cases": cases, "signs": signs}, indent=1))


main()
