"""Digests of the token ids that the training's own tokenizer gives 10,000 lines of real text.

    python tools/parity/training_ids.py --data DIR [--model media/models/tiny-policy]

DIR has the layout described in tools/train/README.md. Lines are taken at even distances from the text and JSON-lines files named below, as they
are in the file (of JSON, the raw line: quotes, escapes and markup are good tests). Writes test/fixtures/parity/tokenizers/training.json: the
files with their SHA-256, the SHA-256 of the tokenizer, and eight hexadecimal digits of a digest of the ids of each line, in one string.
"""

import argparse
import gzip
import hashlib
import json
from pathlib import Path

from tokenizers import Tokenizer

ROOT = Path(__file__).resolve().parents[2]
OUT = ROOT / "test/fixtures/parity/tokenizers/training.json"
DIGITS, LONGEST = 8, 400
FILES = {
    "training/tinyshakespeare.txt.gz": 2000,
    "training/topical-chat-dialogues.jsonl.gz": 2000,
    "training/gsm8k-train.jsonl.gz": 2000,
    "preferences/hh-rlhf/harmless-base-test.first1500.jsonl.gz": 1500,
    "preferences/anthropic-evals/openness.jsonl": 700,
    "preferences/anthropic-evals/narcissism.jsonl": 700,
    "preferences/open-assistant/en_100_tree.jsonl.gz": 100,
    "preferences/rasbt/instruction-data-with-preference.first800.json": 1000,
}


def read_lines(path):
    """Without those that hold nothing but brackets."""
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return [line for line in data.decode("utf-8").split("\n") if line.strip(" {},[]\r")]


def picked(lines, count):
    """`count` lines at even distances, the same arithmetic in the test; long ones are cut by UTF-16 units."""
    for index in range(count):
        line = lines[index * len(lines) // count]
        yield line.encode("utf-16-le")[:2 * LONGEST].decode("utf-16-le", "replace").removesuffix("\ufffd")


def digest(ids):
    return hashlib.sha256(",".join(map(str, ids)).encode()).hexdigest()[:DIGITS]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--model", type=Path, default=ROOT / "media/models/tiny-policy")
    options = parser.parse_args()
    tokenizer = Tokenizer.from_file(str(options.model / "tokenizer.json"))
    files, digests = [], []
    for name, count in FILES.items():
        path = options.data / name
        files.append({"file": name, "lines": count, "sha256": hashlib.sha256(path.read_bytes()).hexdigest()})
        digests += [digest(tokenizer.encode(line, add_special_tokens=False).ids) for line in picked(read_lines(path), count)]
    text = {"longest": LONGEST, "digits": DIGITS, "lines": len(digests), "files": files,
            "tokenizerSha256": hashlib.sha256((options.model / "tokenizer.json").read_bytes()).hexdigest(), "digests": "".join(digests)}
    OUT.write_text(json.dumps(text, indent=1) + "\n", encoding="utf-8")
    print(len(digests), "lines")


if __name__ == "__main__":
    main()
