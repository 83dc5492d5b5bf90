"""Token ids of the pairs as the real TRL package feeds them to the model.

    python tools/parity/trl_ids.py --tokenizer media/models/tiny-policy --out test/fixtures/parity

Runs DPOTrainer's own preparation and collator (no model is loaded), and writes what they make of pairs.jsonl into
trl-<version>.json. Needs requirements-trl.txt.
"""

import argparse
from pathlib import Path
from types import SimpleNamespace

import datasets
import transformers
import trl
from transformers import AutoTokenizer
from trl import DPOConfig, DPOTrainer
from trl.trainer.dpo_trainer import DataCollatorForPreference

from id_files import read_pairs, write_rows


def prepared(pairs, tokenizer, maximum_length):
    """Each pair's prompt_ids, chosen_ids and rejected_ids; pairs that the trainer drops are missing."""
    arguments = SimpleNamespace(dataset_num_proc=None, max_length=maximum_length, truncation_mode="keep_start")
    trainer = SimpleNamespace(_tokenizer=tokenizer, _is_vision_dataset=False)
    dataset = datasets.Dataset.from_list(pairs)
    return DPOTrainer._prepare_dataset(trainer, dataset, tokenizer, arguments, "pairs")


def batch_row(example, collator):
    """What the model gets of one pair: both sequences and where their completions lie."""
    batch = collator([example])
    sides = {}
    for index, side in enumerate(("chosen", "rejected")):
        kept = batch["attention_mask"][index].bool()
        ids = batch["input_ids"][index][kept].tolist()
        completion = int(batch["completion_mask"][index][kept].sum())
        sides[side] = {"ids": ids, "promptLength": len(ids) - completion}
    return {"id": example["id"], **sides}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tokenizer", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    datasets.disable_progress_bars()
    tokenizer = AutoTokenizer.from_pretrained(options.tokenizer)
    maximum_length = DPOConfig.__dataclass_fields__["max_length"].default
    collator = DataCollatorForPreference(pad_token_id=tokenizer.pad_token_id, max_length=maximum_length)
    rows = []
    pairs = read_pairs(options.out)
    for conversational in (False, True):
        same = [pair for pair in pairs if isinstance(pair["prompt"], list) == conversational]
        rows += [batch_row(example, collator) for example in prepared(same, tokenizer, maximum_length)]
    header = {"trl": trl.__version__, "transformers": transformers.__version__, "maximumLength": maximum_length}
    write_rows(options.out / f"trl-{trl.__version__}.json", header, rows)


if __name__ == "__main__":
    main()
