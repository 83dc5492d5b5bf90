"""The decoder with a head of its own, so that "unembedding" means one matrix.

The shipped models tie both: one matrix is the lookup table and, transposed, the head. Training "the unembedding only" of such
a model would train the lookup as well and move the states. Here the head is a copy: training it leaves all states where they
are. The gradient of the tied matrix is the sum of the gradients of its two copies.
"""

import copy

import torch
from torch.nn import functional

HEAD, LOOKUP = "head", "embed_tokens.weight"


class Untied:
    """Parameters by name; `head` [V, D] beside those of the decoder."""

    def __init__(self, model):
        self.model = copy.deepcopy(model)
        self.head = torch.nn.Parameter(model.embed_tokens.weight.detach().clone())

    @property
    def parameters(self):
        return {**dict(self.model.named_parameters()), HEAD: self.head}

    def states(self, sequence):
        """States that predict the marked tokens [T, D], and these tokens [T]."""
        ids, marks = torch.tensor([sequence.ids]), torch.tensor(sequence.marks[1:])
        return self.model.states(ids[:, :-1])[0][marks], ids[0, 1:][marks]

    def log_probability(self, sequence):
        return log_probability(self.head, *self.states(sequence))

    def gradients(self, value):
        """Of one number with respect to every parameter, by name."""
        parameters = self.parameters
        return dict(zip(parameters, torch.autograd.grad(value, list(parameters.values()), allow_unused=True)))


def log_probability(head, states, targets):
    """Sum over the tokens, in nats and float64: a small step changes the last digits of float32."""
    return -functional.cross_entropy(functional.linear(states, head).double(), targets, reduction="sum")


def tied(gradients):
    """The gradients of the shipped, tied model: the head's is that of the lookup too."""
    both = gradients[HEAD] + gradients[LOOKUP]
    return {**gradients, HEAD: both, LOOKUP: both}
