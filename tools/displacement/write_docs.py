"""Writes the tables of docs/displacement.md anew from the result files.

    python tools/displacement/write_docs.py
"""

import json
import re

import filter_table
import layers
import mass
from common import ROOT, parser, read_rows
from correlations import table

PAGE = ROOT / "docs/displacement.md"


def tables(results):
    """By the name that stands in the page's marks."""
    single, lines, parts = (read_rows(results / f"{name}.csv") for name in ("single", "correlations", "layers"))
    steps = ("full.sgd-small", "full.adamw", "unembedding.adamw")
    return {
        "steps": layers.error_table(single),
        "alone": table(lines, "alone", steps),
        "alone-kendall": table(lines, "alone", steps[:1], "kendall"),
        "per-token": table(lines, "alone, per token", steps[:1]),
        "worst-tenth": table(lines, "alone", ("full.adamw",), "worst_tenth"),
        "mixed": table(lines, "mixed", ("full.adamw",)),
        "alike": table(lines, "alike", ("full.adamw",)),
        "falls": table([line for line in lines if line["group"] in ("all", "persona", "instructions")], "mixed", ("full.adamw",), "area"),
        "layers": layers.layer_table(parts),
        "filters": filter_table.table(read_rows(results / "filters.csv")),
        "filter-effects": filter_table.effects(read_rows(results / "filters.csv")),
        "mass": "\n".join(mass.table(json.loads((results / "mass.json").read_text(encoding="utf-8"))["pairs"])),
    }


def main():
    options = parser(__doc__, models=False).parse_args()
    page = PAGE.read_text(encoding="utf-8")
    for name, written in tables(options.results).items():
        mark = re.compile(rf"(<!-- table {name} -->\n).*?(<!-- end -->)", re.DOTALL)
        if not mark.search(page):
            raise SystemExit(f"{PAGE} has no place for the table {name}")
        page = mark.sub(lambda found, written=written: f"{found[1]}\n{written}\n\n{found[2]}", page)
    PAGE.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
