"""The files that the *_ids.py scripts read and write."""

import hashlib
import json
from pathlib import Path

from tokenizers import Tokenizer
from transformers import PreTrainedTokenizerFast

ROOT = Path(__file__).resolve().parents[2]
PAIRS = ROOT / "test/fixtures/parity"
OUT = PAIRS / "conventions"


def read_lines(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def read_rows():
    """The rows of all parity tests, in order: those of pairs.jsonl, then one for each documented dataset format."""
    pairs = [(pair.pop("id"), pair) for pair in read_lines(PAIRS / "pairs.jsonl")]
    return pairs + [(entry["id"], entry["row"]) for entry in read_lines(OUT / "formats.jsonl")]


def is_conversational(row):
    return isinstance(row["chosen"], list)


def read_tokenizers():
    """The tokenizers that tokenizers.json lists, as (name, tokenizer); one whose folder is not there stops the script."""
    specification = json.loads((OUT / "tokenizers.json").read_text(encoding="utf-8"))
    return [(name, load_tokenizer(entry)) for name, entry in specification.items()]


def load_tokenizer(entry):
    folder = ROOT / entry["folder"]
    if "template" not in entry:
        config = json.loads((folder / "tokenizer_config.json").read_text(encoding="utf-8"))
        entry = {**entry, **{key: config.get(key) for key in ("eos_token", "bos_token")}, "template": {"text": config["chat_template"]}}
    names = {key: entry[key] for key in ("eos_token", "bos_token") if entry[key] is not None}
    tokenizer = PreTrainedTokenizerFast(tokenizer_object=readable(folder / "tokenizer.json"), pad_token=entry["eos_token"], **names)
    tokenizer.chat_template = template_text(entry["template"])
    return tokenizer


def readable(path):
    """The Llama-2 file has three merges of spaces that the library does not parse; no text, its spaces replaced, meets them."""
    definition = json.loads(path.read_text(encoding="utf-8"))
    merges = definition["model"]["merges"]
    definition["model"]["merges"] = [merge for merge in merges if not isinstance(merge, str) or merge.count(" ") == 1]
    return Tokenizer.from_str(json.dumps(definition))


def template_text(template):
    if template is None or "text" in template:
        return template and template["text"]
    return json.loads((ROOT / template["from"]).read_text(encoding="utf-8"))["chat_template"]


def joined(prompt_ids, completion_ids):
    """A sequence and its completion mask."""
    return {"ids": [*prompt_ids, *completion_ids], "mask": [0] * len(prompt_ids) + [1] * len(completion_ids)}


def digest(sides):
    """What the tests compare: ids and completion masks of both sequences, up to the last token that counts."""
    parts = []
    for side in ("chosen", "rejected"):
        ids, mask = sides[side]["ids"], sides[side]["mask"]
        length = max((index + 1 for index, bit in enumerate(mask) if bit), default=len(ids))
        parts.append([[int(id) for id in ids[:length]], [int(bit) for bit in mask[:length]]])
    text = json.dumps(parts, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def write_digests(convention, header, encode):
    """`encode(tokenizer, id, row)` gives both sequences, or None for a row that the package refuses or drops."""
    rows = read_rows()
    tables = {}
    for name, tokenizer in read_tokenizers():
        table = {}
        for id, row in rows:
            sides = None if is_conversational(row) and needs_template(convention) and tokenizer.chat_template is None else encode(tokenizer, id, row)
            table[id] = sides and digest(sides)
        tables[name] = table
        print(f"{convention}, {name}: {sum(value is not None for value in table.values())} of {len(table)} rows encoded")
    text = json.dumps({**header, "tokenizers": tables}, indent=0)
    (OUT / f"{convention}.json").write_text(text + "\n", encoding="utf-8")


def needs_template(convention):
    return convention != "reward-bench"
