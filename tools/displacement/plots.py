"""Pictures of the results: docs/images/displacement-scores.svg and displacement-scatter.svg.

    python tools/displacement/plots.py

Plain SVG without a plotting library; mid tones that can be read on light and dark pages, groups told apart by shape too.
"""

from html import escape
from pathlib import Path

import numpy as np

from common import ROOT, parser, read_rows
from correlations import GROUPS, TITLES

INK, FAINT = "#808080", "#80808055"
LOOKS = {"persona": ("#3b82c4", "circle"), "instructions": ("#d9822b", "square"), "harmless": ("#4f9d5d", "triangle"), "other": ("#a05fb4", "cross")}
SCORES = ("minus_delta", "ches", "length_normalized_ches")


def text(x, y, words, anchor="start", size=12, turn=""):
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}" fill="{INK}"{turn}>{escape(words)}</text>'


def line(x1, y1, x2, y2, colour=INK, width=1):
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}" stroke-width="{width}"/>'


def mark(x, y, group):
    colour, shape = LOOKS[group]
    paths = {
        "circle": "M{0} {1}m-3 0a3 3 0 1 0 6 0a3 3 0 1 0 -6 0", "square": "M{0} {1}m-2.6 -2.6h5.2v5.2h-5.2z",
        "triangle": "M{0} {1}m0 -3.4l3.4 6h-6.8z", "cross": "M{0} {1}m-3 -3l6 6m0 -6l-6 6",
    }
    drawn = paths[shape].format(f"{x:.1f}", f"{y:.1f}")
    return f'<path d="{drawn}" fill="{"none" if shape == "cross" else colour}" stroke="{colour}" fill-opacity="0.55" stroke-opacity="0.9"/>'


def picture(width, height, title, parts):
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="system-ui, sans-serif" role="img">'
            f"<title>{escape(title)}</title>{''.join(parts)}</svg>\n")


def ranks(values):
    return np.argsort(np.argsort(values, kind="stable")) / max(1, len(values) - 1)


def scatter(rows, step="full.adamw"):
    """Ranks of scores against ranks of the real drop, one field a score."""
    drops = ranks(-np.array([float(row[f"{step}.chosen"]) for row in rows]))
    parts = []
    for place, score in enumerate(SCORES):
        left, top, size = 40 + place * 260, 40, 230
        found = ranks(np.array([float(row[score]) for row in rows]))
        parts += [text(left + size / 2, 26, TITLES[score], "middle", 14), line(left, top + size, left + size, top + size), line(left, top, left, top + size)]
        parts += [mark(left + x * size, top + (1 - y) * size, row["group"]) for x, y, row in zip(found, drops, rows)]
        parts.append(text(left + size / 2, top + size + 18, "rank of the score (right: more dangerous)", "middle", 11))
    parts.append(text(22, 155, "rank of the real drop", "middle", 11, ' transform="rotate(-90 22 155)"'))
    parts += [part for place, group in enumerate(LOOKS) for part in (mark(300 + place * 110, 312, group), text(310 + place * 110, 316, group))]
    return picture(820, 330, "Ranks of three scores against the rank of the real change of log pi(chosen)", parts)


def bars(lines, panels=(("alone", "full.adamw", "one pair alone"), ("mixed", "full.adamw", "a batch of eight"))):
    """Spearman's correlation with its interval, by group and score."""
    parts = []
    for place, (setting, step, title) in enumerate(panels):
        left, width = 190 + place * 390, 260
        def across(value, left=left, width=width):
            return left + (value + 1) / 2 * width
        parts.append(text(left + width / 2, 20, title, "middle", 14))
        parts += [part for value in (-1, -0.5, 0, 0.5, 1) for part in (line(across(value), 30, across(value), 420, FAINT), text(across(value), 436, f"{value:g}", "middle", 11))]
        scores = list(dict.fromkeys(found["score"] for found in lines if found["setting"] == setting))
        cells = {(found["score"], found["group"]): found for found in lines if found["setting"] == setting and found["step"] == step}
        step_height = 390 / len(scores)
        for row, score in enumerate(scores):
            parts.append(text(left - 8, 34 + (row + 0.5) * step_height, TITLES[score], "end", 11))
            for number, group in enumerate(GROUPS[1:]):
                found = cells.get((score, group))
                if found and found["spearman"]:
                    y = 36 + row * step_height + (number + 0.5) * step_height / 5
                    low, value, high = (across(float(found[name])) for name in ("spearman_low", "spearman", "spearman_high"))
                    parts += [line(low, y, high, y, LOOKS[group][0], 1.5), mark(value, y, group)]
    parts += [part for place, group in enumerate(LOOKS) for part in (mark(250 + place * 120, 460, group), text(260 + place * 120, 464, group))]
    return picture(860, 476, "Spearman's correlation of scores with the real drop of log pi(chosen), with 95 % intervals", parts)


def main():
    made = parser(__doc__, models=False)
    made.add_argument("--out", type=Path, default=ROOT / "docs/images")
    options = made.parse_args()
    files = {"displacement-scatter.svg": scatter(read_rows(options.results / "single.csv")), "displacement-scores.svg": bars(read_rows(options.results / "correlations.csv"))}
    for name, content in files.items():
        (options.out / name).write_text(content, encoding="utf-8")


if __name__ == "__main__":
    main()
