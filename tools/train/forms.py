"""The written forms of conversations and pairs: chat template, transcript, bare text."""

import random

import data
from tokenizer import END, PAD, chat

# Schema-guided dialogues are many and alike; the rest of the corpus is used whole.
SHARE = {"sgd-dialogues": 0.4}


def bare(messages):
    """Prompt and answer with nothing around them, as in prompt/completion files."""
    return "\n\n".join(item["content"] for item in messages)


def render(messages, generator):
    """A document for pretraining in one of the three forms."""
    draw = generator.random()
    if draw < 0.5:
        return chat(messages)
    text = bare(messages) if draw > 0.9 and len(messages) < 4 else data.transcript(messages)
    return text + (END if messages[-1]["role"] == "assistant" else "")


def sampled(by_source, generator):
    """All conversations with the shares applied."""
    chosen = []
    for name, rows in by_source.items():
        count = round(len(rows) * SHARE.get(name, 1.0))
        chosen += generator.sample(rows, count)
    return chosen


def preferred_conversations(pairs):
    """The chosen side of each training pair, once per prompt and answer."""
    found = {}
    for pair in pairs:
        found[(pair.key, pair.chosen)] = pair.prompt + [data.message("assistant", pair.chosen.strip())]
    return list(found.values())


def documents(folder, pairs, seed):
    """All pretraining documents, shuffled, each ending in the document separator."""
    generator = random.Random(seed)
    excluded = {pair.key for pair in pairs if pair.held_out}
    training = [pair for pair in pairs if not pair.held_out]
    rows = sampled(data.conversations(folder, excluded), generator) + preferred_conversations(training)
    texts = [render(messages, generator) for messages in rows] + data.plain_documents(folder)
    generator.shuffle(texts)
    return [text + PAD for text in texts]
