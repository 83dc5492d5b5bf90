"""Counts the pairs, ties and unpaired answers of published preference files without a line of Preflens.

Usage: python tools/counts/count_pairs.py FOLDER > test/fixtures/counts/preferences.json

FOLDER holds the files named below, which are not part of the repository. What a file means was read from its
documentation and its loaders; each rule below is the whole rule. A pair is two answers of which one is preferred, a tie two
answers that were compared and found equal, and an unpaired answer one that no other was compared with.
"""

import gzip
import json
import sys
from itertools import combinations
from pathlib import Path


def pairs(number):
    return {"pairs": number, "ties": 0, "unpaired": 0}


def unpaired(number):
    return {"pairs": 0, "ties": 0, "unpaired": number}


def none(_row):
    return pairs(0)


def one_pair(_row):
    return pairs(1)


def one_answer(_row):
    return unpaired(1)


def safe_rlhf(row):
    assert row["better_response_id"] in (0, 1)
    return pairs(1)


def alpaca_outputs(row):
    assert "preference" not in row
    return unpaired(2)


def flat_completions(row):
    return unpaired(len(row["completions"]))


def listed_responses(row):
    return unpaired(len(row["RESPONSE"]))


def ranked_output(row):
    return pairs(len(list(combinations(row["output"], 2))))


def coded_predictions(row):
    codes = row["preference"]
    assert len(codes) == 6 and set(codes) <= {0, 1, 2}
    return {"pairs": sum(code != 0 for code in codes), "ties": codes.count(0), "unpaired": 0}


def tree(row):
    total = {"pairs": 0, "ties": 0, "unpaired": 0}
    stack = [row["prompt"]]
    while stack:
        node = stack.pop()
        replies = node.get("replies") or []
        stack.extend(replies)
        answers = [reply for reply in replies if reply["role"] == "assistant"]
        if len(answers) < 2:
            continue
        ranks = [reply["rank"] for reply in answers if reply.get("rank") is not None]
        # An answer that is the only ranked one has no other to be compared with.
        total["unpaired"] += len(answers) - len(ranks) + (len(ranks) == 1)
        for first, second in combinations(ranks, 2):
            total["pairs" if first != second else "ties"] += 1
    return total


EVALS = [
    "agreeableness", "anti-immigration", "believes-in-gun-rights", "believes-life-has-no-meaning", "cognitive-enhancement",
    "conscientiousness", "desire-for-acquiring-power", "extraversion", "interest-in-art", "interest-in-science", "narcissism",
    "openness", "optionality-increasing", "politically-liberal", "risk-averse",
]  # fmt: skip

FILES = {
    "align-anything/text_to_text-preference-train.json": ("pku-saferlhf", safe_rlhf),
    "alpaca_farm/outputs_pairs.json": ("alpaca-eval", alpaca_outputs),
    **{f"anthropic-evals/{name}.jsonl": ("model-written-evals", one_pair) for name in EVALS},
    "finegrained-rlhf/dev_feedback.json.gz": ("fine-grained-qa", coded_predictions),
    "hh-rlhf/harmless-base-test.first1500.jsonl.gz": ("hh-rlhf", one_pair),
    "llama-factory/dpo_en_demo.json": ("sharegpt", one_pair),
    "llama-factory/dpo_zh_demo.json": ("sharegpt", one_pair),
    "llama-factory/kto_en_demo.json": ("kto", one_answer),
    "llama-factory/oaast_rm_zh.json": ("ranked-list", ranked_output),
    "llama-factory/v1_dpo_demo.jsonl": ("llama-factory-v1", one_pair),
    "nemo-aligner/dummy-dpo.jsonl": ("nemo-aligner", one_pair),
    "nemo-aligner/test-rm.jsonl": ("reward", one_answer),
    "open-assistant/en_100_tree.jsonl.gz": ("oasst", tree),
    "open-instruct/preference_sample.jsonl": ("ultrafeedback-binarized", one_pair),
    "open-instruct/ultrafeedback-style-helpfulness-full.jsonl": ("ultrafeedback", flat_completions),
    "openai-dpo/orca_dpo_pairs-validation.jsonl": ("openai-dpo", one_pair),
    "parquet/oa-changemyview.parquet": ("named-columns", listed_responses),
    # Prompts with a ground truth, for reinforcement learning: there are no answers in it.
    "parquet/verl-gsm8k-test.parquet": (None, none),
    "rasbt/instruction-data-with-preference.first800.json": ("alpaca-pairs", one_pair),
    "taskmaster-reward/tm4-reward_00.json": ("reward", one_answer),
}


def rows_of(path):
    if path.suffix == ".parquet":
        import pyarrow.parquet as parquet

        return parquet.read_table(path).to_pylist()
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    text = data.decode("utf-8-sig")
    try:
        whole = json.loads(text)
        return whole if isinstance(whole, list) else [whole]
    except json.JSONDecodeError:
        return [json.loads(line) for line in text.splitlines() if line.strip()]


def count(path, schema, rule):
    rows = rows_of(path)
    total = {"schema": schema, "rows": len(rows), "pairs": 0, "ties": 0, "unpaired": 0}
    for row in rows:
        for name, number in rule(row).items():
            total[name] += number
    return total


def main(folder):
    counts = {name: count(Path(folder) / name, schema, rule) for name, (schema, rule) in sorted(FILES.items())}
    print(json.dumps(counts, indent=2))


if __name__ == "__main__":
    main(sys.argv[1])
