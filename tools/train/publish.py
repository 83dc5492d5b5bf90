"""Writes a finished model folder: files are made in a temporary folder, then moved over the old ones."""

import os
import shutil
import tempfile

import onnx

import card
from export import build_onnx, configuration
from tokenizer import END, PAD, save_tokenizer, write_json
from verify import verify


def publish(model, tokenizer, folder, texts, role, figures):
    """Exports, verifies and puts in place; returns the verification errors."""
    folder.mkdir(parents=True, exist_ok=True)
    temporary = type(folder)(tempfile.mkdtemp(prefix=".writing-", dir=folder.parent))
    try:
        save_tokenizer(tokenizer, temporary)
        end_id, pad_id = tokenizer.token_to_id(END), tokenizer.token_to_id(PAD)
        write_json(temporary / "config.json", configuration(model.shape, end_id, pad_id))
        onnx.save(build_onnx(model), str(temporary / "model.onnx"))
        errors = verify(temporary, model, texts)
        text = card.model_card(role, model, figures, errors)
        (temporary / "README.md").write_text(text, encoding="utf-8")
        for path in sorted(temporary.iterdir()):
            os.replace(path, folder / path.name)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
    return errors
