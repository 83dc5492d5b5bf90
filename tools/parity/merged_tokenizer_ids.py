"""Ids of random texts in tokenizers that are saved as vocab.json and merges.txt alone, as transformers reads them.

    python tools/parity/merged_tokenizer_ids.py

Takes vocabulary and merges from ../shared/tokenizers/gpt2, and reads them as each class of transformers with slow files does
(version 4, which converts them in code; requirements-trl-0.20.txt). Writes test/fixtures/parity/tokenizers/merged.json.
"""

import hashlib
import json
import tempfile
from pathlib import Path

import transformers

from random_texts import random_texts
from tokenizer_ids import OUT, ROOT

SEED, COUNT = 99, 2000


def flags(content):
    return {"content": content, "lstrip": False, "normalized": False, "rstrip": False, "single_word": False, "special": True}


CONFIGURATIONS = {
    "gpt2": {"tokenizer_class": "GPT2Tokenizer"},
    "gpt2-begin": {"tokenizer_class": "GPT2Tokenizer", "add_bos_token": True, "add_prefix_space": True},
    "qwen2": {
        "tokenizer_class": "Qwen2Tokenizer", "eos_token": "<|im_end|>", "pad_token": "<|endoftext|>", "bos_token": None, "unk_token": None,
        "added_tokens_decoder": {"50256": flags("<|endoftext|>"), "50257": flags("<|im_start|>"), "50258": flags("<|im_end|>")},
    },
    "roberta": {
        "tokenizer_class": "RobertaTokenizer", "bos_token": "<s>", "eos_token": "</s>", "cls_token": "<s>", "sep_token": "</s>",
        "unk_token": "<|endoftext|>", "pad_token": "<|endoftext|>", "mask_token": "<mask>",
    },
}


def digests(folder, configuration):
    tokenizer = getattr(transformers, configuration["tokenizer_class"] + "Fast").from_pretrained(folder)
    encoded = [tokenizer(text)["input_ids"] for text in random_texts(SEED, COUNT)]
    return "".join(hashlib.sha256(",".join(map(str, ids)).encode()).hexdigest()[:6] for ids in encoded)


def main():
    model = json.loads((ROOT / "../shared/tokenizers/gpt2/tokenizer.json").read_text(encoding="utf-8"))["model"]
    goldens = {}
    for name, configuration in CONFIGURATIONS.items():
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "vocab.json").write_text(json.dumps(model["vocab"]), encoding="utf-8")
            Path(folder, "merges.txt").write_text("\n".join(["#version: 0.2", *model["merges"], ""]), encoding="utf-8")
            Path(folder, "tokenizer_config.json").write_text(json.dumps(configuration), encoding="utf-8")
            goldens[name] = {"config": configuration, "digests": digests(folder, configuration)}
    text = json.dumps({"transformers": transformers.__version__, "seed": SEED, "tokenizers": goldens}, indent=1)
    (OUT / "merged.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
