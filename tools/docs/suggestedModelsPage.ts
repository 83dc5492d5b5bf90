import { formatBytes } from '../../src/core/models/formatBytes';
import { estimatedBytes, estimatedMemory, suggestedPairs, type SuggestedPair } from '../../src/core/models/suggestedModels';

/** docs/suggested-models.md, from the table that the editor and the command line show. */
export function suggestedModelsPage(): string {
  return [introduction, header, ...suggestedPairs.map(row), '', notes].join('\n');
}

const introduction = `# Models to begin with

<!-- Made by "npm run docs" from src/core/models/suggestedModels.ts; edit that, not this page. -->

Pairs of a policy and its reference that people have exported to ONNX on the Hugging Face hub. *Preflens: Get a Model…* and
\`preflens models --suggested\` show the same list; nothing is fetched before you choose one, and what a download really weighs is
shown before it begins ([how models are fetched](models.md#fetched-by-name)).
`;

const header = `| pair | policy | reference | between the two lies | licence | download, both, fp32 | memory, both | 512 tokens, one model |
|---|---|---|---|---|---|---|---|`;

function row(pair: SuggestedPair): string {
  const { value, measured } = pair.secondsPer512Tokens;
  const cells = [
    pair.title,
    `\`${pair.policy}\``,
    `\`${pair.reference}\``,
    pair.training,
    pair.licence,
    `about ${formatBytes(2 * estimatedBytes(pair))}`,
    `about ${formatBytes(estimatedMemory(pair))}`,
    `${String(value)} s${measured ? '' : ' (estimated)'}`,
  ];
  return `| ${cells.join(' | ')} |`;
}

const notes = `Download and memory are computed from the number of parameters at four bytes each. The times are for two cores without a graphics
card: measured on random weights of the same shape, or, where that says so, estimated from the number of parameters. How well each pair
judges your data is not said here: nobody has measured it. The smallest is the one to try the way with; a pair that you trained
yourself is the one that says what your own training will do.

In every pair the policy is the reference after supervised fine-tuning and preference training together, so its implicit reward holds
both: a text that looks like an assistant's answer gains by the first alone. For a reward of preferences alone take the model before
and after DPO, exported from your own checkpoints.
`;
