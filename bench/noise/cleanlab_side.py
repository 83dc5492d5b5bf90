"""Label quality and noise rate by cleanlab: reads [{label, first}] as JSON, writes {suspicion, rate}."""

import json
import sys

import numpy as np
from cleanlab.count import compute_confident_joint, estimate_joint
from cleanlab.rank import get_label_quality_scores

rows = json.load(sys.stdin)
labels = np.array([row["label"] for row in rows])
first = np.array([row["first"] for row in rows])
probabilities = np.stack([1 - first, first], axis=1)
quality = get_label_quality_scores(labels, probabilities)
joint = estimate_joint(labels, probabilities, confident_joint=compute_confident_joint(labels, probabilities))
json.dump({"suspicion": (1 - quality).tolist(), "rate": float(1 - np.trace(joint))}, sys.stdout)
