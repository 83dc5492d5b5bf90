"""Held-out records of a pair of models, one for each preference pair, and the figures that the model cards show."""

from dataclasses import dataclass

import numpy
import torch
from torch.nn import functional

import batching
from resampling import with_interval
from tokenizer import END

MAX_TOKENS = 1024
BUDGET = 16384
BETA = 0.1
BINS = 10
FLIP_RATES = (0.1, 0.2, 0.3)
FLIPS, FLIP_SEED = 200, 1

NAMES = {
    "hh-rlhf": "HH-RLHF harmless-base (transcripts)",
    "rasbt": "Instruction data with preferences",
    "llama-factory/dpo_en_demo.json": "LLaMA-Factory DPO demo (English)",
    "llama-factory/v1_dpo_demo.jsonl": "Orca DPO pairs",
    "openai-dpo": "Orca DPO pairs",
    "open-instruct": "Open-Instruct sample",
    "open-assistant": "OpenAssistant trees",
    "anthropic-evals": "Persona statements (Yes/No)",
}
PERSONA = NAMES["anthropic-evals"]


@dataclass
class Record:
    """Of one pair. Margins are differences of log-ratios or log-probabilities in nats, without beta; `nats` are minus the
    log-probabilities of the text of both answers, end marker left out, by role, and `bytes` their length in UTF-8."""

    source: str
    name: str
    key: str
    margin: float
    reference_margin: float
    longer: int
    nats: dict
    bytes: int


def source_name(source):
    return next(name for prefix, name in NAMES.items() if source.startswith(prefix))


@torch.no_grad()
def sums(model, sequences, texts):
    """(completion, text of it) sums of log-probabilities of each sequence, [sequences, 2]."""
    found = torch.zeros(len(sequences), 2, dtype=torch.float64)
    lengths = [len(sequence.ids) for sequence in sequences]
    for group in batching.groups_by_length(list(range(len(sequences))), lengths, BUDGET):
        ids, marks = batching.padded([sequences[index] for index in group], 0)
        wanted, rows = marks[:, 1:], marks[:, 1:].nonzero()[:, 0]
        states = model.states(ids[:, :-1])[wanted]
        values = -functional.cross_entropy(model.logits(states), ids[:, 1:][wanted], reduction="none").double()
        inside = torch.tensor([flag for index in group for flag in texts[index]])
        parts = torch.stack([values, values * inside], dim=1)
        found[group] = torch.zeros(len(group), 2, dtype=torch.float64).index_add(0, rows, parts)
    return found


def text_flags(sequence, end):
    """For each marked token whether it belongs to the answer, not to the end marker or what follows it."""
    completion = [token for token, mark in zip(sequence.ids, sequence.marks) if mark]
    length = completion.index(end) if end in completion else len(completion)
    return [place < length for place in range(len(completion))]


def byte_length(tokenizer, sequence, flags):
    """Every character of a byte-level token stands for one byte."""
    completion = [token for token, mark in zip(sequence.ids, sequence.marks) if mark]
    return sum(len(tokenizer.id_to_token(token)) for token, inside in zip(completion, flags) if inside)


def score_pairs(pairs, tokenizer, policy, reference):
    """One record per scored pair; a pair whose prompt fills the context is left out, as trainers do."""
    kept, sequences = [], []
    for pair in pairs:
        sides = [side.cut(MAX_TOKENS) for side in batching.pair_sequences(tokenizer, pair, pair.plain)]
        if all(any(side.marks) for side in sides):
            kept.append(pair)
            sequences += sides
    texts = [text_flags(sequence, tokenizer.token_to_id(END)) for sequence in sequences]
    found = {role: sums(model.eval(), sequences, texts).view(-1, 2, 2) for role, model in (("policy", policy), ("reference", reference))}
    lengths = [byte_length(tokenizer, *both) for both in zip(sequences, texts)]
    return [record(pair, {role: values[place] for role, values in found.items()}, sum(lengths[2 * place:2 * place + 2]))
            for place, pair in enumerate(kept)]


def record(pair, found, size):
    """`found`: [chosen or rejected, completion or text] by role."""
    policy, reference = (float(found[role][0, 0] - found[role][1, 0]) for role in ("policy", "reference"))
    return Record(source=pair.source, name=source_name(pair.source), key=pair.key, margin=policy - reference, reference_margin=reference,
                  longer=len(pair.chosen.strip()) - len(pair.rejected.strip()),
                  nats={role: -float(values[:, 1].sum()) for role, values in found.items()}, bytes=size)


# ---------------------------------------------------------------- figures


def bits_per_byte(records, role, keys):
    nats, sizes = (numpy.array(values) for values in ([one.nats[role] for one in records], [one.bytes for one in records]))
    return with_interval(lambda places: nats[places].sum() / sizes[places].sum() / numpy.log(2), keys)


def calibration_error(margins):
    """Expected calibration error of sigma(beta margin), over ten bins of equally many pairs: how sure the models are of their
    own choice (sigma of the size of the margin) against how often the choice is the label."""
    sure = 1 / (1 + numpy.exp(-BETA * numpy.abs(margins)))
    order = numpy.argsort(sure, kind="stable")
    parts = numpy.array_split(order, BINS)
    return sum(len(part) * abs(sure[part].mean() - (margins[part] > 0).mean()) for part in parts if len(part)) / len(margins)


def calibration_of_perfect(margins, generator, count=200):
    """The error that chance alone leaves: mean over labels drawn with exactly the stated probabilities."""
    sure = 1 / (1 + numpy.exp(-BETA * numpy.abs(margins)))
    drawn = (numpy.where(generator.random(len(margins)) < sure, 1, -1) * numpy.abs(margins) for _ in range(count))
    return float(numpy.mean([calibration_error(values) for values in drawn]))


def flip_area(margins, rate, generator):
    """Area under the ROC curve of minus the margin for finding labels of which a share was turned round at random."""
    flipped = generator.permutation(len(margins)) < max(1, round(rate * len(margins)))
    values = numpy.where(flipped, margins, -margins)
    ordered = numpy.sort(values[~flipped])
    below, upto = (numpy.searchsorted(ordered, values[flipped], side=side) for side in ("left", "right"))
    return float((below + upto).mean() / 2 / len(ordered))


def flip_figure(margins, rate, keys):
    generator = numpy.random.default_rng(FLIP_SEED)
    value = numpy.mean([flip_area(margins, rate, generator) for _ in range(FLIPS)])
    return with_interval(lambda places: flip_area(margins[places], rate, generator), keys, value)


def summary(records):
    keys = [one.key for one in records]
    margins, reference, longer = (numpy.array([getattr(one, name) for one in records]) for name in ("margin", "reference_margin", "longer"))
    right = {"policy": margins > 0, "longer": longer > 0, "shorter": longer < 0, "reference": reference > 0}
    def rate(values):
        return with_interval(lambda places: values[places].mean(), keys)
    return {
        "pairs": len(records),
        "prompts": len(set(keys)),
        "mean_margin": float(margins.mean()),
        "accuracy": {name: rate(values) for name, values in right.items()},
        "advantage": {name: rate(right["policy"].astype(float) - right[name]) for name in ("longer", "shorter", "reference")},
        "bits_per_byte": {role: bits_per_byte(records, role, keys) for role in ("reference", "policy")},
        "calibration": with_interval(lambda places: calibration_error(margins[places]), keys)
        | {"perfect": calibration_of_perfect(margins, numpy.random.default_rng(1))},
        "flips": {f"{rate:g}": flip_figure(margins, rate, keys) for rate in FLIP_RATES},
    }


def figures(pairs, tokenizer, policy, reference):
    """By source, by file, and over all. Sources with fewer than eight pairs have no figures of their own."""
    records = score_pairs([pair for pair in pairs if pair.held_out], tokenizer, policy, reference)
    groups = {name: [one for one in records if one.name == name] for name in dict.fromkeys(NAMES.values())}
    groups["all but persona statements"] = [one for one in records if one.name != PERSONA]
    groups["all"] = records
    files = {source: [one for one in records if one.source == source] for source in dict.fromkeys(one.source for one in records)}
    return {
        "flip_draws": FLIPS,
        "sources": {name: summary(listed) for name, listed in groups.items() if len(listed) >= 8},
        "files": {name: summary(listed) for name, listed in files.items() if len(listed) >= 8},
    }
