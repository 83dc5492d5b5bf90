"""Token ids of the plain-text pairs as the reference implementation of DPO feeds them to the model.

    python tools/parity/mitchell_ids.py --repository DIR --tokenizer media/models/tiny-policy --out test/fixtures/parity

DIR is a checkout of eric-mitchell/direct-preference-optimization; its own `tokenize_batch_element` is run, with its default
lengths. Pairs that it refuses (an end token in the text) are missing from the result.
"""

import argparse
import sys
from pathlib import Path

from transformers import AutoTokenizer

from id_files import read_pairs, write_rows

MAXIMUM_LENGTH, MAXIMUM_PROMPT_LENGTH = 512, 256  # config/config.yaml
TRANSCRIPT_END = "\n\nAssistant:"  # HH prompts keep their end, all others their start


def encode(tokenize, tokenizer, pair):
    mode = "keep_end" if pair["prompt"].endswith(TRANSCRIPT_END) else "keep_start"
    batch = tokenize(pair["prompt"], pair["chosen"], pair["rejected"], mode, tokenizer, MAXIMUM_LENGTH, MAXIMUM_PROMPT_LENGTH)
    sides = {
        side: {"ids": batch[f"{side}_input_ids"], "promptLength": batch[f"{side}_labels"].count(-100)}
        for side in ("chosen", "rejected")
    }
    return {"id": pair["id"], **sides}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repository", type=Path, required=True)
    parser.add_argument("--tokenizer", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    sys.path.insert(0, str(options.repository))
    from preference_datasets import tokenize_batch_element

    tokenizer = AutoTokenizer.from_pretrained(options.tokenizer)
    pairs = read_pairs(options.out)
    rows = []
    for pair in pairs:
        if isinstance(pair["prompt"], list):
            continue
        try:
            rows.append(encode(tokenize_batch_element, tokenizer, pair))
        except AssertionError:
            pass
    write_rows(options.out / "mitchell.json", {"commit": "f8b8c0f", "maximumLength": MAXIMUM_LENGTH}, rows)


if __name__ == "__main__":
    main()
