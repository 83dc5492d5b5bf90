"""Text to token ids through the tokenizer.json and the chat template of a model folder."""

import hashlib
import json
from pathlib import Path

from jinja2.sandbox import ImmutableSandboxedEnvironment
from tokenizers import Tokenizer

SPECIAL_NAMES = ("bos_token", "eos_token", "unk_token", "pad_token", "sep_token", "cls_token", "mask_token")


class ModelTokenizer:
    def __init__(self, folder):
        folder = Path(folder)
        self.config = json.loads((folder / "tokenizer_config.json").read_text("utf-8"))
        source = (folder / "tokenizer.json").read_bytes()
        self.sha256 = hashlib.sha256(source).hexdigest()
        description = json.loads(source)
        self.tokenizer = Tokenizer.from_str(json.dumps(keep_full_offsets(description)))
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()
        self.special_texts = special_texts(self.config)
        self.end_text = self.special_texts["eos_token"]
        self.end_id = self.tokenizer.token_to_id(self.end_text)
        self.template = compile_template(read_template(folder, self.config))

    def encode(self, text, add_special_tokens):
        """Ids and character ranges; tokens added by the post-processor carry the range (0, 0)."""
        encoding = self.tokenizer.encode(text, add_special_tokens=add_special_tokens)
        return encoding.ids, encoding.offsets

    def render(self, messages, add_generation_prompt):
        if self.template is None:
            raise ValueError("this tokenizer has no chat template")
        return self.template.render(
            messages=messages,
            tools=None,
            documents=None,
            add_generation_prompt=add_generation_prompt,
            **self.special_texts,
        )


def keep_full_offsets(description):
    """The byte-level post-processor may cut white space off the ranges it reports; the ids stay the same.

    A token of white space would then seem to begin behind itself, on the wrong side of the end of a response.
    """
    if isinstance(description, list):
        return [keep_full_offsets(item) for item in description]
    if not isinstance(description, dict):
        return description
    return {key: False if key == "trim_offsets" else keep_full_offsets(item) for key, item in description.items()}


def special_texts(config):
    values = {name: config.get(name) for name in SPECIAL_NAMES}
    texts = {name: value["content"] if isinstance(value, dict) else value for name, value in values.items()}
    return {name: text for name, text in texts.items() if text is not None}


def read_template(folder, config):
    """A file of its own wins over the entry in the configuration, as in transformers."""
    separate = folder / "chat_template.jinja"
    if separate.exists():
        return separate.read_text("utf-8")
    template = config.get("chat_template")
    if isinstance(template, list):
        return next(entry["template"] for entry in template if entry["name"] == "default")
    return template


def compile_template(source):
    if source is None:
        return None
    environment = ImmutableSandboxedEnvironment(
        trim_blocks=True, lstrip_blocks=True, extensions=["jinja2.ext.loopcontrols"]
    )
    environment.filters["tojson"] = lambda value, **options: json.dumps(value, ensure_ascii=False, **options)
    environment.globals["raise_exception"] = raise_exception
    return environment.from_string(source)


def raise_exception(message):
    raise ValueError(message)
