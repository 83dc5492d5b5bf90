"""Ids and offsets of 10,000 random texts for each family of tokenizers, as the Rust library (pip install tokenizers) gives them.

    python tools/parity/tokenizer_ids.py [--train]

Writes test/fixtures/parity/tokenizers/<name>.json: six hexadecimal digits of a digest of the ids of each text, in one string, and
the ids and offsets (UTF-16) of the first texts in full. --train makes the small Unigram and WordPiece tokenizers of
test/unit/tokenizer/fixtures anew, the former with SentencePiece's own rules (nmt_nfkc). Needs requirements-tokenizers.txt.
"""

import argparse
import hashlib
import io
import json
from pathlib import Path

from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers

from random_texts import random_texts

ROOT = Path(__file__).resolve().parents[2]
FIXTURES = ROOT / "test/unit/tokenizer/fixtures"
OUT = ROOT / "test/fixtures/parity/tokenizers"
COUNT, IN_FULL = 10_000, 300
FOLDERS = {
    "gpt2": ROOT / "../shared/tokenizers/gpt2",
    "smollm2": ROOT / "../shared/tokenizers/smollm2",
    "phi-3-mini": ROOT / "../shared/tokenizers/phi-3-mini",
    "unigram": FIXTURES / "unigram",
    "unigram-bytes": FIXTURES / "unigram-bytes",
    "word-piece": FIXTURES / "word-piece",
    "word-piece-cased": FIXTURES / "word-piece-cased",
    "llama2": ROOT / "../shared/tokenizers/llama2",
    "stories260K": ROOT / "../shared/models/stories260K",
}
CORPUS = [
    "The sky is blue. The sky was green, and then the sky is blue again! Don't you think that the world is blue?",
    "hello hello world, hello the other world; there they are: in the end it is the thing.",
    "user assistant system prompt response: what is the answer? the answer is 42, or 1234, or 3.14.",
    "  indented    text\n\nwith\tlines\r\nand it's they're don't we'll. C++ __init__ http://example.com/a?b=c",
    "é è à ñ ü Führer café naïve 日本語 日本 中文 한국어 नमस्ते ไทย العربية שלום 🦙🦙 ΟΔΟΣ οδος Straße",
] * 20


def charsmap(lines):
    """The compiled rules "nmt_nfkc" as a SentencePiece model carries them."""
    import sentencepiece
    from sentencepiece import sentencepiece_model_pb2

    written = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(lines), model_writer=written, vocab_size=200, hard_vocab_limit=False, minloglevel=2
    )
    model = sentencepiece_model_pb2.ModelProto.FromString(written.getvalue())
    return model.normalizer_spec.precompiled_charsmap


def unigram(rules):
    """As T5 and XLM-R are converted: compiled rules, runs of spaces made one, white space taken away, marks put in front."""
    tokenizer = Tokenizer(models.Unigram())
    tokenizer.normalizer = normalizers.Sequence([normalizers.Precompiled(rules), normalizers.Replace(Regex(" {2,}"), " ")])
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace(prepend_scheme="always")])
    tokenizer.decoder = decoders.Metaspace()
    special = ["<s>", "<pad>", "</s>", "<unk>"]
    tokenizer.train_from_iterator(CORPUS, trainers.UnigramTrainer(vocab_size=400, special_tokens=special, unk_token="<unk>", show_progress=False))
    tokenizer.post_processor = processors.TemplateProcessing(single="<s> $A </s>", special_tokens=[("<s>", 0), ("</s>", 2)])
    return tokenizer


def unigram_bytes():
    """As SentencePiece Unigram models with byte fallback are converted: spaces kept, a mark in front of the text alone."""
    tokenizer = Tokenizer(models.Unigram())
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="first", split=False)
    tokenizer.train_from_iterator(CORPUS, trainers.UnigramTrainer(vocab_size=300, special_tokens=["<unk>", "<s>", "</s>"], unk_token="<unk>", show_progress=False))
    definition = json.loads(tokenizer.to_str())
    model = definition["model"]
    model["vocab"] += [[f"<0x{byte:02X}>", -20.0] for byte in range(256)]
    model["byte_fallback"] = True
    definition["normalizer"] = {"type": "Sequence", "normalizers": [{"type": "Strip", "strip_left": False, "strip_right": True}, {"type": "NFKC"}]}
    return Tokenizer.from_str(json.dumps(definition))


def word_piece(**options):
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]", max_input_chars_per_word=100))
    tokenizer.normalizer = normalizers.BertNormalizer(**options)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.decoder = decoders.WordPiece()
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    tokenizer.train_from_iterator(CORPUS, trainers.WordPieceTrainer(vocab_size=400, special_tokens=special, show_progress=False))
    tokenizer.post_processor = processors.TemplateProcessing(single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)])
    return tokenizer


def train():
    made = {
        "unigram": unigram(charsmap(CORPUS)),
        "unigram-bytes": unigram_bytes(),
        "word-piece": word_piece(lowercase=True),
        "word-piece-cased": word_piece(lowercase=False, strip_accents=False, handle_chinese_chars=False),
    }
    for name, tokenizer in made.items():
        folder = FIXTURES / name
        folder.mkdir(exist_ok=True)
        (folder / "tokenizer.json").write_text(json.dumps(json.loads(tokenizer.to_str()), ensure_ascii=False), encoding="utf-8")


def utf16(text):
    """UTF-16 offset of each character, and of the end."""
    at, offsets = 0, []
    for character in text:
        offsets.append(at)
        at += 2 if ord(character) > 0xFFFF else 1
    return [*offsets, at]


def is_followed(tokenizer, text):
    """False where compiled rules lengthen or shorten the text: the library's offsets are then off by as much."""
    definition = json.loads(tokenizer.to_str())["normalizer"] or {}
    steps = definition.get("normalizers", [definition])
    rules = [step for step in steps if step.get("type") == "Precompiled"]
    if not rules:
        return True
    normalizer = Tokenizer.from_str(json.dumps({"model": {"type": "BPE", "vocab": {}, "merges": []}, "normalizer": rules[0]})).normalizer
    return all(len(normalizer.normalize_str(piece)) == len(piece) for piece in [text, *text])


def opened(folder):
    """Without merges of pieces that hold a space: the library refuses a file with such, and where spaces become marks no text comes to them."""
    definition = json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))
    model = definition["model"]
    if "merges" in model:
        model["merges"] = [merge for merge in model["merges"] if not isinstance(merge, str) or merge.count(" ") == 1]
    return Tokenizer.from_str(json.dumps(definition))


def golden(folder, seed):
    tokenizer = opened(folder)
    digests, full = [], []
    for index, text in enumerate(random_texts(seed, COUNT)):
        encoding = tokenizer.encode(text)
        digests.append(hashlib.sha256(",".join(map(str, encoding.ids)).encode()).hexdigest()[:6])
        if index < IN_FULL:
            units = utf16(text)
            offsets = [units[at] for span in encoding.offsets for at in span]
            full.append([encoding.ids, offsets if is_followed(tokenizer, text) else None])
    rows = ",\n".join(json.dumps(row, separators=(",", ":")) for row in full)
    return f'{{"seed":{seed},"digests":"{"".join(digests)}","full":[\n{rows}\n]}}\n'


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--train", action="store_true")
    if parser.parse_args().train:
        train()
    for seed, (name, folder) in enumerate(FOLDERS.items(), start=1):
        text = golden(folder, seed)
        (OUT / f"{name}.json").write_text(text, encoding="utf-8")
        print(name, len(text))


if __name__ == "__main__":
    main()
