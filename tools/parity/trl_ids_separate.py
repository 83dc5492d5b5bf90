"""Token ids of the pairs as TRL 0.12 to 0.28 feeds them to the model; see trl_ids.py for later versions.

    python tools/parity/trl_ids_separate.py

Runs DPOTrainer's own preparation with its default lengths. Truncation happens inside its forward pass there; what it does
to a single sequence (keep the last `max_length` tokens) is repeated here with TRL's own flush functions.
Needs requirements-trl-0.20.txt.
"""

from types import SimpleNamespace

import datasets
import torch
import transformers
import trl
from trl import DPOConfig, DPOTrainer
from trl.trainer.utils import flush_left, flush_right

from id_files import write_digests


def default(name):
    return DPOConfig.__dataclass_fields__[name].default


MAXIMUM_LENGTH = default("max_length")


def encode(tokenizer, _id, row):
    arguments = SimpleNamespace(
        dataset_num_proc=None, tools=None,
        max_prompt_length=default("max_prompt_length"), max_completion_length=default("max_completion_length"),
    )
    trainer = SimpleNamespace(is_vision_model=False, tokenize_row=DPOTrainer.tokenize_row)
    dataset = datasets.Dataset.from_list([row])
    example = DPOTrainer._prepare_dataset(trainer, dataset, tokenizer, arguments, "pairs")[0]
    return {side: sequence(example["prompt_input_ids"], example[f"{side}_input_ids"]) for side in ("chosen", "rejected")}


def sequence(prompt, completion):
    """The end of prompt and completion, as `concatenated_forward` keeps it."""
    ids = torch.tensor([prompt + completion])
    mask = torch.ones_like(ids)
    loss = torch.tensor([[0] * len(prompt) + [1] * len(completion)])
    if MAXIMUM_LENGTH < ids.size(1):
        mask, ids, loss = flush_right(mask, ids, loss)
        mask, ids, loss = (tensor[:, -MAXIMUM_LENGTH:] for tensor in (mask, ids, loss))
        mask, ids, loss = flush_left(mask, ids, loss)
    return {"ids": ids[0].tolist(), "mask": loss[0].tolist()}


def main():
    assert default("truncation_mode") == "keep_end"
    datasets.disable_progress_bars()
    header = {"package": f"trl {trl.__version__}", "transformers": transformers.__version__, "maximumLength": MAXIMUM_LENGTH}
    write_digests("trl-0.20", header, encode)


if __name__ == "__main__":
    main()
