"""Checks of an exported folder: ONNX Runtime against PyTorch, padding, lossless tokens, chat template."""

import jinja2
import json
import numpy
import onnxruntime
import torch
from tokenizers import Tokenizer

from tokenizer import chat

TOLERANCE = 1e-4
ODD_TEXTS = [
    "", " ", "\r\n\t", "naïve café ﬁ Å Å", "你好，世界 🌍", "👩‍👩‍👧‍👦 🏳️‍🌈", "\u0000\u200b\ufeff", "def f(x):\n    return x\n",
    "مرحبا שלום", "한국어 ᄒ", "a" * 300, "1234567890 3.14", "\U0010ffff\u2028",
]


def empty_caches(session, batch):
    """Caches of no tokens, by name."""
    caches = [value for value in session.get_inputs() if value.name.startswith("past_key_values")]
    return {value.name: numpy.zeros([batch, value.shape[1], 0, value.shape[3]], dtype=numpy.float32) for value in caches}


def feeds(session, rows, pad_id, left=False):
    """ONNX inputs for several id lists padded to one length, without a cache."""
    length = max(map(len, rows))
    ids = numpy.full((len(rows), length), pad_id, dtype=numpy.int64)
    mask = numpy.zeros_like(ids)
    for index, row in enumerate(rows):
        place = slice(length - len(row), length) if left else slice(0, len(row))
        ids[index, place], mask[index, place] = row, 1
    positions = numpy.maximum(numpy.cumsum(mask, axis=1) - 1, 0)
    return {"input_ids": ids, "attention_mask": mask, "position_ids": positions, **empty_caches(session, len(rows))}


def log_softmax(logits):
    values = logits.astype(numpy.float64)
    values -= values.max(axis=-1, keepdims=True)
    return values - numpy.log(numpy.exp(values).sum(axis=-1, keepdims=True))


def log_probabilities(session, rows, pad_id, left=False):
    """Log-probabilities of each row alone, padding cut off."""
    logits = session.run(["logits"], feeds(session, rows, pad_id, left))[0]
    length = logits.shape[1]
    parts = [slice(length - len(row), length) if left else slice(0, len(row)) for row in rows]
    return [log_softmax(logits[index, part]) for index, part in enumerate(parts)]


def continued_log_probabilities(session, row):
    """Log-probabilities of one row read in two parts, the second with the cache of the first."""
    half = len(row) // 2
    whole, names = feeds(session, [row], 0), [value.name for value in session.get_outputs()]
    def part(places, caches):
        ids, positions = whole["input_ids"][:, places], whole["position_ids"][:, places]
        mask = numpy.ones([1, places.stop], dtype=numpy.int64)
        values = session.run(names, {"input_ids": ids, "attention_mask": mask, "position_ids": positions, **caches})
        return dict(zip(names, values))
    first = part(slice(0, half), empty_caches(session, 1))
    caches = {name.replace("present", "past_key_values"): value for name, value in first.items() if name != "logits"}
    second = part(slice(half, len(row)), caches)
    return log_softmax(numpy.concatenate([first["logits"][0], second["logits"][0]]))


def largest_difference(first, second):
    return max(float(numpy.abs(one - other).max()) for one, other in zip(first, second))


def check_numbers(model, session, rows, pad_id):
    """Largest error in log-probability: against PyTorch, and of left and right padding against none,
    and of a sequence read in two parts against one."""
    with torch.no_grad():
        wanted = [log_softmax(model(torch.tensor([row]))[0].numpy()) for row in rows]
    alone = [log_probabilities(session, [row], pad_id)[0] for row in rows]
    return {
        "against_torch": largest_difference(alone, wanted),
        "right_padding": largest_difference(log_probabilities(session, rows, pad_id), alone),
        "prompt_reuse": largest_difference([continued_log_probabilities(session, row) for row in rows], alone),
        "left_padding": largest_difference(log_probabilities(session, rows, pad_id, left=True), alone),
    }


def check_tokenizer(folder, texts):
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    for text in [*ODD_TEXTS, *texts]:
        decoded = tokenizer.decode(tokenizer.encode(text).ids, skip_special_tokens=False)
        assert decoded == text, f"tokenizer loses {text[:40]!r}"
    configured = json.loads((folder / "tokenizer_config.json").read_text(encoding="utf-8"))
    messages = [{"role": "system", "content": "S"}, {"role": "user", "content": "U"}]
    rendered = jinja2.Template(configured["chat_template"]).render(messages=messages, add_generation_prompt=True)
    assert rendered == chat(messages, add_generation_prompt=True), rendered
    return tokenizer


def verify(folder, model, texts):
    """Raises if anything is off; returns the measured errors."""
    tokenizer = check_tokenizer(folder, texts)
    session = onnxruntime.InferenceSession(str(folder / "model.onnx"), providers=["CPUExecutionProvider"])
    pad_id = tokenizer.token_to_id("<|endoftext|>")
    rows = [tokenizer.encode(text).ids[:1024] for text in texts]
    errors = check_numbers(model.eval(), session, rows, pad_id)
    assert max(errors.values()) < TOLERANCE, errors
    return errors
