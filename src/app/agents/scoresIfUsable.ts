import type { AgentDataset } from '../../core/agents/agentDataset';
import { ToolRefusedError } from '../../core/agents/toolRefusedError';
import type { AgentToolCall, AgentToolPorts } from './agentToolPorts';
import { knownScores, type KnownScores } from './knownScores';

/** Models that cannot be used take nothing from what needs none. */
export async function scoresIfUsable(ports: AgentToolPorts, dataset: AgentDataset, scoring: 'stored' | 'compute', call: AgentToolCall): Promise<{ readonly scores: KnownScores | null; readonly refusal: string | null }> {
  try {
    return { scores: await knownScores(ports, dataset, { scoring, worst: 0, call }), refusal: null };
  } catch (error) {
    if (!ToolRefusedError.is(error) || scoring === 'compute') throw error;
    return { scores: null, refusal: error.message };
  }
}
