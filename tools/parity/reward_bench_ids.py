"""Token ids of the pairs as RewardBench's DPO inference feeds them to the model.

    python tools/parity/reward_bench_ids.py --repository DIR

DIR is a checkout of allenai/reward-bench. Its own `prepare_dialogue_from_tokenizer` (or `prepare_dialogue` with FastChat's
template "tulu" where a tokenizer has no chat template, as scripts/run_dpo.py does) and `DPOInference.tokenize_row` are run.
Conversations are handed over as its documentation wants them, with the prompt's turns in both lists.
"""

import argparse
import sys
import types
from pathlib import Path
from types import SimpleNamespace

from id_files import is_conversational, write_digests


def load_package(repository):
    """The modules by themselves: the package's __init__ wants a GPU stack and network clients."""
    package = types.ModuleType("rewardbench")
    package.__path__ = [str(repository / "rewardbench")]
    models = types.ModuleType("rewardbench.models")
    models.REWARD_MODEL_CONFIG = {}
    sys.modules.update({"rewardbench": package, "rewardbench.models": models})
    from rewardbench.dpo import DPOInference
    from rewardbench.utils import check_tokenizer_chat_template, prepare_dialogue, prepare_dialogue_from_tokenizer

    def prepare(example, tokenizer):
        if check_tokenizer_chat_template(tokenizer):
            return prepare_dialogue_from_tokenizer(example, tokenizer)
        from fastchat.conversation import get_conv_template

        return prepare_dialogue(example, get_conv_template("tulu"))

    return DPOInference, prepare


def example_of(row):
    """`process_preference_data` of load_and_process_dataset, which is defined inside that function."""
    if not is_conversational(row):
        return dict(row)
    chosen, rejected = (row.get("prompt", []) + row[side] for side in ("chosen", "rejected"))
    return {"prompt": chosen[:-1], "chosen": chosen[-1]["content"], "rejected": rejected[-1]["content"]}


def inference(DPOInference, tokenizer):
    # As rewardbench.py and run_dpo.py set the tokenizer up.
    tokenizer.pad_token = tokenizer.eos_token
    if tokenizer.bos_token is None:
        tokenizer = BeginsWithEnd(tokenizer)
    model = SimpleNamespace(config=SimpleNamespace(is_encoder_decoder=False), eval=lambda: SimpleNamespace(requires_grad_=lambda _: None))
    return DPOInference(model, model, tokenizer=tokenizer, accelerator=None)


class BeginsWithEnd:
    """`tokenizer.bos_token_id = tokenizer.eos_token_id`, on the instance alone: the tokenizer serves other rows too."""

    def __init__(self, tokenizer):
        self.tokenizer = tokenizer
        self.bos_token_id = self.pad_token_id = self.eos_token_id = tokenizer.eos_token_id

    def __call__(self, *arguments, **options):
        return self.tokenizer(*arguments, **options)


def encoder(DPOInference, prepare):
    def encode(tokenizer, _id, row):
        if "prompt" not in row and not is_conversational(row):
            return None
        try:
            example = prepare(example_of(row), tokenizer)
            batch = inference(DPOInference, tokenizer).tokenize_row(example)
        except (AssertionError, ValueError, IndexError):
            return None
        return {
            side: {"ids": batch[f"{side}_input_ids"], "mask": [label != -100 for label in batch[f"{side}_labels"]]}
            for side in ("chosen", "rejected")
        }

    return encode


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repository", type=Path, required=True)
    package = load_package(parser.parse_args().repository)
    header = {"package": "allenai/reward-bench 05a9005", "maximumLength": 2048}
    write_digests("reward-bench", header, encoder(*package))


if __name__ == "__main__":
    main()
