"""Trains the embedded model pair: tokenizer, pretraining, chat tuning (reference), DPO (policy), export.

    python tools/train/train.py --data DIR --out media/models

Every stage leaves a file in the work folder and is skipped when that file is there; a stage that was
killed goes on from its last checkpoint. Ctrl-C ends the running stage early and begins the next one.
"""

import argparse
import os
from pathlib import Path

# Waiting threads must sleep, not spin: spinning starves everybody on a shared machine. Read at import.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
os.environ.setdefault("TOKENIZERS_PARALLELISM", "true")

import torch  # noqa: E402
from tokenizers import Tokenizer  # noqa: E402

import data  # noqa: E402
import evaluate  # noqa: E402
import forms  # noqa: E402
import loop  # noqa: E402
from model import Decoder, Shape, parameter_count, round_to_half  # noqa: E402
from prefer import MAX_TOKENS as PREFER_TOKENS, PAIRS_PER_STEP, prefer  # noqa: E402
from pretrain import pretrain, token_stream  # noqa: E402
from publish import publish  # noqa: E402
from tokenizer import chat, train_tokenizer, write_json  # noqa: E402
from tune import BUDGET as TUNE_TOKENS, tune  # noqa: E402

STAGES = ("tokenizer", "pretrain", "tune", "prefer", "export")


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add = parser.add_argument
    add("--data", type=Path, required=True, help="folder with the layout described in tools/train/README.md")
    add("--out", type=Path, required=True, help="receives policy/ and reference/")
    add("--workdir", type=Path, default=Path(".train"), help="checkpoints and work files")
    add("--until", choices=STAGES, default="export", help="last stage to run")
    add("--threads", type=int, default=2)
    add("--seed", type=int, default=1)
    add("--bfloat16", action=argparse.BooleanOptionalAction, default=True,
        help="bfloat16 matrix products in pretraining and tuning (weights and DPO stay float32)")
    add("--hidden-size", type=int, default=192)
    add("--layers", type=int, default=6)
    add("--heads", type=int, default=6)
    add("--intermediate-size", type=int, default=512)
    add("--pretrain-steps", type=int, default=1600)
    add("--pretrain-minutes", type=float, default=40)
    add("--pretrain-rate", type=float, default=6e-3)
    add("--pretrain-batch-tokens", type=int, default=8192)
    add("--tune-epochs", type=float, default=1)
    add("--tune-minutes", type=float, default=12)
    add("--tune-rate", type=float, default=1e-3)
    add("--prefer-epochs", type=float, default=2)
    add("--prefer-minutes", type=float, default=13)
    add("--prefer-rate", type=float, default=3e-4)
    add("--beta", type=float, default=0.1)
    return parser.parse_args()


def build_shape(options):
    return Shape(hidden_size=options.hidden_size, num_hidden_layers=options.layers,
                 num_attention_heads=options.heads, intermediate_size=options.intermediate_size)


def load_tokenizer(options, texts):
    path = options.workdir / "tokenizer.json"
    if not path.exists():
        train_tokenizer(texts, Shape.vocab_size).save(str(path))
    return Tokenizer.from_file(str(path))


def stage_path(options, name):
    return options.workdir / f"{name}.pt"


def load_stage(options, name):
    model = Decoder(build_shape(options))
    model.load_state_dict(loop.load(stage_path(options, name))["model"])
    return model


def pending(options, name):
    return STAGES.index(name) <= STAGES.index(options.until) and not stage_path(options, name).exists()


def check_texts(pairs):
    """Held-out texts in both forms, for comparing the exported file with PyTorch."""
    held_out = [pair for pair in pairs if pair.held_out][:240:10]
    return [
        (chat(pair.prompt) if index % 2 else data.transcript(pair.prompt)) + pair.chosen
        for index, pair in enumerate(held_out)
    ]


def training_text(options):
    """One line per stage for the model card."""
    lines = []
    units = {
        "pretrain": f"pretraining, {options.pretrain_batch_tokens} tokens a step",
        "tune": f"chat tuning, up to {TUNE_TOKENS} padded tokens a step",
        "prefer": f"DPO, {PAIRS_PER_STEP} pairs a step, texts cut to {PREFER_TOKENS} tokens",
    }
    for name, unit in units.items():
        done = loop.load(stage_path(options, name))
        lines.append(f"- {unit}: {done['step']} steps, {done['minutes']:.0f} minutes on {options.threads} CPU threads")
    return "\n".join(lines) + "\n"


def export_pair(options, pairs, tokenizer):
    """Rounds, measures, then publishes both models, so the figures are those of the shipped weights."""
    reference, policy = (round_to_half(load_stage(options, name)) for name in ("tune", "prefer"))
    figures = evaluate.figures(pairs, tokenizer, policy, reference)
    figures["training"] = training_text(options)
    for role, model in (("reference", reference), ("policy", policy)):
        errors = publish(model, tokenizer, options.out / f"tiny-{role}", check_texts(pairs), role, figures)
        figures[f"{role} errors"] = errors
    write_json(options.workdir / "figures.json", figures)
    for name, row in figures["sources"].items():
        print(name, row["pairs"], "pairs:", ", ".join(f"{key} {value['value']:.3f}" for key, value in row["accuracy"].items()))


def main():
    options = parse_arguments()
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    options.workdir.mkdir(parents=True, exist_ok=True)
    pairs = data.preference_pairs(options.data)
    texts = forms.documents(options.data, pairs, options.seed)
    tokenizer = load_tokenizer(options, texts)
    write_json(Path(__file__).with_name("heldout.json"), data.held_out_rows(pairs))
    model = Decoder(build_shape(options))
    print(f"{parameter_count(model)} parameters, {len(pairs)} pairs, {len(texts)} documents", flush=True)
    if pending(options, "pretrain"):
        pretrain(model, token_stream(tokenizer, texts), options, options.workdir)
    if pending(options, "tune"):
        tune(load_stage(options, "pretrain"), options.data, pairs, tokenizer, options, options.workdir)
    if pending(options, "prefer"):
        prefer(load_stage(options, "tune"), pairs, tokenizer, options, options.workdir)
    if options.until == "export":
        export_pair(options, pairs, tokenizer)


if __name__ == "__main__":
    main()
