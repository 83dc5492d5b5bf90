"""Result files and Markdown tables of results."""

import csv


def show(value, digits=4):
    """A figure for a CSV file; empty where it cannot be had."""
    return "" if value is None else f"{value:.{digits}f}"


def write_rows(path, rows):
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, fieldnames=list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def with_interval(line, name):
    """`0.91 (0.88–0.93)`; a dash where it cannot be had."""
    if line[name] == "":
        return "–"
    value, low, high = (float(line[f"{name}{end}"]) for end in ("", "_low", "_high"))
    return f"{value:.2f} ({low:.2f} … {high:.2f})"


def markdown(heads, rows):
    return "\n".join([f"| {' | '.join(heads)} |", "|" + "---|" * len(heads), *(f"| {' | '.join(map(str, row))} |" for row in rows)])
