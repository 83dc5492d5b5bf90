import type { AgentDataset } from '../../core/agents/agentDataset';
import { ToolRefusedError } from '../../core/agents/toolRefusedError';
import type { AgentAnswer } from './agentAnswer';
import type { AgentToolInput } from './agentToolInputs';
import type { AgentToolCall, AgentToolPorts } from './agentToolPorts';
import { excerpt } from './excerpt';
import { knownScores, type ScoredPair } from './knownScores';

/** Texts in a list are there to recognise a pair by. */
const listedCharacters = 400;

/** The pairs whose label the models contradict most. */
export async function worstPairsTool(ports: AgentToolPorts, dataset: AgentDataset, { count, scoring }: AgentToolInput<'preflens_worstPairs'>, call: AgentToolCall): Promise<AgentAnswer> {
  const { models, summary, notAsked, worst } = await knownScores(ports, dataset, { scoring, worst: count, call });
  if (summary.scored === 0) throw new ToolRefusedError(nothingKnown(dataset.file, notAsked));
  const remarks = notAsked === 0 ? dataset.remarks : [...dataset.remarks, `${String(notAsked)} pairs have no figures from earlier runs and are not ranked; with "scoring": "compute" the local models run for them.`];
  return ({ items, characters }) => {
    const pairs = worst.slice(0, items).map((one) => listed(one, Math.min(characters, listedCharacters)));
    return { file: dataset.file, models, summary, notAsked, remarks, pairs, omitted: worst.length - pairs.length };
  };
}

function listed({ score, pair }: ScoredPair, characters: number) {
  const { prompt, chosen, rejected } = pair.texts;
  return { score, prompt: excerpt(prompt, characters), chosen: excerpt(chosen, characters), rejected: excerpt(rejected, characters) };
}

function nothingKnown(file: string, notAsked: number): string {
  return notAsked === 0
    ? `No pair of ${file} can be scored; preflens_summarizeDataset says what is wrong with its rows.`
    : `No earlier run left figures of ${file}. Call preflens_worstPairs again with "scoring": "compute" to run the local models for its ${String(notAsked)} pairs (ask the user first when that is many thousands), or call preflens_summarizeDataset for findings that need no model.`;
}
