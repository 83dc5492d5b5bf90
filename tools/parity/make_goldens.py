"""Writes the golden files of the parity tests. See README.md for the one command that does it all."""

import argparse
import json
from pathlib import Path

from convention import is_conversational
from decoder import Decoder
from pairs import all_pairs
from reference import score_pair
from tokenization import ModelTokenizer

SIGNIFICANT_DIGITS = 9
SIZE_LIMIT = 3_000_000


def rounded(value):
    if isinstance(value, float):
        return float(f"{value:.{SIGNIFICANT_DIGITS}g}")
    if isinstance(value, dict):
        return {key: rounded(item) for key, item in value.items()}
    return [rounded(item) for item in value] if isinstance(value, (list, tuple)) else value


def compact(value):
    # ASCII only and no NaN: the file then survives every editor and every JSON reader unchanged.
    return json.dumps(value, ensure_ascii=True, allow_nan=False, separators=(",", ":"))


def write_pairs(path, pairs):
    path.write_text("".join(compact(pair) + "\n" for pair in pairs), "utf-8", newline="\n")


def write_goldens(path, header, records):
    """Valid JSON with one pair to a line, so a change of weights or conventions can be read in a diff."""
    start = compact(header)[:-1] + ',"pairs":[\n'
    text = start + ",\n".join(compact(rounded(record)) for record in records) + "\n]}\n"
    if len(text) > SIZE_LIMIT:
        raise ValueError(f"{path} would have {len(text)} bytes")
    path.write_text(text, "utf-8", newline="\n")


def make(path, pairs, policy_folder, reference_folder):
    tokenizer, policy = ModelTokenizer(policy_folder), Decoder(policy_folder)
    reference = Decoder(reference_folder) if reference_folder else None
    header = {
        "convention": "trl",
        "maximumLength": policy.maximum_length,
        "policySha256": policy.sha256(),
        "referenceSha256": reference.sha256() if reference else None,
        "tokenizerSha256": tokenizer.sha256,
    }
    records = [score_pair(tokenizer, policy, reference, pair) for pair in pairs]
    write_goldens(path, header, records)
    scored = sum(record["status"] == "scored" for record in records)
    print(f"{path}: {len(records)} pairs, {scored} scored, {path.stat().st_size} bytes")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stories", type=Path, help="folder of stories260K; left out: stories260K.json stays as it is")
    parser.add_argument("--policy", type=Path, help="folder of the embedded policy; left out: embedded.json stays")
    parser.add_argument("--reference", type=Path, help="folder of the embedded reference")
    parser.add_argument("--out", type=Path, required=True, help="folder for the golden files")
    return parser.parse_args()


def main():
    options = arguments()
    if (options.policy is None) != (options.reference is None):
        raise SystemExit("--policy and --reference go together")
    pairs = all_pairs()
    options.out.mkdir(parents=True, exist_ok=True)
    write_pairs(options.out / "pairs.jsonl", pairs)
    if options.stories:
        standard = [pair for pair in pairs if not is_conversational(pair)]
        make(options.out / "stories260K.json", standard, options.stories, None)
    if options.policy:
        make(options.out / "embedded.json", pairs, options.policy, options.reference)


if __name__ == "__main__":
    main()
