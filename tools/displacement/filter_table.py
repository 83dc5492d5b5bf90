"""The table of results/filters.csv: means over the seeds, with the smallest and the largest.

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


def main():
    options = parser(__doc__, models=False).parse_args()
    print(table(read_rows(options.results / "filters.csv")))


if __name__ == "__main__":
    main()
