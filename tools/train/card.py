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

Implicit-reward accuracy on held-out pairs: the share where beta x (log-ratio of chosen - log-ratio of rejected)
is above zero, sums over all completion tokens and the end marker, contexts up to 1,024 tokens, no length
normalisation; 95 % Wilson intervals. "Longer wins" picks the longer text; where it is far from 50 %, length
alone tells a lot (below 50 %: shorter wins). "Reference" picks the answer with the higher log-probability
under the reference alone. A tie counts as wrong.

{table}

Held-out pairs were chosen by a hash of the first user message (rows in `tools/train/heldout.json`) and no
stage saw them. Persona statements resemble each other across the split, and several pairs can share a prompt
(the intervals take pairs as independent), so these figures say little about other data. The other pairs of
these files were trained on (250 of each persona file): accuracy measured on a whole file is too high.

{perplexity}
Largest difference in log-probability between this file in ONNX Runtime and PyTorch: {against_torch:.1e};
between padded and unpadded runs: {padding:.1e}. Figures are those of the shipped float16-rounded weights.

## What it cannot do

- Facts, arithmetic, code, reasoning: far too small. Languages other than English: bytes are kept, meaning is not.
- Safety: part of the preference data is offensive. Neither model is a filter, and text they write may be offensive.
- Long texts: positions beyond 1,024 were never trained.
- Its preferences are those of the sources below, including their bias for certain lengths and openings.

## Use

`model.onnx` takes `input_ids`, `attention_mask`, `position_ids` (int64, batch x length) and gives `logits`.
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


def percent(rate):
    low, high = rate["interval"]
    return f"{100 * rate['value']:.1f} % ({100 * low:.1f}–{100 * high:.1f})"


def accuracy_table(sources):
    lines = ["| source | held-out pairs | policy vs reference | longer wins | reference |", "|---|---|---|---|---|"]
    for name, row in sources.items():
        cells = (percent(row[key]) for key in ("policy", "longer", "reference"))
        lines.append(f"| {name} | {row['pairs']} | {' | '.join(cells)} |")
    return "\n".join(lines)


def model_card(role, model, figures, errors):
    title, subtitle = TITLES[role]
    perplexity = figures.get("perplexity")
    return TEXT.format(
        title=title,
        subtitle=subtitle,
        millions=parameter_count(model) / 1e6,
        table=accuracy_table(figures["accuracy"]) if figures.get("accuracy") else "Early weights: not measured yet.",
        perplexity=perplexity_text(perplexity) if perplexity else "",
        training=figures.get("training", ""),
        against_torch=errors["against_torch"],
        padding=max(errors["left_padding"], errors["right_padding"]),
        sources=SOURCES,
    )


def perplexity_text(rows):
    shown = ", ".join(f"{name} {value:.1f}" for name, value in rows.items())
    return f"Perplexity per token on the chosen answers of the held-out pairs: {shown}.\n"
