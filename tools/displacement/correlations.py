"""How well each score ranks the real change of log pi(chosen): results/correlations.csv, and a table.

    python tools/displacement/correlations.py

Needs single.csv and batch.csv. Correlations are with the drop (minus the change), so that 1 is a perfect score.
"""

import numpy as np

from common import figure, parser, read_rows
from ranks import Ranked, area, interval, kendall, resamples, spearman
from tables import markdown, show, with_interval, write_rows

SCORES = ("minus_delta", "ches", "length_normalized_ches", "last_hidden", "minus_edit_distance", "minus_chosen_tokens")
TITLES = {
    "minus_delta": "−Δ", "minus_batch_delta": "−Δ of the batch", "ches": "CHES", "length_normalized_ches": "length-normalised CHES",
    "last_hidden": "last-hidden product", "minus_edit_distance": "−edit distance", "minus_chosen_tokens": "−length of chosen",
}
GROUPS = ("all", "persona", "instructions", "harmless", "other")
STEPS = tuple(f"{part}.{kind}" for part in ("full", "unembedding") for kind in ("sgd-small", "sgd-large", "adamw"))


def of_group(rows, group):
    return [row for row in rows if group in ("all", row["group"])]


def column(rows, name):
    if name == "minus_chosen_tokens":
        return -column(rows, "chosen_tokens")
    return np.array([float(row[name]) for row in rows])


def joined(single, batch):
    """Lines of the batches with what is known of each pair."""
    known = {row["pair"]: row for row in single}
    return [{**known[row["pair"]], **row, "in": row["batch"].split("-")[0]} for row in batch if row["pair"] in known]


def per_token(rows):
    """Everything that sums over tokens divided by the tokens of the chosen response, so that length explains nothing."""
    summed = ("minus_delta", "ches", *(f"{step}.chosen" for step in STEPS))
    return [{**row, **{name: float(row[name]) / int(row["chosen_tokens"]) for name in summed}} for row in rows]


def measured(rows, scores, place):
    """One line a step and score, with the paired difference from CHES in Spearman's correlation."""
    counts = resamples([row["key"] for row in rows])
    ranked = {score: Ranked(counts, column(rows, score)) for score in scores}
    for step in STEPS:
        drops = -column(rows, f"{step}.chosen")
        real = Ranked(counts, drops)
        against = spearman(ranked["ches"], real)
        for score, values in ranked.items():
            rank = spearman(values, real)
            line = {**place, "step": step, "score": score, "pairs": len(rows), "falls": figure((drops > 0).mean())}
            found = {"spearman": rank, "kendall": kendall(values, real), "spearman_less_ches": rank - against, "area": area(values, drops > 0)}
            yield line | with_ends(found) | {"worst_tenth": show(in_worst_tenth(column(rows, score), drops), 2)}


def in_worst_tenth(scores, drops):
    """Share of the tenth that really drops most (or rises least) that the score's own worst tenth holds; by chance 0.1."""
    count = max(1, round(len(drops) / 10))
    worst = [set(np.argsort(-values, kind="stable")[:count].tolist()) for values in (scores, drops)]
    return len(worst[0] & worst[1]) / count


def with_ends(found):
    return {f"{name}{end}": show(value) for name, values in found.items() for end, value in zip(("", "_low", "_high"), interval(values))}


def all_lines(single, batch):
    sets = {"alone": (single, SCORES), "alone, per token": (per_token(single), SCORES)}
    for kind in ("mixed", "alike"):
        sets[kind] = ([row for row in batch if row["in"] == kind], ("minus_batch_delta", *SCORES))
    for setting, (rows, scores) in sets.items():
        for group in GROUPS:
            listed = of_group(rows, group)
            if len(listed) > 20:
                yield from measured(listed, scores, {"setting": setting, "group": group})


def cell(line, name):
    return line[name] if name == "worst_tenth" else with_interval(line, name)


def table(lines, setting, steps, name="spearman"):
    """One row a step and group, one column a score."""
    chosen = [line for line in lines if line["setting"] == setting]
    scores = list(dict.fromkeys(line["score"] for line in chosen))
    cells = {(line["step"], line["group"], line["score"]): line for line in chosen}
    rows = []
    for step in steps:
        for group in GROUPS:
            found = [cells.get((step, group, score)) for score in scores]
            if found[0]:
                rows.append([step, group, found[0]["pairs"], f"{100 * float(found[0]['falls']):.0f} %", *(cell(line, name) for line in found)])
    return markdown(["step", "pairs of", "n", "fall", *(TITLES[score] for score in scores)], rows)


def main():
    options = parser(__doc__, models=False).parse_args()
    single = read_rows(options.results / "single.csv")
    lines = list(all_lines(single, joined(single, read_rows(options.results / "batch.csv"))))
    write_rows(options.results / "correlations.csv", lines)
    for setting in dict.fromkeys(line["setting"] for line in lines):
        for name in ("spearman", "kendall", "area", "worst_tenth"):
            print(f"\n{setting}, {name}\n\n{table(lines, setting, STEPS, name)}")


if __name__ == "__main__":
    main()
