import type { AgentDataset } from '../../core/agents/agentDataset';
import { lintFailures } from '../../core/noise/lintFailures';
import { lintDataset } from '../lintDataset';
import type { LintedDataset } from '../records/lintRecord';
import type { AgentToolCall, AgentToolPorts } from './agentToolPorts';
import type { KnownScores } from './knownScores';

/** Lints a dataset as `preflens lint` does; with the models' figures where all of them are known. */
export async function lintForAgents(ports: AgentToolPorts, dataset: AgentDataset, scores: KnownScores | null, { signal, onProgress }: AgentToolCall): Promise<LintedDataset> {
  const { file, source, reader, silences, findings, settings, configuration } = dataset;
  // Evidence about a part of the pairs would pass for evidence about the file.
  const usable = scores !== null && scores.summary.scored > 0 && scores.notAsked === 0 ? scores : null;
  const report = await lintDataset(source, reader, {
    hash: ports.hash,
    config: findings,
    silences,
    ...(usable === null ? {} : { scorers: [usable.scorer], settings, store: ports.store }),
    signal,
    turn: ports.turn,
    onProgress: ({ phase, rows, totalRows }) => onProgress({ done: rows, total: totalRows, message: `${phase}: ${String(rows)} rows` }),
  });
  return { file, source, report, models: usable === null ? [] : [usable.models], beta: settings.beta, configuration, failures: lintFailures(report, { failOn: 'error', maxNoise: null }) };
}
