"""The files that the *_ids.py scripts read and write."""

import json


def read_pairs(folder):
    """The pairs of all parity tests, in order."""
    lines = (folder / "pairs.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def write_rows(target, header, rows):
    """One JSON object, a row of `pairs` on each line so that a change shows in a diff."""
    body = ",\n".join(json.dumps(row, separators=(",", ":")) for row in rows)
    target.write_text(json.dumps(header)[:-1] + ', "pairs": [\n' + body + "\n]}\n", encoding="utf-8")
    print(f"{target}: {len(rows)} pairs, {target.stat().st_size} bytes")
