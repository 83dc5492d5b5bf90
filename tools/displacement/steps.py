"""Real steps of DPO from the reference, and what they do to log-probabilities.

At the reference every margin is 0, so the gradient of the sigmoid loss -log sigma(beta d) is -(beta / 2) times the gradient of
d = log pi(chosen) - log pi(rejected), whatever beta is. SGD steps are given as the factor by which that gradient of d is added:
rate x beta / 2. AdamW's first step is its real one (PyTorch's optimiser, the settings of tools/train).
"""

from dataclasses import dataclass

import torch

from untied import HEAD, LOOKUP, log_probability, tied

BETA = 0.1


@dataclass(frozen=True)
class Kind:
    """One way to step. `rate`: for sgd the factor before the gradient of the margin, for adamw the learning rate."""

    name: str
    optimizer: str
    rate: float


# sgd-small is first order (the results say how nearly); sgd-large moves a margin by nats at once, as far as a training does in all;
# adamw is the optimiser of the shipped policy at a tenth of its peak rate, in the middle of its warm-up.
KINDS = (Kind("sgd-small", "sgd", 1e-6), Kind("sgd-large", "sgd", 3e-5), Kind("adamw", "adamw", 3e-5))
PARTS = ("full", "unembedding")


def stepped(model, gradients, kind, part):
    """New values of the parameters that a step changes, by name. `gradients`: of the margin, to be raised."""
    wanted = tied(gradients) if part == "full" else {HEAD: gradients[HEAD]}
    with torch.no_grad():
        return {name: moved(model.parameters[name], gradient, kind) for name, gradient in wanted.items()}


def moved(parameter, gradient, kind):
    if kind.optimizer == "sgd":
        return parameter + kind.rate * gradient
    fresh = torch.nn.Parameter(parameter.detach().clone())
    fresh.grad = -BETA / 2 * gradient
    with torch.enable_grad():
        torch.optim.AdamW([fresh], lr=kind.rate, betas=(0.9, 0.98), weight_decay=0.0).step()
    return fresh.detach()


class Substituted:
    """The model with other values of some parameters, for the length of a `with` block."""

    def __init__(self, model, values):
        self.model, self.values = model, values

    def __enter__(self):
        self.kept = {name: self.model.parameters[name].data for name in self.values}
        self.put(self.values)
        return self.model

    def put(self, values):
        for name, value in values.items():
            self.model.parameters[name].data = value

    def __exit__(self, *_):
        self.put(self.kept)


@torch.no_grad()
def log_probabilities_after(model, values, sequences, states):
    """After a step; `states` are those of before, which hold wherever the head alone moves."""
    if set(values) == {HEAD}:
        return [float(log_probability(values[HEAD], *one)) for one in states]
    with Substituted(model, values):
        return [float(model.log_probability(sequence)) for sequence in sequences]


def groups(model):
    """Names of parameters by where they are: the layers' attention and feed-forward, norms, and both uses of the embedding."""
    found = {}
    for name in model.parameters:
        found.setdefault(group_of(name), []).append(name)
    return found


def group_of(name):
    if name in (HEAD, LOOKUP):
        return {HEAD: "unembedding", LOOKUP: "lookup"}[name]
    if "norm" in name:
        return "norms"
    _, layer, block, *_ = name.split(".")
    return f"layer{layer}.{'attention' if block == 'self_attn' else 'mlp'}"


def first_order(model, of_chosen, of_margin):
    """<gradient of log pi(chosen), gradient of the margin> by group, and `tie`, what tying adds beyond both uses alone."""
    def product(name, other=None):
        return float((of_chosen[name].double() * of_margin[other or name].double()).sum())
    found = {group: sum(map(product, names)) for group, names in groups(model).items()}
    found["tie"] = product(HEAD, LOOKUP) + product(LOOKUP, HEAD)
    return found
