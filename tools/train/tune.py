"""Chat tuning: cross-entropy on assistant turns only. Its result is the reference model."""

import random

import torch
from torch.nn import functional

import batching
import data
import forms
import loop

MAX_TOKENS = 1024
BUDGET = 8192

# Chat tuning is short; dialogues about reservations must not fill it.
TUNE_SHARE = {
    "sgd-dialogues": 0.08,
    "topical-chat-dialogues": 0.5,
    "taskmaster-dialogues": 0.3,
    "gpteacher-toolformer": 0.3,
    "gsm8k": 0.5,
}


def tuning_pieces(messages, generator):
    draw = generator.random()
    if draw < 0.6:
        return batching.chat_pieces(messages)
    if draw > 0.9 and [item["role"] for item in messages] == ["user", "assistant"]:
        return batching.bare_pieces(messages)
    return batching.transcript_pieces(messages)


def tuning_sequences(folder, pairs, tokenizer, seed):
    """All conversations in a random form each; the chosen answers of training pairs in both main forms."""
    generator = random.Random(seed + 1)
    excluded = {pair.key for pair in pairs if pair.held_out}
    pieces = []
    for name, rows in data.conversations(folder, excluded).items():
        count = round(len(rows) * TUNE_SHARE.get(name, 1.0))
        pieces += [tuning_pieces(messages, generator) for messages in generator.sample(rows, count)]
    for messages in forms.preferred_conversations([pair for pair in pairs if not pair.held_out]):
        pieces += [batching.chat_pieces(messages), batching.transcript_pieces(messages)]
    sequences = [batching.encode(tokenizer, item).cut(MAX_TOKENS) for item in pieces]
    return [sequence for sequence in sequences if any(sequence.marks)]


def epoch_batches(sequences, seed, epoch):
    """Batches of similar length in random order; the length order never reaches the optimiser."""
    order = batching.epoch_order(len(sequences), seed, epoch)
    batches = []
    for start in range(0, len(order), 1024):
        part = [sequences[index] for index in order[start:start + 1024]]
        batches += batching.groups_by_length(part, [len(item.ids) for item in part], BUDGET)
    random.Random(f"{seed}-{epoch}-batches").shuffle(batches)
    return batches


def marked_loss(model, ids, marks):
    """Mean cross-entropy of the marked tokens; only their rows pass through the head."""
    wanted = marks[:, 1:]
    states = model.states(ids[:, :-1])[wanted]
    return functional.cross_entropy(model.logits(states), ids[:, 1:][wanted])


def tune(model, folder, pairs, tokenizer, options, workdir):
    sequences = tuning_sequences(folder, pairs, tokenizer, options.seed)
    batches = []
    for epoch in range(max(1, round(options.tune_epochs))):
        batches += epoch_batches(sequences, options.seed, epoch)
    print(f"tune: {len(sequences)} sequences, {len(batches)} batches", flush=True)

    def backward(step, _):
        ids, marks = batching.padded(batches[step], 0)
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=options.bfloat16):
            loss = marked_loss(model, ids, marks)
        loss.backward()
        return {"loss": loss.item()}

    optimizers = loop.build_adam(model, options.tune_rate, weight_decay=0.01)
    loop.run_stage("tune", workdir, model, optimizers, backward, len(batches), options.tune_minutes)
