"""Byte-level BPE tokenizer: lossless for any Unicode text, no automatic BOS, a small chat template."""

import json

from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers

PAD, SYSTEM, USER, ASSISTANT, END = SPECIALS = (
    "<|endoftext|>", "<|system|>", "<|user|>", "<|assistant|>", "<|end|>",
)
MAX_LENGTH = 1024

CHAT_TEMPLATE = (
    "{% for message in messages %}"
    "{{ '<|' + message['role'] + '|>\\n' + message['content'] + '<|end|>\\n' }}"
    "{% endfor %}"
    "{% if add_generation_prompt %}{{ '<|assistant|>\\n' }}{% endif %}"
)


def chat(messages, add_generation_prompt=False):
    """What the chat template renders, without the cost of a template engine."""
    text = "".join(f"<|{item['role']}|>\n{item['content']}{END}\n" for item in messages)
    return text + (f"{ASSISTANT}\n" if add_generation_prompt else "")


def train_tokenizer(texts, vocabulary_size):
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=vocabulary_size,
        special_tokens=list(SPECIALS),
        # All 256 bytes from the start, so that no text can ever be unknown.
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator(texts, trainer)
    return tokenizer


def save_tokenizer(tokenizer, folder):
    """The three tokenizer files of the Hugging Face layout."""
    tokenizer.save(str(folder / "tokenizer.json"))
    special = {"eos_token": END, "pad_token": PAD}
    configuration = {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "model_max_length": MAX_LENGTH,
        "clean_up_tokenization_spaces": False,
        "add_bos_token": False,
        "add_eos_token": False,
        "padding_side": "right",
        **special,
        "additional_special_tokens": [SYSTEM, USER, ASSISTANT],
        "added_tokens_decoder": {
            str(tokenizer.token_to_id(token)): {
                "content": token, "lstrip": False, "normalized": False,
                "rstrip": False, "single_word": False, "special": True,
            }
            for token in SPECIALS
        },
        "chat_template": CHAT_TEMPLATE,
    }
    write_json(folder / "tokenizer_config.json", configuration)
    write_json(folder / "special_tokens_map.json", {**special, "additional_special_tokens": [SYSTEM, USER, ASSISTANT]})


def write_json(path, value):
    path.write_text(json.dumps(value, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
