"""Token ids of the plain-text pairs as the reference implementation of DPO feeds them to the model.

    python tools/parity/mitchell_ids.py --repository DIR

DIR is a checkout of eric-mitchell/direct-preference-optimization; its own `tokenize_batch_element` is run, with its default
lengths. Pairs that it refuses (an end token in the text) are null in the result.
"""

import argparse
import sys
from pathlib import Path

from id_files import is_conversational, write_digests

MAXIMUM_LENGTH, MAXIMUM_PROMPT_LENGTH = 512, 256  # config/config.yaml
TRANSCRIPT_END = "\n\nAssistant:"  # HH prompts keep their end, all others their start


def encoder(tokenize):
    def encode(tokenizer, _id, row):
        if is_conversational(row) or "prompt" not in row:
            return None
        mode = "keep_end" if row["prompt"].endswith(TRANSCRIPT_END) else "keep_start"
        try:
            batch = tokenize(row["prompt"], row["chosen"], row["rejected"], mode, PlainTokenizer(tokenizer), MAXIMUM_LENGTH, MAXIMUM_PROMPT_LENGTH)
        except AssertionError:
            return None
        return {
            side: {"ids": batch[f"{side}_input_ids"], "mask": [label != -100 for label in batch[f"{side}_labels"]]}
            for side in ("chosen", "rejected")
        }

    return encode


class PlainTokenizer:
    """The repository's own pins make no attention-mask difference; only the result must be a plain dict of lists."""

    def __init__(self, tokenizer):
        self.tokenizer = tokenizer
        self.eos_token_id = tokenizer.eos_token_id

    def __call__(self, text, add_special_tokens):
        encoded = self.tokenizer(text, add_special_tokens=add_special_tokens)
        return {"input_ids": list(encoded["input_ids"]), "attention_mask": list(encoded["attention_mask"])}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repository", type=Path, required=True)
    sys.path.insert(0, str(parser.parse_args().repository))
    from preference_datasets import tokenize_batch_element

    header = {"package": "eric-mitchell/direct-preference-optimization f8b8c0f", "maximumLength": MAXIMUM_LENGTH}
    write_digests("mitchell", header, encoder(tokenize_batch_element))


if __name__ == "__main__":
    main()
