"""Writes the models of families.py as Hugging Face checkpoints with one tokenizer. Run in the Optimum environment."""

import sys
from pathlib import Path

from tokenizers import Tokenizer, decoders, models, pre_tokenizers
from transformers import PreTrainedTokenizerFast

from families import CONFIGS, VOCABULARY, build

SPECIAL = ["<|endoftext|>", "<|im_start|>", "<|im_end|>", "<|pad|>"]


def byte_tokenizer() -> PreTrainedTokenizerFast:
    """Byte-level BPE without merges: one token a byte, then the special tokens."""
    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    tokenizer = Tokenizer(models.BPE({character: index for index, character in enumerate(alphabet)}, []))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.add_special_tokens(SPECIAL)
    assert tokenizer.get_vocab_size() == VOCABULARY
    return PreTrainedTokenizerFast(tokenizer_object=tokenizer, bos_token=SPECIAL[0], eos_token=SPECIAL[0], pad_token=SPECIAL[3])


def main(out: Path) -> None:
    tokenizer = byte_tokenizer()
    tokenizer.save_pretrained(out / "tokenizer")
    for name in CONFIGS:
        build(name).save_pretrained(out / name)
        tokenizer.save_pretrained(out / name)


main(Path(sys.argv[1]))
