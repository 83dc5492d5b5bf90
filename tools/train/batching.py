"""Encodes conversations and pairs as token ids with a mark on what is trained, and groups them by length."""

import random
from dataclasses import dataclass

import torch

import data
from tokenizer import END, chat


@dataclass
class Sequence:
    """Token ids and, for each, whether it is trained or scored."""

    ids: list
    marks: list

    def cut(self, length):
        return Sequence(self.ids[:length], self.marks[:length])


def encode(tokenizer, pieces):
    """One sequence from (text, marked) pieces.

    Pieces are cut only where byte-level pre-tokenisation cuts as well, so joint encoding gives the same ids.
    """
    ids, marks = [], []
    for text, marked in pieces:
        part = tokenizer.encode(text, add_special_tokens=False).ids
        ids += part
        marks += [marked] * len(part)
    return Sequence(ids, marks)


def chat_pieces(messages):
    for item in messages:
        yield f"<|{item['role']}|>\n", False
        # The newline after the end marker counts too: a trainer that slices template text scores it.
        yield f"{item['content']}{END}\n", item["role"] == "assistant"


def transcript_pieces(messages):
    last = len(messages) - 1
    for index, item in enumerate(messages):
        if item["role"] == "assistant":
            yield "\n\nAssistant:", False
            yield " " + item["content"] + (END if index == last else ""), True
        else:
            yield data.transcript([item]), False


def bare_pieces(messages):
    yield messages[0]["content"] + "\n\n", False
    yield messages[1]["content"] + END, True


def pair_sequences(tokenizer, pair, plain):
    """(chosen, rejected) with marks on the completion, end marker included."""
    found = []
    for answer in (pair.chosen, pair.rejected):
        if plain:
            prompt, completion = data.transcript(pair.prompt) + "\n\nAssistant:", f" {answer.strip()}{END}"
        else:
            prompt, completion = chat(pair.prompt, add_generation_prompt=True), f"{answer.strip()}{END}\n"
        found.append(encode(tokenizer, [(prompt, False), (completion, True)]))
    return found


def padded(sequences, pad_id):
    """ids and marks as tensors, padded on the right."""
    length = max(len(sequence.ids) for sequence in sequences)
    ids = torch.full((len(sequences), length), pad_id, dtype=torch.long)
    marks = torch.zeros((len(sequences), length), dtype=torch.bool)
    for index, sequence in enumerate(sequences):
        ids[index, :len(sequence.ids)] = torch.tensor(sequence.ids)
        marks[index, :len(sequence.ids)] = torch.tensor(sequence.marks)
    return ids, marks


def groups_by_length(items, lengths, budget):
    """Lists of items of similar length whose padded size stays within `budget` tokens."""
    groups, current = [], []
    for index in sorted(range(len(items)), key=lambda place: lengths[place]):
        if current and (len(current) + 1) * lengths[index] > budget:
            groups.append(current)
            current = []
        current.append(items[index])
    return groups + [current] if current else groups


def epoch_order(count, seed, epoch):
    order = list(range(count))
    random.Random(f"{seed}-{epoch}").shuffle(order)
    return order
