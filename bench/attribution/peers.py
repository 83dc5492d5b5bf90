"""shap, captum and shapiq on one game of present and absent players. One JSON object a line on standard output.

peers.py check                 errors on a linear and a pairwise game whose Shapley values are known
peers.py counts TASK.json      evaluations until the values are close enough; asks for values: {"ask": [...]} is answered by a line of numbers
peers.py cost TASK.json        seconds of one evaluation by onnxruntime, one coalition at a time, as these tools call a value function
peers.py arithmetic TASK.json  seconds of a tool besides its evaluations, at given budgets, on the pairwise game
"""

import json
import sys
import time
import warnings

import numpy as np

warnings.filterwarnings("ignore")


class Game:
    """Counts what a tool asks for. Different coalitions are its evaluations, as with a cache in front of it; calls include the repeats."""

    def __init__(self, players, source):
        self.players, self.source = players, source
        self.memory = {}
        self.restart()

    def restart(self):
        """Nothing is known to the next run of a tool; values that were worked out before are kept aside."""
        self.known, self.calls, self.spent = set(), 0, 0.0

    def __call__(self, coalitions):
        begin = time.perf_counter()
        rows = np.atleast_2d(np.asarray(coalitions)).astype(bool)
        keys = [row.tobytes() for row in rows]
        unknown = {key: row for key, row in zip(keys, rows) if key not in self.memory}
        if unknown:
            self.memory.update(zip(unknown, self.source(np.array(list(unknown.values())))))
        self.calls += len(keys)
        self.known.update(keys)
        values = np.array([self.memory[key] for key in keys], dtype=float)
        self.spent += time.perf_counter() - begin
        return values


def synthetic(players, pairwise):
    """v(S) = 3 + sum of a_i + sum of b_ij over present players, and its Shapley values a_i + sum of b_ij / 2."""
    random = np.random.default_rng(players)
    single = random.normal(size=players)
    pairs = np.diag(random.normal(size=players - 1), 1) if pairwise else np.zeros((players, players))
    truth = single + (pairs.sum(axis=0) + pairs.sum(axis=1)) / 2

    def source(rows):
        present = rows.astype(float)
        return 3 + present @ single + np.einsum("ri,ij,rj->r", present, pairs, present)

    return Game(players, source), truth


def shap_partition(game, budget, seed):
    import scipy.cluster.hierarchy as hierarchy
    import shap
    from scipy.spatial.distance import squareform

    np.random.seed(seed)
    places = np.arange(game.players)
    distances = np.abs(places[:, None] - places[None]).astype(float)
    masker = shap.maskers.Partition(np.zeros((1, game.players)), clustering=hierarchy.complete(squareform(distances)))
    explainer = shap.PartitionExplainer(lambda rows: game(rows > 0.5), masker)
    return explainer(np.ones((1, game.players)), max_evals=budget, silent=True).values[0]


def shap_permutation(game, budget, seed):
    import shap

    masker = shap.maskers.Independent(np.zeros((1, game.players)))
    explainer = shap.PermutationExplainer(lambda rows: game(rows > 0.5), masker, seed=seed)
    return explainer(np.ones((1, game.players)), max_evals=budget, silent=True).values[0]


def captum_values(game, budget, seed):
    """LLMAttribution takes text inputs alone, whose absent words it replaces; its estimator is driven with the same value function instead."""
    import torch
    from captum.attr import ShapleyValueSampling

    torch.manual_seed(seed)
    np.random.seed(seed)
    sampling = ShapleyValueSampling(lambda rows: torch.tensor(game(rows.numpy() > 0.5)))
    permutations = max(1, (budget - 1) // game.players)
    return sampling.attribute(torch.ones(1, game.players), baselines=0, n_samples=permutations).numpy()[0]


def shapiq_values(name, **options):
    def run(game, budget, seed):
        import shapiq

        empty = game(np.zeros((1, game.players)))[0]
        approximator = getattr(shapiq, name)(n=game.players, random_state=seed, **options)
        result = approximator.approximate(budget, lambda rows: game(rows) - empty)
        return np.array([result[(player,)] for player in range(game.players)])

    return run


methods = {
    "shap, Partition": shap_partition,
    "shap, Permutation": shap_permutation,
    "captum, ShapleyValueSampling": captum_values,
    "shapiq, KernelSHAP (paired)": shapiq_values("KernelSHAP", pairing_trick=True),
    "shapiq, PermutationSamplingSV": shapiq_values("PermutationSamplingSV"),
    "shapiq, ProxySPEX": shapiq_values("ProxySPEX", index="SV", max_order=1),
    "shapiq, SPEX": shapiq_values("SPEX", index="SV", max_order=1),
}


def relative_error(values, truth):
    error = float(np.linalg.norm(np.asarray(values, dtype=float) - truth) / np.linalg.norm(truth))
    return error if np.isfinite(error) else np.inf


def attempt(game, run, budget, seed, truth):
    """The error, infinite where the tool refuses the budget; what was counted is left in the game."""
    game.restart()
    try:
        return relative_error(run(game, budget, seed), truth), None
    except Exception as failure:  # what a tool does with a budget that is too small is its own affair
        return np.inf, f"{type(failure).__name__}: {failure}"


def check(players):
    """Errors on games whose values are known. A sampler of orders is exact on a linear game after one; those that pair, on a pairwise game."""
    for name, run in methods.items():
        line = {"method": name}
        for kind, budget in [("linear", 1000 if name == "shapiq, SPEX" else 128), ("pairwise", 1000)]:
            game, truth = synthetic(players, kind == "pairwise")
            error, failure = attempt(game, run, budget, 1, truth)
            line[kind] = {"error": error if np.isfinite(error) else None, "evaluations": len(game.known), "calls": game.calls, "failure": failure}
        print(json.dumps(line), flush=True)


def asked(rows):
    print(json.dumps({"ask": ["".join("1" if present else "0" for present in row) for row in rows]}), flush=True)
    return json.loads(sys.stdin.readline())


def counts(task):
    game, truth = Game(task["players"], asked), np.array(task["truth"])
    for name in task["methods"]:
        practice, known = synthetic(8, False)
        attempt(practice, methods[name], 128, 1, known)  # a tool is loaded when it is first used, which is not its work
        for seed in range(1, task["seeds"] + 1):
            print(json.dumps({"method": name, **reached(game, name, seed, truth, task)}), flush=True)


def reached(game, name, seed, truth, task):
    """Fits of ProxySPEX and SPEX take long, so that their budgets grow in larger steps."""
    growth = task["growth"] ** 2 if "SPEX" in name else task["growth"]
    found, budget, last, end = [None for _ in task["targets"]], 16.0, None, time.process_time() + task["patience"]
    while budget <= task["cap"] and None in found and time.process_time() < end:
        error, failure = attempt(game, methods[name], int(budget), seed, truth)
        used = len(game.known)
        if failure is None:
            last = {"evaluations": used, "error": error if np.isfinite(error) else None}
        for index, target in enumerate(task["targets"]):
            if found[index] is None and error <= target and used <= task["cap"]:
                found[index] = {"evaluations": used, "calls": game.calls, "budget": int(budget)}
        budget *= growth
    return {"reached": found, "last": last}


class Prompt:
    """log pi(response) by the ONNX file as it is, with the tokens of absent words taken out."""

    def __init__(self, task):
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = task["threads"]
        options.log_severity_level = 3
        self.session = onnxruntime.InferenceSession(task["model"], options)
        self.ids, self.owners = np.array(task["ids"]), np.array(task["owners"])
        self.completion, self.begin = np.array(task["completion"]), task["begin"]

    def value(self, present):
        kept = self.ids[(self.owners < 0) | present[np.maximum(self.owners, 0)]]
        prompt = kept if len(kept) > 0 else np.array([self.begin])
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


def cost(task):
    """The coalitions are given, and so are the values that the engine has for them: the largest difference is told."""
    prompt = Prompt(task)
    rows = [np.array([mark == "1" for mark in text]) for text in task["coalitions"]]
    for row in rows[:8]:
        prompt.value(row)
    begin = time.perf_counter()
    values = np.array([prompt.value(row) for row in rows])
    seconds = (time.perf_counter() - begin) / len(rows)
    print(json.dumps({"seconds": seconds, "difference": float(np.abs(values - np.array(task["values"])).max())}), flush=True)


def arithmetic(task):
    """The first run of a tool is not timed, since it loads the tool; the pairwise game's own time is taken off."""
    game, truth = synthetic(task["players"], True)
    for name, budget in task["runs"]:
        attempt(game, methods[name], min(budget, 4 * game.players) if "SPEX" not in name else budget, 1, truth)
        begin = time.perf_counter()
        attempt(game, methods[name], budget, 1, truth)
        print(json.dumps({"method": name, "budget": budget, "seconds": max(0.0, time.perf_counter() - begin - game.spent)}), flush=True)


if __name__ == "__main__":
    what, task = sys.argv[1], json.load(open(sys.argv[2])) if len(sys.argv) > 2 else None
    if what == "check":
        check(12)
    else:
        {"counts": counts, "cost": cost, "arithmetic": arithmetic}[what](task)
