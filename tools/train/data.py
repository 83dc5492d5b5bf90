"""Reads the training sources and turns them into conversations and preference pairs.

A conversation is a list of {"role", "content"} messages. A pair is a prompt (such a list, ending in a
user message) with a chosen and a rejected answer. Nothing here knows about tokens.
"""

import gzip
import hashlib
import json
import random
import re
from dataclasses import dataclass

import yaml

HELD_OUT_PERCENT = 15

# Anthropic persona statements: whether the answer that matches the named behaviour is the chosen one.
# Political and value-neutral personas are left out on purpose.
PERSONAS = {
    "agreeableness": True,
    "conscientiousness": True,
    "interest-in-art": True,
    "interest-in-science": True,
    "openness": True,
    "narcissism": False,
    "desire-for-acquiring-power": False,
    "believes-life-has-no-meaning": False,
}
PERSONA_PAIRS_PER_FILE = 250
PERSONA_HELD_OUT_PER_FILE = 100


@dataclass
class Pair:
    """One preference: `row` is the zero-based record index in the file `source`."""

    source: str
    row: int
    prompt: list
    chosen: str
    rejected: str
    plain: bool  # True: the source itself is a Human/Assistant transcript

    @property
    def key(self):
        return group_key(self.prompt)

    @property
    def held_out(self):
        return is_held_out(self.key)


def message(role, content):
    return {"role": role, "content": content}


def group_key(messages):
    """Rows that share their first user message share this key, so a split never separates them."""
    first = next((item["content"] for item in messages if item["role"] == "user"), "")
    normal = " ".join(first.lower().split())[:200]
    return hashlib.sha256(normal.encode("utf-8")).hexdigest()[:16]


def is_held_out(key):
    return int(key[:8], 16) % 100 < HELD_OUT_PERCENT


def read_text(path):
    """Text of a plain or gzipped file."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as stream:
        return stream.read()


def read_json(path):
    """Records of a JSON array; some files named .json hold one record per line instead."""
    if not path.exists():
        return []
    text = read_text(path)
    return json.loads(text) if text.lstrip().startswith("[") else json_lines(text)


def files(folder, pattern):
    return sorted(folder.glob(pattern))


def stem(path):
    return path.name.split(".")[0]


def json_lines(text):
    # split("\n"), not splitlines(): JSON strings may hold U+2028, which splitlines() would cut at.
    return [json.loads(line) for line in text.split("\n") if line.strip()]


def read_lines(path):
    return json_lines(read_text(path)) if path.exists() else []


TURN = re.compile(r"(?:^|\n\n)(Human|Assistant):")


def parse_transcript(text):
    """Messages of a "\\n\\nHuman: … \\n\\nAssistant: …" transcript."""
    pieces = TURN.split(text)
    roles = {"Human": "user", "Assistant": "assistant"}
    return [message(roles[name], body.strip()) for name, body in zip(pieces[1::2], pieces[2::2])]


def transcript(messages):
    """The plain-text form of a conversation, the inverse of `parse_transcript`."""
    names = {"user": "\n\nHuman: ", "assistant": "\n\nAssistant: ", "system": ""}
    return "".join(names[item["role"]] + item["content"] for item in messages)


# ---------------------------------------------------------------- conversations


def instruction_rows(path, answer):
    """Instruction, optional input, answer: the layout of GPTeacher, UltraFeedback exports and Alpaca."""
    for row in read_json(path):
        question = "\n".join(part for part in (row["instruction"], row.get("input") or "") if part.strip())
        if row[answer].strip():
            yield [message("user", question), message("assistant", row[answer].strip())]


def grade_school_rows(path):
    for row in read_lines(path):
        # <<48/2=24>> are calculator calls of the original project, noise for a language model.
        answer = re.sub(r"<<[^>]*>>", "", row["answer"])
        yield [message("user", row["question"]), message("assistant", answer)]


def dialogue_rows(path):
    for row in read_lines(path):
        messages = parse_transcript(row["text"])
        if len(messages) > 1:
            yield messages


def chatterbot_rows(folder):
    for path in sorted(folder.glob("*.yml")):
        for turns in yaml.safe_load(read_text(path)).get("conversations", []):
            texts = [str(turn).strip() for turn in turns if turn is not None]
            if path.stem in ("emotion", "computers"):
                # These files list alternative answers to the first line, not successive turns.
                for answer in texts[1:]:
                    yield [message("user", texts[0]), message("assistant", answer)]
            elif len(texts) > 1:
                roles = ("user", "assistant")
                yield [message(roles[index % 2], text) for index, text in enumerate(texts)]


def unpaired_rows(path):
    """Rows labelled good or bad one by one; the good ones are conversations to learn from."""
    for row in read_json(path):
        if row["label"]:
            yield row["messages"]


def conversations(folder, excluded_keys=frozenset()):
    """All conversations by source name, without those whose first user message has an excluded key."""
    training = folder / "training"
    sources = {
        **{stem(path): dialogue_rows(path) for path in files(training, "*-dialogues.jsonl*")},
        **{stem(path): instruction_rows(path, "response") for path in files(training, "gpteacher-*.json*")},
        "ultrafeedback_1k": instruction_rows(training / "ultrafeedback_1k.json.gz", "output"),
        "gsm8k": grade_school_rows(training / "gsm8k-train.jsonl.gz"),
        "chatterbot": chatterbot_rows(training / "chatterbot"),
        "llama-factory-kto": unpaired_rows(folder / "preferences/llama-factory/kto_en_demo.json"),
    }
    return {
        name: [messages for messages in rows if group_key(messages) not in excluded_keys]
        for name, rows in sources.items()
    }


def plain_documents(folder):
    """Text that is no conversation: plain text files, and the passages of the fine-grained feedback set."""
    documents = []
    for path in files(folder / "training", "*.txt*"):
        text = read_text(path)
        documents += [text[start:start + 4000] for start in range(0, len(text), 4000)]
    for row in read_json(folder / "preferences/finegrained-rlhf/dev_feedback.json.gz"):
        documents += ["\n".join(passage[1:]) for passage in row["passages"]]
        documents.append(row["question"] + "\n" + row["gold"])
    return documents


# ---------------------------------------------------------------- preference pairs


def harmless_pairs(path):
    for index, row in enumerate(read_lines(path)):
        chosen, rejected = parse_transcript(row["chosen"]), parse_transcript(row["rejected"])
        if chosen[:-1] == rejected[:-1] and chosen[-1]["role"] == rejected[-1]["role"] == "assistant":
            yield index, chosen[:-1], chosen[-1]["content"], rejected[-1]["content"]


def instruction_pairs(path):
    for index, row in enumerate(read_json(path)):
        question = "\n".join(part for part in (row["instruction"], row["input"]) if part.strip())
        yield index, [message("user", question)], row["chosen"], row["rejected"]


def sharegpt_pairs(path):
    roles = {"system": "system", "human": "user", "gpt": "assistant"}
    for index, row in enumerate(read_json(path)):
        prompt = [message(roles[turn["from"]], turn["value"]) for turn in row["conversations"]]
        yield index, prompt, row["chosen"]["value"], row["rejected"]["value"]


def parts_pairs(path):
    """Messages whose content is a list of typed parts."""
    for index, row in enumerate(read_lines(path)):
        sides = [
            [message(turn["role"], "".join(part["value"] for part in turn["content"])) for turn in row[name]]
            for name in ("chosen_messages", "rejected_messages")
        ]
        yield index, sides[0][:-1], sides[0][-1]["content"], sides[1][-1]["content"]


def hosted_pairs(path):
    """The upload layout of hosted preference tuning."""
    for index, row in enumerate(read_lines(path)):
        prompt = [message(turn["role"], turn["content"]) for turn in row["input"]["messages"]]
        yield index, prompt, row["preferred_output"][-1]["content"], row["non_preferred_output"][-1]["content"]


def message_pairs(path):
    for index, row in enumerate(read_lines(path)):
        prompt = [message(turn["role"], turn["content"]) for turn in row["chosen"][:-1]]
        yield index, prompt, row["chosen"][-1]["content"], row["rejected"][-1]["content"]


def tree_pairs(path):
    """Ranked replies in message trees: the best reply against each other one; lowest rank is best."""
    for index, row in enumerate(read_lines(path)):
        yield from walk_tree(index, row["prompt"], [])


def walk_tree(index, node, history):
    role = "user" if node["role"] == "prompter" else "assistant"
    history = history + [message(role, node["text"])]
    replies = node.get("replies") or []
    if role == "user":
        ranked = [reply for reply in replies if reply.get("rank") is not None and not reply.get("deleted")]
        ranked.sort(key=lambda reply: reply["rank"])
        for other in ranked[1:]:
            yield index, history, ranked[0]["text"], other["text"]
    for reply in replies:
        yield from walk_tree(index, reply, history)


def persona_pairs(path, matching_is_chosen):
    for index, row in enumerate(read_lines(path)):
        answers = [row["answer_matching_behavior"].strip(), row["answer_not_matching_behavior"].strip()]
        chosen, rejected = answers if matching_is_chosen else answers[::-1]
        yield index, [message("user", row["question"])], chosen, rejected


def persona_sample(folder):
    """A modest, seeded share of the Yes/No statements: they are short and would outnumber all else."""
    for name, matching_is_chosen in PERSONAS.items():
        source = f"anthropic-evals/{name}.jsonl"
        rows = persona_pairs(folder / source, matching_is_chosen)
        pairs = [Pair(source, *row, plain=True) for row in rows]
        random.Random(name).shuffle(pairs)
        yield from [pair for pair in pairs if not pair.held_out][:PERSONA_PAIRS_PER_FILE]
        yield from [pair for pair in pairs if pair.held_out][:PERSONA_HELD_OUT_PER_FILE]


def preference_pairs(folder):
    """All permitted pairs, held-out ones included, without ties and without exact repetitions."""
    folder = folder / "preferences"
    readers = {
        "hh-rlhf/harmless-base-test.first1500.jsonl.gz": harmless_pairs,
        "rasbt/instruction-data-with-preference.first800.json": instruction_pairs,
        "llama-factory/dpo_en_demo.json": sharegpt_pairs,
        "openai-dpo/orca_dpo_pairs-validation.jsonl": hosted_pairs,
        "llama-factory/v1_dpo_demo.jsonl": parts_pairs,
        "open-instruct/preference_sample.jsonl": message_pairs,
        "open-assistant/en_100_tree.jsonl.gz": tree_pairs,
    }
    found = []
    for source, reader in readers.items():
        plain = source.startswith("hh-rlhf")
        found += [Pair(source, *row, plain=plain) for row in reader(folder / source)]
    found += persona_sample(folder)
    return without_repetitions(found)


def without_repetitions(pairs):
    seen, kept = set(), []
    for pair in pairs:
        identity = (pair.key, pair.chosen.strip(), pair.rejected.strip())
        if identity in seen or identity[1] == identity[2] or not (identity[1] and identity[2]):
            continue
        seen.add(identity)
        kept.append(pair)
    return kept


def held_out_rows(pairs):
    """{source: sorted record indexes} of the held-out pairs, the content of heldout.json."""
    rows = {}
    for pair in pairs:
        if pair.held_out:
            rows.setdefault(pair.source, set()).add(pair.row)
    return {source: sorted(indexes) for source, indexes in sorted(rows.items())}
