"""The model card, README.md of each model folder, with the figures of the run that made the weights."""

from model import parameter_count

TITLES = {
    "policy": ("Preflens tiny policy", "The DPO-trained model of the embedded pair."),
    "reference": ("Preflens tiny reference", "The chat-tuned model the policy was trained from."),
}

SOURCES = """\
| source | licence | used for |
|---|---|---|
| Schema-Guided Dialogue (Google Research) | CC BY-SA 4.0 | pretraining, chat tuning |
| Topical-Chat (Amazon) | CDLA-Sharing-1.0 | pretraining, chat tuning |
| Taskmaster (Google Research) | CC BY 4.0 | pretraining, chat tuning |
| GPTeacher: roleplay, codegen, toolformer (teknium) | MIT | pretraining, chat tuning |
| GSM8K, training split (OpenAI) | MIT | pretraining, chat tuning |
| UltraFeedback, 1,000 instructions with one answer | Apache-2.0 (repository) | pretraining, chat tuning |
| ChatterBot corpus (Gunther Cox) | BSD-3-Clause | pretraining, chat tuning |
| Shakespeare plays ("tinyshakespeare") | public domain | pretraining |
| Fine-Grained RLHF, development questions and passages | Apache-2.0 (repository); passages are from Wikipedia, CC BY-SA | pretraining |
| Anthropic HH-RLHF, harmless-base, first 1,500 test pairs | MIT | chosen side: pretraining, chat tuning; pairs: DPO |
| Instruction data with preferences (S. Raschka), first 800 | Apache-2.0 | the same |
| LLaMA-Factory preference demos (English) | Apache-2.0 | the same; the unpaired file: good answers only |
| Orca DPO pairs, validation file of the OpenAI cookbook | MIT | the same |
| Open-Instruct preference sample (Allen AI) | Apache-2.0 | the same |
| OpenAssistant message trees, 100 English trees | Apache-2.0 | the same |
| Anthropic model-written evaluations, 8 persona files | CC BY 4.0 | the same; 250 statements of each file |
"""

TEXT = """\
---
license: cc-by-sa-4.0
language: en
library_name: onnx
tags: [dpo, preference, tiny, llama]
---

# {title}

{subtitle} A Llama-style decoder with {millions:.1f} million parameters, trained from scratch on a CPU, so that
implicit DPO rewards, margins and CHES scores can be tried with nothing to download. `policy` and `reference`
share tokenizer, architecture and chat template; the policy is the reference after DPO (beta 0.1).

**It is a tiny model.** It knows next to nothing about the world, reads English only, and its judgement of one
single pair means little. It shows how the scores behave and finds gross differences of style; put your own
models in its place for anything that matters.

## Figures

{figures}

## What it cannot do

- Facts, arithmetic, code, reasoning: far too small. Languages other than English: bytes are kept, meaning is not.
- Safety: part of the preference data is offensive. Neither model is a filter, and text they write may be offensive.
- Long texts: positions beyond 1,024 were never trained.
- Its preferences are those of the sources below, including their bias for certain lengths and openings.
- Single pairs: it finds a wrong label a little better than guessing on most sources (areas above), and its probabilities are
  not to be taken at their word (calibration above). Rank with it, read what it ranks first, and decide yourself.

## Use

`model.onnx` takes `input_ids`, `attention_mask`, `position_ids` (int64, batch x length) and gives `logits`.
Largest difference in log-probability between this file in ONNX Runtime and PyTorch: {against_torch:.1e};
between padded and unpadded runs: {padding:.1e}.
The cache goes in as `past_key_values.N.key` and `.value` (float32, may be empty) and comes out as `present.N.key` and `.value`.
No token is added at the beginning. Chat turns are `<|role|>\\n…<|end|>\\n`; plain transcripts
(`\\n\\nHuman: …\\n\\nAssistant: …`) were trained too, with `<|end|>` after the last answer.

## Training

{training}
Everything is in `tools/train/`; one command repeats it.

## Data and attribution

{sources}
Not used: any set with a non-commercial licence. Texts were shortened and re-formatted.

Weights: **CC BY-SA 4.0** (https://creativecommons.org/licenses/by-sa/4.0/), because Schema-Guided Dialogue is
share-alike. Attribution: Rastogi et al. 2020 (Schema-Guided Dialogue); Gopalakrishnan et al. 2019 (Topical-Chat);
Byrne et al. 2019 and 2021 (Taskmaster); Perez et al. 2022 (model-written evaluations); Bai et al. 2022 (HH-RLHF);
Cobbe et al. 2021 (GSM8K); Köpf et al. 2023 (OpenAssistant); Cui et al. 2023 (UltraFeedback); Wu et al. 2023
(Fine-Grained RLHF); Wikipedia contributors.
"""


FIGURES = """\
{begin}
Measured on the held-out pairs with the weights of these files by `python tools/train/measure.py --models media/models --data DIR`,
which writes this section. Brackets are 95 % intervals by bootstrap over prompts. Held-out pairs were chosen by a hash of the first user
message (rows in `tools/train/heldout.json`), and no stage saw them.

**Implicit-reward accuracy**: the share of pairs where the log-ratio of chosen is above that of rejected, sums over all completion tokens
and the end marker, contexts up to 1,024 tokens, no length normalisation; a tie counts as wrong. "Longer" and "shorter" pick the
longer or shorter text, "reference" the answer with the higher log-probability under the reference alone.

{accuracy}

Better than all three baselines, with an interval of the paired difference that leaves out 0: {better}.

**Bits per byte** of the text of both answers, given the prompt:

{bits}

**Calibration**: expected calibration error of σ(β · margin), β = 0.1, ten bins of equally many pairs; beside it the error that chance
alone would leave on as many pairs with perfect probabilities. An error is above 0 by its nature, so its interval is too.

{calibration}

**Finding wrong labels**: area under the ROC curve of minus the margin, where a share of the labels was turned round at random (0.5 is
guessing, 1 is perfect; mean of {flips} draws):

{areas}

Persona statements resemble each other across the split, and the other pairs of these files were trained on: accuracy measured on a
whole file is too high, and these figures say little about other data.
{end}"""
BEGIN, END = "<!-- figures -->", "<!-- end of figures -->"


def percent(found):
    low, high = found["interval"]
    return f"{100 * found['value']:.1f} % ({100 * low:.1f}–{100 * high:.1f})"


def number(found, digits=2):
    low, high = found["interval"]
    return f"{found['value']:.{digits}f} ({low:.{digits}f}–{high:.{digits}f})"


def table(heads, sources, cells):
    lines = [f"| {' | '.join(heads)} |", "|" + "---|" * len(heads)]
    return "\n".join(lines + [f"| {' | '.join([name, *cells(row)])} |" for name, row in sources.items()])


def accuracy_table(sources):
    names = ("policy", "longer", "shorter", "reference")
    heads = ["source", "held-out pairs", "policy vs reference", "longer wins", "shorter wins", "reference"]
    return table(heads, sources, lambda row: [str(row["pairs"]), *(percent(row["accuracy"][name]) for name in names)])


def better_than_all(sources):
    """Names of the sources where each paired difference is above 0 with its whole interval."""
    found = [name for name, row in sources.items() if all(one["interval"][0] > 0 for one in row["advantage"].values())]
    return ", ".join(found) or "none"


def figures_text(figures):
    sources = figures["sources"]
    rates = list(next(iter(sources.values()))["flips"])
    return FIGURES.format(
        begin=BEGIN, end=END, flips=figures["flip_draws"], accuracy=accuracy_table(sources), better=better_than_all(sources),
        bits=table(["source", "reference", "policy"], sources, lambda row: [number(row["bits_per_byte"][role]) for role in ("reference", "policy")]),
        calibration=table(["source", "expected calibration error", "by chance alone"], sources,
                          lambda row: [number(row["calibration"], 3), f"{row['calibration']['perfect']:.3f}"]),
        areas=table(["source", *(f"{100 * float(rate):.0f} % turned" for rate in rates)], sources,
                    lambda row: [number(row["flips"][rate]) for rate in rates]),
    )


def with_figures(text, figures):
    """A card with its section of figures written anew."""
    before, rest = text.split(BEGIN)
    return before + figures_text(figures) + rest.split(END)[1]


def model_card(role, model, figures, errors):
    title, subtitle = TITLES[role]
    return TEXT.format(
        title=title,
        subtitle=subtitle,
        millions=parameter_count(model) / 1e6,
        figures=figures_text(figures),
        training=figures.get("training", ""),
        against_torch=errors["against_torch"],
        padding=max(errors["left_padding"], errors["right_padding"]),
        sources=SOURCES,
    )
