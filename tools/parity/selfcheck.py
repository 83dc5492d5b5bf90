"""Checks the reference itself: worked numbers, identities, and (with --model) an inference runtime in fp32."""

import argparse
from pathlib import Path

import numpy as np
import onnx

from convention import encode_pair, is_conversational
from decoder import Decoder, log_softmax
from pairs import all_pairs
from reference import score_pair
from scores import ches, last_hidden_inner_product, length_normalized_ches, normalized_edit_distance
from tokenization import ModelTokenizer

PROMPT_STATE = (1.0, 0.0)
CHOSEN = np.array([PROMPT_STATE, (0, 1), (1, 1)])
REJECTED = np.array([PROMPT_STATE, (0, 2), (-1, 1), (2, 2)])


def close(actual, expected, tolerance=1e-9):
    assert abs(actual - expected) <= tolerance * max(1.0, abs(expected)), (actual, expected)


def check_worked_example():
    close(ches(CHOSEN, REJECTED), 6)
    close(ches(REJECTED, CHOSEN), -15)
    close(length_normalized_ches(CHOSEN, REJECTED), 0.277778, 1e-6)
    close(length_normalized_ches(REJECTED, CHOSEN), -0.645833, 1e-6)
    close(last_hidden_inner_product(CHOSEN, REJECTED), 4)
    close(normalized_edit_distance([1, 2, 3, 4], [1, 3, 4, 5, 6]), 0.6)
    close(normalized_edit_distance([], []), 0)


def check_that_the_last_state_counts():
    """Without the last state of each side the example gives 1 and 0: the variant that is not wanted."""
    close(ches(CHOSEN[:-1], REJECTED[:-1]), 1)
    close(length_normalized_ches(CHOSEN[:-1], REJECTED[:-1]), 0)


def check_identities():
    generator = np.random.default_rng(7)
    chosen, rejected = generator.normal(size=(5, 8)), generator.normal(size=(9, 8))
    check_swap(chosen, rejected)
    check_scaling_and_rotation(chosen, rejected, generator)
    check_bounds_and_special_cases(chosen, rejected)


def check_swap(chosen, rejected):
    difference = chosen.sum(axis=0) - rejected.sum(axis=0)
    close(ches(chosen, rejected) + ches(rejected, chosen), -(difference @ difference))
    mean_difference = chosen.mean(axis=0) - rejected.mean(axis=0)
    both = length_normalized_ches(chosen, rejected) + length_normalized_ches(rejected, chosen)
    close(both, -(mean_difference @ mean_difference))


def check_scaling_and_rotation(chosen, rejected, generator):
    rotation, _triangle = np.linalg.qr(generator.normal(size=(8, 8)))
    close(ches(3 * chosen, 3 * rejected), 9 * ches(chosen, rejected))
    close(ches(chosen @ rotation, rejected @ rotation), ches(chosen, rejected))
    close(ches(chosen, rejected[:5]), 25 * length_normalized_ches(chosen, rejected[:5]))


def check_bounds_and_special_cases(chosen, rejected):
    chosen_sum, rejected_sum = chosen.sum(axis=0), rejected.sum(axis=0)
    norm = np.linalg.norm(chosen_sum)
    assert ches(chosen, rejected) <= norm * (np.linalg.norm(rejected_sum) - norm)
    assert ches(chosen, chosen) == 0 and length_normalized_ches(chosen, chosen) == 0
    decomposed = sum(state @ chosen_sum for state in rejected) - sum(state @ chosen_sum for state in chosen)
    close(ches(chosen, rejected), decomposed)
    state = chosen[0]
    close(ches(np.tile(state, (3, 1)), np.tile(state, (4, 1))), 3 * (4 - 3) * (state @ state))
    close(length_normalized_ches(np.tile(state, (3, 1)), np.tile(state, (4, 1))), 0)


def check_model(folder):
    """Pairs of the reference obey the identities, and the runtime's fp32 figures stay close to float64."""
    tokenizer, decoder = ModelTokenizer(folder), Decoder(folder)
    pairs = [pair for pair in all_pairs() if tokenizer.template or not is_conversational(pair)]
    check_structure(tokenizer, decoder, pairs)
    check_causality(decoder)
    compare_with_runtime(tokenizer, decoder, pairs)


def check_structure(tokenizer, decoder, pairs):
    for pair in pairs:
        if pair["chosen"] == pair["rejected"]:
            record = score_pair(tokenizer, decoder, None, pair)
            assert record["ches"] in (0, None) and record["chosen"]["sum"] == record["rejected"]["sum"], pair["id"]


def check_causality(decoder):
    """What follows a position must not change its state."""
    ids = np.random.default_rng(3).integers(3, 100, size=24).tolist()
    _logits, whole = decoder.forward(ids)
    _logits, half = decoder.forward(ids[:12])
    assert np.abs(whole[:12] - half).max() < 1e-9


def compare_with_runtime(tokenizer, decoder, pairs):
    session = Session(decoder)
    worst = {"logit": 0.0, "sum": 0.0, "ches": 0.0}
    for pair in pairs:
        sequences = encode_pair(tokenizer, pair, decoder.maximum_length)
        if sequences is None:
            continue
        ours = [decoder.forward(sequence.ids) for sequence in sequences]
        theirs = [session.forward(sequence.ids) for sequence in sequences]
        for name, value in differences(sequences, ours, theirs).items():
            worst[name] = max(worst[name], value)
    print(f"{decoder.path}: largest differences from fp32", {name: f"{value:.2g}" for name, value in worst.items()})
    assert worst["logit"] < 1e-3 and worst["sum"] < 1e-4 and worst["ches"] < 1e-4


class Session:
    """The same graph in an inference runtime, with the states as one more output."""

    def __init__(self, decoder):
        import onnxruntime

        model = onnx.load(str(decoder.path))
        self.wanted = ["logits", decoder.states_name]
        if decoder.states_name not in decoder.interpreter.outputs:
            model.graph.output.append(onnx.helper.make_empty_tensor_value_info(decoder.states_name))
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        self.session = onnxruntime.InferenceSession(
            model.SerializeToString(), options, providers=["CPUExecutionProvider"]
        )
        self.feeds = decoder.feeds

    def forward(self, ids):
        outputs = self.session.run(self.wanted, self.feeds(ids))
        return [output.reshape(len(ids), -1).astype(np.float64) for output in outputs]


def differences(sequences, ours, theirs):
    """Largest absolute logit difference; sums and CHES relative to their own scale."""
    triples = list(zip(sequences, ours, theirs))
    sums = [(total(mine[0], sequence), total(other[0], sequence)) for sequence, mine, other in triples]
    return {
        "logit": max(np.abs(mine[0] - other[0]).max() for _sequence, mine, other in triples),
        "sum": max(abs(mine - other) / max(abs(mine), 1e-6) for mine, other in sums),
        "ches": ches_difference(sequences, ours, theirs),
    }


def ches_difference(sequences, ours, theirs):
    """Relative to ||S+||² + |<S+, S->|, since CHES of two similar responses is a small difference of large numbers."""
    if not all(sequence.state_positions for sequence in sequences):
        return 0.0
    counted = [
        [states[list(sequence.state_positions)] for sequence, (_logits, states) in zip(sequences, results)]
        for results in (ours, theirs)
    ]
    chosen_sum, rejected_sum = (states.sum(axis=0) for states in counted[0])
    scale = chosen_sum @ chosen_sum + abs(chosen_sum @ rejected_sum)
    return abs(ches(*counted[0]) - ches(*counted[1])) / scale


def total(logits, sequence):
    first = max(1, sequence.prompt_length)
    targets = sequence.ids[first:]
    return log_softmax(logits[first - 1 : len(sequence.ids) - 1])[np.arange(len(targets)), targets].sum()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, action="append", default=[], help="also compare this model folder")
    options = parser.parse_args()
    check_worked_example()
    check_that_the_last_state_counts()
    check_identities()
    for folder in options.model:
        check_model(folder)
    print("all checks passed")


if __name__ == "__main__":
    main()
