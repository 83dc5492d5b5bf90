"""The same random texts as test/unit/tokenizer/randomTexts.ts: a seeded generator (mulberry32) over a list of atoms."""

import json
from pathlib import Path

ATOMS = json.loads((Path(__file__).resolve().parents[2] / "test/fixtures/parity/tokenizers/atoms.json").read_text(encoding="utf-8"))
MASK = 0xFFFFFFFF


def generator(seed):
    state = seed & MASK

    def draw(limit):
        nonlocal state
        state = (state + 0x6D2B79F5) & MASK
        mixed = ((state ^ (state >> 15)) * (1 | state)) & MASK
        mixed = (mixed + (((mixed ^ (mixed >> 7)) * (61 | mixed)) & MASK) & MASK) ^ mixed
        return (mixed ^ (mixed >> 14)) % limit

    return draw


def random_texts(seed, count):
    draw = generator(seed)
    texts = []
    for _ in range(count):
        parts = []
        for _ in range(draw(13)):
            # One in eight is any character of the basic plane or beyond that is no surrogate.
            if draw(8) == 0:
                code = draw(0x3000) if draw(4) else draw(0x20000)
                parts.append("\ufffd" if 0xD800 <= code <= 0xDFFF else chr(code))
            else:
                parts.append(ATOMS[draw(len(ATOMS))])
        texts.append("".join(parts))
    return texts
