"""Which parameters move log pi(chosen), and how nearly steps are first order: results/layers.csv, and two tables.

    python tools/displacement/layers.py

Needs single.csv. To first order a step on everything changes log pi(chosen) by the sum over all parameters of
<gradient of log pi(chosen), gradient of the margin>; the part of the unembedding alone is Delta.
"""

import numpy as np

from common import parser, read_rows
from correlations import GROUPS, column, of_group
from ranks import Ranked, interval, resamples, spearman
from steps import KINDS
from tables import markdown, show, with_interval, write_rows

PREFIX = "first_order."


def parts_of(rows):
    return [name for name in rows[0] if name.startswith(PREFIX)]


def lines_of(rows, group):
    """For each part: its share of the sum of sizes, and how well it alone, and all but it, rank the real change."""
    counts = resamples([row["key"] for row in rows])
    values = {name: column(rows, name) for name in parts_of(rows)}
    total, real = sum(values.values()), Ranked(counts, column(rows, "full.sgd-small.chosen"))
    sizes = sum(np.abs(value).sum() for value in values.values())
    for name, value in {**values, f"{PREFIX}everything": total}.items():
        rank = interval(spearman(Ranked(counts, value), real))
        line = {"group": group, "part": name[len(PREFIX):], "pairs": len(rows), "share": show(np.abs(value).sum() / sizes)}
        line |= {"median": f"{np.median(value):.5g}", "below_0": show((value < 0).mean())}
        yield line | {f"spearman{end}": show(figure) for end, figure in zip(("", "_low", "_high"), rank)}


def first_order_error(rows):
    """Real change against the first order's prediction, for both trainings and each kind of step of SGD."""
    for part in ("full", "unembedding"):
        predicted = column(rows, f"{PREFIX}unembedding") if part == "unembedding" else sum(column(rows, name) for name in parts_of(rows))
        for kind in KINDS:
            real = column(rows, f"{part}.{kind.name}.chosen")
            sizes = [f"{np.quantile(np.abs(real), q):.2g}" for q in (0.5, 0.95)]
            if kind.optimizer != "sgd":
                yield [part, kind.name, f"{kind.rate:g}", *sizes, "–", "–", f"{100 * (real < 0).mean():.0f} %"]
                continue
            off = np.abs(real / (kind.rate * predicted) - 1)
            yield [part, kind.name, f"{kind.rate:g}", *sizes, *(f"{100 * np.quantile(off, q):.2g} %" for q in (0.5, 0.95)), f"{100 * (real < 0).mean():.0f} %"]


def error_table(rows):
    heads = ["training", "step", "rate", "median change", "95 % of changes below", "median deviation", "95 % of deviations below", "log π(chosen) falls"]
    return markdown(heads, first_order_error(rows))


def layer_table(lines, group="all"):
    rows = [[line["part"], f"{100 * float(line['share']):.0f} %", f"{100 * float(line['below_0']):.0f} %", with_interval(line, "spearman")]
            for line in lines if line["group"] == group]
    return markdown(["part", "share of the movement", "pairs it lowers", "Spearman with the real change"], rows)


def main():
    options = parser(__doc__, models=False).parse_args()
    rows = read_rows(options.results / "single.csv")
    lines = [line for group in GROUPS if of_group(rows, group) for line in lines_of(of_group(rows, group), group)]
    write_rows(options.results / "layers.csv", lines)
    print(error_table(rows), layer_table(lines), layer_table(lines, "persona"), sep="\n\n")


if __name__ == "__main__":
    main()
