"""Token ids of the conversations as open-instruct's DPO training feeds them to the model.

    python tools/parity/open_instruct_ids.py --repository DIR

DIR is a checkout of allenai/open-instruct. The functions that its default `transform_fn` names are run, with the sequence
length of its published recipes.
"""

import argparse
import sys
import types
from pathlib import Path

import jinja2

from id_files import is_conversational, write_digests

MAXIMUM_LENGTH = 2048  # scripts/train/tulu3/dpo_8b.sh


def load_module(repository):
    """The module by itself: what it takes from its siblings serves the cluster only."""
    package = types.ModuleType("open_instruct")
    package.__path__ = [str(repository / "open_instruct")]
    launch, utils = types.ModuleType("open_instruct.launch_utils"), types.ModuleType("open_instruct.utils")
    logger = types.ModuleType("open_instruct.logger_utils")
    utils.hf_whoami, utils.max_num_processes = None, None
    import logging

    logger.setup_logger = lambda name: logging.getLogger("quiet")
    logging.getLogger("quiet").setLevel(logging.CRITICAL)
    package.launch_utils, package.logger_utils = launch, logger
    for module in (package, launch, utils, logger):
        sys.modules[module.__name__] = module
    from open_instruct import dataset_transformation

    return dataset_transformation


def encoder(module):
    transforms = [module.TRANSFORM_FNS[name][0] for name in ("preference_tulu_tokenize_and_truncate_v1", "preference_tulu_filter_v1")]

    def encode(tokenizer, _id, row):
        if not is_conversational(row):
            return None
        whole = {side: row.get("prompt", []) + row[side] for side in ("chosen", "rejected")}
        tokenize, keep = transforms
        try:
            encoded = tokenize(whole, tokenizer, MAXIMUM_LENGTH)
        except jinja2.TemplateError:
            return None
        if not keep(encoded, tokenizer):
            return None
        return {
            side: {"ids": encoded[f"{side}_input_ids"].tolist(), "mask": (encoded[f"{side}_labels"] != -100).tolist()}
            for side in ("chosen", "rejected")
        }

    return encode


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repository", type=Path, required=True)
    module = load_module(parser.parse_args().repository)
    header = {"package": "allenai/open-instruct e6c3044", "maximumLength": MAXIMUM_LENGTH}
    write_digests("open-instruct", header, encoder(module))


if __name__ == "__main__":
    main()
