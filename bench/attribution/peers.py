"""Evaluations and seconds of shap, captum and shapiq on one prompt game: peers.py game.json, one JSON object a line.

The value of a coalition is log pi(response) by the ONNX file as it is, run by onnxruntime with the tokens of absent words taken out;
a batch of coalitions is run one by one, since none of these tools pads token sequences.
"""

import json
import sys
import time
import warnings

import numpy as np
import onnxruntime

warnings.filterwarnings("ignore")
game = json.load(open(sys.argv[1]))
players, targets, cap = game["players"], game["targets"], game["cap"]
truth = np.array(game["truth"])
table = None if game["table"] is None else np.array(game["table"])


class Prompt:
    """The value function. Every different coalition counts once, as these tools would do with a cache."""

    def __init__(self):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = game["threads"]
        options.log_severity_level = 3
        self.session = onnxruntime.InferenceSession(game["model"], options)
        self.ids, self.owners = np.array(game["ids"]), np.array(game["owners"])
        self.completion = np.array(game["completion"])
        self.known = {}
        self.looked_up = False

    def restart(self, looked_up):
        """looked_up: take values from the table of all coalitions, where there is one; for errors, not for times."""
        self.known, self.looked_up = {}, looked_up and table is not None

    def __call__(self, coalitions):
        return np.array([self.value(row) for row in np.atleast_2d(np.asarray(coalitions)).astype(bool)])

    def value(self, present):
        key = present.tobytes()
        if key not in self.known:
            self.known[key] = table[int((1 << np.arange(players))[present].sum())] if self.looked_up else self.compute(present)
        return self.known[key]

    def compute(self, present):
        kept = self.ids[(self.owners < 0) | present[np.maximum(self.owners, 0)]]
        prompt = kept if len(kept) > 0 else np.array([game["begin"]])
        rows = self.logits(np.concatenate([prompt, self.completion]))[len(prompt) - 1 : -1].astype(np.float64)
        top = rows.max(axis=1)
        logsumexp = top + np.log(np.exp(rows - top[:, None]).sum(axis=1))
        return float((rows[np.arange(len(rows)), self.completion] - logsumexp).sum())

    def logits(self, sequence):
        feeds = {}
        for node in self.session.get_inputs():
            if node.name == "input_ids":
                feeds[node.name] = sequence[None].astype(np.int64)
            elif node.name == "attention_mask":
                feeds[node.name] = np.ones((1, len(sequence)), np.int64)
            elif node.name == "position_ids":
                feeds[node.name] = np.arange(len(sequence), dtype=np.int64)[None]
            else:
                shape = [size if isinstance(size, int) else (1 if axis == 0 else 0) for axis, size in enumerate(node.shape)]
                feeds[node.name] = np.zeros(shape, np.float32)
        return self.session.run(["logits"], feeds)[0][0]


prompt = Prompt()


def shap_values(algorithm):
    def run(budget, seed):
        import shap

        masker = shap.maskers.Independent(np.zeros((1, players)))
        if algorithm == "partition":
            distances = np.abs(np.arange(players)[:, None] - np.arange(players)[None]).astype(float)
            import scipy.cluster.hierarchy as hierarchy
            from scipy.spatial.distance import squareform

            masker = shap.maskers.Partition(np.zeros((1, players)), clustering=hierarchy.complete(squareform(distances)))
            explainer = shap.PartitionExplainer(lambda rows: prompt(rows > 0.5), masker)
        else:
            explainer = shap.PermutationExplainer(lambda rows: prompt(rows > 0.5), masker, seed=seed)
        return explainer(np.ones((1, players)), max_evals=budget, silent=True).values[0]

    return run


def captum_values(budget, seed):
    """LLMAttribution takes text inputs alone, whose absent words it replaces; its estimator is driven with the same value function instead."""
    import torch
    from captum.attr import ShapleyValueSampling

    torch.manual_seed(seed)
    np.random.seed(seed)
    permutations = max(1, (budget - 2) // players)
    sampling = ShapleyValueSampling(lambda rows: torch.tensor(prompt(rows.numpy() > 0.5)))
    return sampling.attribute(torch.ones(1, players), n_samples=permutations).numpy()[0]


def shapiq_values(name, **options):
    def run(budget, seed):
        import shapiq

        empty = prompt.value(np.zeros(players, bool))
        approximator = getattr(shapiq, name)(n=players, random_state=seed, **options)
        result = approximator.approximate(budget, lambda rows: prompt(rows) - empty)
        single = {key[0]: result[key] for key in [(player,) for player in range(players)]}
        return np.array([single[player] for player in range(players)])

    return run


methods = {
    "shap, Partition": shap_values("partition"),
    "shap, Permutation": shap_values("permutation"),
    "captum, ShapleyValueSampling": captum_values,
    "shapiq, KernelSHAP (paired)": shapiq_values("KernelSHAP", pairing_trick=True),
    "shapiq, PermutationSamplingSV": shapiq_values("PermutationSamplingSV"),
    "shapiq, ProxySPEX": shapiq_values("ProxySPEX", index="SV", max_order=1),
    "shapiq, SPEX": shapiq_values("SPEX", index="SV", max_order=1),
}


def relative_error(values):
    return float(np.linalg.norm(values - truth) / np.linalg.norm(truth))


def attempt(run, budget, seed, looked_up):
    """Evaluations, seconds and error; all infinite where the tool refuses the budget."""
    prompt.restart(looked_up)
    begin = time.perf_counter()
    try:
        values = run(budget, seed)
        error = relative_error(values)
    except Exception as failure:  # what a tool does with a budget that is too small is its own affair
        if budget * game["growth"] > cap:
            print(f"budget {budget}: {type(failure).__name__}: {failure}", file=sys.stderr)
        return np.inf, np.inf, np.inf
    return len(prompt.known), time.perf_counter() - begin, error if np.isfinite(error) else np.inf


def outcome(run, seed):
    reached = [None for _ in targets]
    budget = 16.0
    while budget <= cap and None in reached:
        used, seconds, error = attempt(run, int(budget), seed, True)
        for index, target in enumerate(targets):
            if reached[index] is None and error <= target and used <= cap:
                if prompt.looked_up:
                    used, seconds, _ = attempt(run, int(budget), seed, False)
                reached[index] = {"evaluations": int(used), "seconds": seconds}
        budget *= game["growth"] if table is not None else game["growth"] ** 2
    return reached


if __name__ == "__main__":
    prompt.value(np.ones(players, bool))
    for name, run in methods.items():
        for seed in range(1, game["seeds"] + 1):
            print(json.dumps({"method": name, "reached": outcome(run, seed)}), flush=True)
