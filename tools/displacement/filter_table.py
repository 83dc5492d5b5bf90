"""The tables of results/filters.csv: means over the seeds with the smallest and the largest, and each seed against itself.

    python tools/displacement/filter_table.py
"""

from common import parser, read_rows
from tables import markdown

TITLES = {"none": "none", "random": "a tenth by chance", "minus_delta": "−Δ", "ches": "CHES", "length_normalized_ches": "length-normalised CHES",
          "last_hidden": "last-hidden product", "minus_edit_distance": "−edit distance"}


def over_seeds(rows, name, percent=False):
    values = [float(row[name]) * (100 if percent else 1) for row in rows]
    mean = sum(values) / len(values)
    digits, unit = (0, " %") if percent else (2, "")
    spread = f" ({min(values):.{digits}f} … {max(values):.{digits}f})" if len(values) > 1 else ""
    return f"{mean:.{digits}f}{unit}{spread}"


def table(rows):
    heads = ["training", "left out", "seeds", "kept: change", "the same without filter", "kept: fall", "the same without filter", "held out: change", "held out: fall"]
    lines = []
    for part in dict.fromkeys(row["part"] for row in rows):
        for name, title in TITLES.items():
            found = [row for row in rows if row["part"] == part and row["filter"] == name]
            if found:
                cells = [over_seeds(found, column, column.endswith("falls")) for column in
                         ("kept_change", "kept_without_change", "kept_falls", "kept_without_falls", "held_out_change", "held_out_falls")]
                lines.append([part, title, len(found), *cells])
    return markdown(heads, lines)


def effects(rows, part="full"):
    """What each filter changes, seed by seed: kept pairs against themselves without the filter, held-out pairs against the training on all."""
    whole = {row["seed"]: row for row in rows if row["part"] == part and row["filter"] == "none"}
    lines = []
    for name, title in TITLES.items():
        found = [row for row in rows if row["part"] == part and row["filter"] == name]
        if name != "none" and found:
            kept = [[float(row[f"kept_{column}"]) - float(row[f"kept_without_{column}"]) for row in found] for column in ("change", "falls")]
            held_out = [[float(row[f"held_out_{column}"]) - float(whole[row["seed"]][f"held_out_{column}"]) for row in found] for column in ("change", "falls")]
            lines.append([title, span(kept[0], 2), span(kept[1], 0, 100), span(held_out[0], 2), span(held_out[1], 0, 100)])
    return markdown(["left out", "kept: change", "kept: falls, points", "held out: change", "held out: falls, points"], lines)


def span(values, digits, scale=1):
    return " … ".join(f"{scale * value:+.{digits}f}" for value in (min(values), max(values)))


def main():
    options = parser(__doc__, models=False).parse_args()
    rows = read_rows(options.results / "filters.csv")
    print(table(rows), effects(rows), sep="\n\n")


if __name__ == "__main__":
    main()
