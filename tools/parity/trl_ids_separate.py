"""Token ids of the pairs as TRL 0.12 to 0.28 feeds them to the model; see trl_ids.py for later versions.

    python tools/parity/trl_ids_separate.py --tokenizer media/models/tiny-policy --out test/fixtures/parity

Runs DPOTrainer's own preparation with its default lengths. Truncation happens inside its forward pass there; what it does
to a single sequence (keep the last `max_length` tokens) is repeated here with TRL's own flush functions.
Needs requirements-trl-0.20.txt.
"""

import argparse
from pathlib import Path
from types import SimpleNamespace

import datasets
import torch
import transformers
import trl
from transformers import AutoTokenizer
from trl import DPOConfig, DPOTrainer
from trl.trainer.utils import flush_left, flush_right

from id_files import read_pairs, write_rows


def default(name):
    return DPOConfig.__dataclass_fields__[name].default


def prepared(pairs, tokenizer):
    arguments = SimpleNamespace(
        dataset_num_proc=None, tools=None,
        max_prompt_length=default("max_prompt_length"), max_completion_length=default("max_completion_length"),
    )
    trainer = SimpleNamespace(is_vision_model=False, tokenize_row=DPOTrainer.tokenize_row)
    return DPOTrainer._prepare_dataset(trainer, datasets.Dataset.from_list(pairs), tokenizer, arguments, "pairs")


def sequence(prompt, completion, maximum_length):
    """The end of prompt and completion, as `concatenated_forward` keeps it."""
    ids = torch.tensor([prompt + completion])
    mask = torch.ones_like(ids)
    loss = torch.tensor([[0] * len(prompt) + [1] * len(completion)])
    if maximum_length < ids.size(1):
        mask, ids, loss = flush_right(mask, ids, loss)
        mask, ids, loss = (tensor[:, -maximum_length:] for tensor in (mask, ids, loss))
        mask, ids, loss = flush_left(mask, ids, loss)
    return {"ids": ids[0].tolist(), "promptLength": int((loss[0] == 0).sum())}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tokenizer", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    assert default("truncation_mode") == "keep_end"
    datasets.disable_progress_bars()
    tokenizer = AutoTokenizer.from_pretrained(options.tokenizer)
    maximum_length = default("max_length")
    pairs = read_pairs(options.out)
    rows = []
    for conversational in (False, True):
        same = [pair for pair in pairs if isinstance(pair["prompt"], list) == conversational]
        for example in prepared(same, tokenizer):
            sides = {side: sequence(example["prompt_input_ids"], example[f"{side}_input_ids"], maximum_length)
                     for side in ("chosen", "rejected")}
            rows.append({"id": example["id"], **sides})
    header = {"trl": trl.__version__, "transformers": transformers.__version__, "maximumLength": maximum_length}
    write_rows(options.out / f"trl-{trl.__version__}.json", header, rows)


if __name__ == "__main__":
    main()
