"""Token ids of the pairs as the real TRL package, 0.29 or later, feeds them to the model.

    python tools/parity/trl_ids.py

Runs DPOTrainer's own preparation and collator (no model is loaded). Writes conventions/trl.json, or trl-1.14.json with a version
before 1.15. Needs requirements-trl.txt.
"""

from types import SimpleNamespace

import datasets
import transformers
import trl
from trl import DPOConfig, DPOTrainer
from trl.trainer.dpo_trainer import DataCollatorForPreference

from id_files import write_digests

MAXIMUM_LENGTH = DPOConfig.__dataclass_fields__["max_length"].default


def encode(tokenizer, _id, row):
    arguments = SimpleNamespace(dataset_num_proc=None, max_length=MAXIMUM_LENGTH, truncation_mode="keep_start")
    trainer = SimpleNamespace(_tokenizer=tokenizer, _is_vision_dataset=False)
    # One dataset for each row: whether there is a prompt column, and whether it is a conversation, is read off the first.
    dataset = datasets.Dataset.from_list([row])
    prepared = list(DPOTrainer._prepare_dataset(trainer, dataset, tokenizer, arguments, "pairs"))
    if not prepared:
        return None
    batch = DataCollatorForPreference(pad_token_id=tokenizer.pad_token_id, max_length=MAXIMUM_LENGTH)(prepared)
    sides = {}
    for index, side in enumerate(("chosen", "rejected")):
        kept = batch["attention_mask"][index].bool()
        sides[side] = {"ids": batch["input_ids"][index][kept].tolist(), "mask": batch["completion_mask"][index][kept].tolist()}
    return sides


def main():
    datasets.disable_progress_bars()
    newer = tuple(int(part) for part in trl.__version__.split(".")[:2]) >= (1, 15)
    header = {"package": f"trl {trl.__version__}", "transformers": transformers.__version__, "maximumLength": MAXIMUM_LENGTH}
    write_digests("trl" if newer else "trl-1.14", header, encode)


if __name__ == "__main__":
    main()
