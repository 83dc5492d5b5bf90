"""Golden figures of the probe: label issues by cleanlab, penalised fits by scikit-learn, grouped standard errors by statsmodels.

    python tools/parity/probe_figures.py --out test/fixtures/parity/probe.json
"""

import argparse
import json

import numpy as np
import statsmodels.api as sm
from cleanlab.count import compute_confident_joint, get_confident_thresholds, num_label_issues
from cleanlab.filter import find_label_issues
from cleanlab.rank import get_label_quality_scores
from sklearn.linear_model import LogisticRegression


def both_orders(right):
    """Each pair once as it stands (label 1) and once turned round (label 0)."""
    labels = np.repeat([1, 0], len(right))
    probabilities = np.concatenate([np.stack([1 - right, right], axis=1), np.stack([right, 1 - right], axis=1)])
    return labels, probabilities


def label_issues(name, right):
    labels, probabilities = both_orders(right)
    joint = compute_confident_joint(labels, probabilities, calibrate=True)
    ranked = find_label_issues(labels, probabilities, filter_by="confident_learning", return_indices_ranked_by="self_confidence")
    scores = {method: get_label_quality_scores(labels, probabilities, method=method)[: len(right)].tolist() for method in ("self_confidence", "normalized_margin")}
    return {
        "name": name,
        "probabilities": right.tolist(),
        "thresholds": get_confident_thresholds(labels, probabilities).tolist(),
        "issues": [int(index) for index in ranked if index < len(right)],
        "issueCount": int(num_label_issues(labels, probabilities, estimation_method="off_diagonal_calibrated")),
        "joint": joint.tolist(),
        "selfConfidence": scores["self_confidence"],
        "normalizedMargin": scores["normalized_margin"],
    }


def issue_cases(random):
    logit = lambda z: 1 / (1 + np.exp(-z))
    yield label_issues("a good probe, a tenth of the labels wrong", np.round(logit(random.normal(3, 1, 300) * np.where(random.random(300) < 0.1, -1, 1)), 6))
    yield label_issues("a weak probe", np.round(logit(random.normal(0.3, 0.6, 300)), 6))
    yield label_issues("a probe that is wrong more often than right", np.round(logit(random.normal(-0.4, 1, 300)), 6))
    yield label_issues("one that is sure of everything", np.round(logit(random.normal(12, 2, 50)), 6))


def fit(random, pairs, penalty):
    features = 4
    differences = np.round(random.normal(size=(pairs, features)) * [1, 0.5, 2, 1], 4)
    differences[:, 3] = np.round(differences[:, 0] * 0.8 + differences[:, 3] * 0.3, 4)
    truth = np.array([0.8, -0.6, 0.3, 0.0])
    groups = np.sort(random.integers(0, pairs // 3, pairs))
    common = np.round(random.normal(size=pairs)[groups] * 0.8, 4)
    signs = np.where(random.random(pairs) < 1 / (1 + np.exp(-(differences @ truth + common))), 1, -1)
    differences = differences * signs[:, None]
    doubled = np.concatenate([differences, -differences])
    labels = np.repeat([1, 0], pairs)
    model = LogisticRegression(C=1 / penalty, fit_intercept=False, tol=1e-12, max_iter=10_000).fit(doubled, labels, sample_weight=np.full(2 * pairs, 0.5))
    return {
        "differences": differences.ravel().tolist(),
        "features": features,
        "groups": groups.tolist(),
        "penalty": penalty,
        "coefficients": model.coef_[0].tolist(),
        **unpenalised(random, differences, groups),
    }


def unpenalised(random, differences, groups):
    """A random half is turned round, which changes no figure: statsmodels refuses labels that are all the same."""
    pairs, features = differences.shape
    turned = random.random(pairs) < 0.5
    result = sm.Logit((~turned).astype(int), np.where(turned[:, None], -differences, differences)).fit(
        disp=0, tol=1e-14, cov_type="cluster", cov_kwds={"groups": groups}
    )
    # The factor for the number of coefficients is not ours.
    errors = result.bse / np.sqrt((pairs - 1) / (pairs - features))
    return {"unpenalisedCoefficients": result.params.tolist(), "groupedStandardErrors": errors.tolist()}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", required=True)
    random = np.random.default_rng(20260714)
    golden = {"labelIssues": list(issue_cases(random)), "fits": [fit(random, 200, 3.0), fit(random, 60, 0.05)]}
    with open(parser.parse_args().out, "w", encoding="utf-8") as file:
        json.dump(golden, file)
        file.write("\n")


if __name__ == "__main__":
    main()
