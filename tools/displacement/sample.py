"""The pairs of the study: held-out rows of tools/train/heldout.json, whole (never cut), up to 192 tokens a side."""

import json
import random
from dataclasses import dataclass

from common import ROOT

import batching
import data

LONGEST = 192
PERSONA_PAIRS_PER_FILE = 20
GROUPS = {"hh-rlhf": "harmless", "rasbt": "instructions", "anthropic-evals": "persona"}


@dataclass
class StudyPair:
    """`chosen` and `rejected` are token ids with marks on what is trained. `number` tells pairs of one row apart."""

    source: str
    row: int
    number: int
    group: str
    key: str
    pair: data.Pair
    chosen: batching.Sequence
    rejected: batching.Sequence

    @property
    def name(self):
        return f"{self.source}:{self.row}:{self.number}"


def group_of(source):
    return GROUPS.get(source.split("/")[0], "other")


def held_out_pairs(folder):
    """The pairs of the rows in heldout.json, in the order of the sources."""
    rows = json.loads((ROOT / "tools/train/heldout.json").read_text(encoding="utf-8"))
    wanted = {(source, row) for source, listed in rows.items() for row in listed}
    return [pair for pair in data.preference_pairs(folder) if (pair.source, pair.row) in wanted]


def study_pairs(folder, tokenizer):
    """Every held-out pair that is short enough, of the many persona statements a seeded share."""
    found, counts = [], {}
    for pair in held_out_pairs(folder):
        number = counts[pair.source, pair.row] = counts.get((pair.source, pair.row), -1) + 1
        chosen, rejected = batching.pair_sequences(tokenizer, pair, pair.plain)
        if max(len(chosen.ids), len(rejected.ids)) <= LONGEST:
            found.append(StudyPair(pair.source, pair.row, number, group_of(pair.source), pair.key, pair, chosen, rejected))
    return [pair for source in dict.fromkeys(pair.source for pair in found) for pair in share_of(source, found)]


def share_of(source, pairs):
    listed = [pair for pair in pairs if pair.source == source]
    if group_of(source) != "persona":
        return listed
    return random.Random(source).sample(listed, min(PERSONA_PAIRS_PER_FILE, len(listed)))
