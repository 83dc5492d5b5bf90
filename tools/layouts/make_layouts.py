"""One command: every layout of layouts.py as a file, with golden log-probabilities. See README.md."""

import argparse
import json
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
import transformers
from onnxruntime import InferenceSession
from transformers import AutoModelForCausalLM

import export_torch
from layouts import LAYOUTS, Layout
from transforms import strip

HERE = Path(__file__).parent
KEPT_FILES = ["genai_config.json", "config.json"]
# Longer than the sliding windows; ids stay below the special tokens.
LENGTHS = [5, 12, 33]


def sequences() -> list[list[int]]:
    random = np.random.default_rng(7)
    return [random.integers(0, 256, length).tolist() for length in LENGTHS]


def log_softmax(logits: np.ndarray) -> np.ndarray:
    wide = logits.astype(np.float64)
    wide -= wide.max(-1, keepdims=True)
    return wide - np.log(np.exp(wide).sum(-1, keepdims=True))


def of_tokens(logits: np.ndarray, ids: list[int]) -> list[float]:
    """log p(token | those before it) in nats, of every token but the first."""
    rows = log_softmax(logits)
    return [float(f"{rows[index, token]:.9g}") for index, token in enumerate(ids[1:])]


def by_pytorch(checkpoint: Path, token_types: bool) -> list[list[float]]:
    model = AutoModelForCausalLM.from_pretrained(checkpoint, attn_implementation="eager").eval()
    with torch.no_grad():
        extra = lambda ids: {"token_type_ids": torch.zeros(1, len(ids), dtype=torch.long)} if token_types else {}
        return [of_tokens(model(torch.tensor([ids]), **extra(ids)).logits[0].numpy(), ids) for ids in sequences()]


def empty_axis(name: str, width: int) -> int:
    """Size of a symbolic axis of a cache that holds nothing."""
    return 1 if "batch" in name else width if name == "kv_cache_dim" else 0


def cache_width(file: Path) -> int:
    config = json.loads((file.parent / "genai_config.json").read_text()) if (file.parent / "genai_config.json").is_file() else None
    return config["model"]["decoder"]["head_size"] if config else 0


def feed(session: InferenceSession, ids: list[int], width: int) -> dict[str, np.ndarray]:
    integers = {"tensor(int64)": np.int64, "tensor(int32)": np.int32}
    plain = {"input_ids": ids, "attention_mask": [1] * len(ids), "position_ids": list(range(len(ids))), "token_type_ids": [0] * len(ids)}
    feeds = {}
    for value in session.get_inputs():
        if value.name in plain:
            feeds[value.name] = np.array([plain[value.name]], integers[value.type])
        elif "to_keep" in value.name:
            feeds[value.name] = np.zeros(value.shape, np.int64)
        elif value.name == "use_cache_branch":
            feeds[value.name] = np.array([False])
        else:
            shape = [size if isinstance(size, int) else empty_axis(size, width) for size in value.shape]
            feeds[value.name] = np.zeros(shape, np.float16 if "float16" in value.type else np.float32)
    return feeds


def without_rolling_cache(file: Path) -> Path:
    """A cache that rolls must be as long as its window; one that grows may be empty."""
    model = onnx.load(file, load_external_data=False)
    rolling = [(node, field) for node in model.graph.node for field in node.attribute if field.name == "sliding_window_cache"]
    if not rolling:
        return file
    for node, field in rolling:
        node.attribute.remove(field)
    plain = file.with_name("growing.onnx")
    plain.write_bytes(model.SerializeToString())
    return plain


def by_onnxruntime(file: Path) -> list[list[float]]:
    session = InferenceSession(str(without_rolling_cache(file)), providers=["CPUExecutionProvider"])
    run = lambda ids: session.run(["logits"], feed(session, ids, cache_width(file)))[0][0]
    if run([1, 2, 3]).shape[0] == 3:
        return [of_tokens(run(ids), ids) for ids in sequences()]
    # Logits of the last token only: one run a prefix.
    rows = lambda ids: np.stack([run(ids[: end + 1])[-1] for end in range(len(ids))])
    return [of_tokens(rows(ids), ids) for ids in sequences()]


def run(python: str, *arguments: str) -> None:
    subprocess.run([python, *arguments], check=True, cwd=HERE)


def export(layout: Layout, work: Path, python: str) -> Path:
    """The exporter's folder of one layout; Optimum's were made before, in its own environment."""
    checkpoint, out = work / "checkpoints" / layout.family, work / "exports" / layout.name
    if layout.exporter == "optimum":
        return shutil.copytree(work / "optimum" / f"{layout.family}-{layout.kind}", out, dirs_exist_ok=True)
    if layout.exporter == "genai":
        extra = ["--extra_options", *layout.options] if layout.options else []
        run(python, "-m", "onnxruntime_genai.models.builder", "-i", str(checkpoint), "-o", str(out), "-p", layout.kind, "-e", "cpu", "-c", str(work / "cache"), *extra)
        return out
    export_torch.export(checkpoint, out / "model.onnx", layout.exporter.removeprefix("torch-"), layout.inputs, layout.fold)
    return out


def publish(layout: Layout, source: Path, out: Path) -> Path:
    """Copies graph and configuration, without what only makes the files larger."""
    out.mkdir(parents=True)
    file = out / "model.onnx"
    model = strip(onnx.load(source / "model.onnx", load_external_data=False))
    file.write_bytes(model.SerializeToString())
    for extra in [*source.glob("model.onnx.data"), *[source / name for name in KEPT_FILES if (source / name).is_file()]]:
        shutil.copy(extra, out)
    layout.edit(file)
    return file


def measure(layout: Layout, file: Path, work: Path) -> tuple[list[list[float]], float]:
    """Reference figures, and how far the file itself is from them in onnxruntime (nats a token)."""
    own = by_onnxruntime(file)
    file.with_name("growing.onnx").unlink(missing_ok=True)
    if layout.reference == "onnxruntime":
        return own, 0.0
    golden = by_pytorch(work / "checkpoints" / layout.family, "token_type_ids" in layout.inputs)
    error = max(abs(a - b) for one, other in zip(own, golden) for a, b in zip(one, other))
    return golden, error


def make(layout: Layout, work: Path, out: Path) -> dict:
    file = publish(layout, export(layout, work, sys.executable), out / layout.name)
    golden, error = measure(layout, file, work)
    if error > 5e-5:
        raise ValueError(f"{layout.name}: the export itself is {error:.2g} nats off")
    size = sum(part.stat().st_size for part in file.parent.iterdir())
    print(f"{layout.name:24} {size // 1000:5} kB  {error:.1e}", flush=True)
    return {"name": layout.name, "family": layout.family, "exporter": layout.exporter, "note": layout.note, "reference": layout.reference, "tolerance": layout.tolerance, "exportError": float(f"{error:.2g}"), "logProbabilities": golden}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--optimum-python", required=True, help="python of the environment of requirements-optimum.txt")
    parser.add_argument("--work", type=Path, required=True, help="a folder for checkpoints and raw exports")
    parser.add_argument("--out", type=Path, required=True, help="test/fixtures/layouts; what lies there is replaced")
    parser.add_argument("--only", nargs="*", help="names of layouts; the others are left out")
    options = parser.parse_args()
    work, out = options.work.resolve(), options.out.resolve()
    chosen = [layout for layout in LAYOUTS if not options.only or layout.name in options.only]
    shutil.rmtree(out, ignore_errors=True)
    for stale in ["checkpoints", "optimum", "exports"]:
        shutil.rmtree(work / stale, ignore_errors=True)
    run(options.optimum_python, "make_checkpoints.py", str(work / "checkpoints"))
    jobs = sorted({f"{layout.family}:{layout.kind}" for layout in chosen if layout.exporter == "optimum"})
    run(options.optimum_python, "export_optimum.py", str(work / "checkpoints"), str(work / "optimum"), *jobs)
    shutil.copytree(work / "checkpoints" / "tokenizer", out / "tokenizer")
    made, failed = [], []
    for layout in chosen:
        try:
            made.append(make(layout, work, out))
        except Exception as error:  # The others are still wanted; the exit status tells.
            shutil.rmtree(out / layout.name, ignore_errors=True)
            failed.append(f"{layout.name}: {str(error).splitlines()[0][:300] if str(error) else error!r}")
    optimum = subprocess.check_output([options.optimum_python, "-c", "import importlib.metadata as m; print(m.version('optimum'), m.version('optimum-onnx'), m.version('transformers'))"], text=True).split()
    versions = {"torch": torch.__version__, "transformers": transformers.__version__, "onnx": onnx.__version__, "onnxruntime": onnxruntime.__version__, "onnxruntime-genai": __import__("onnxruntime_genai").__version__}
    versions |= dict(zip(["optimum", "optimum-onnx", "transformers (for optimum)"], optimum))
    golden = {"versions": versions, "sequences": sequences(), "layouts": made}
    (out / "goldens.json").write_text(json.dumps(golden, separators=(",", ":")).replace('{"name"', '\n{"name"') + "\n")
    if failed:
        sys.exit("\n".join(["not made:", *failed]))


main()
