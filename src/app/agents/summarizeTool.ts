import type { AgentDataset } from '../../core/agents/agentDataset';
import { ToolRefusedError } from '../../core/agents/toolRefusedError';
import type { DatasetSummary } from '../../core/dataset/datasetSummarizer';
import { summarizeDataset } from '../../core/dataset/summarizeDataset';
import type { LintReport } from '../../core/noise/lintReport';
import { containerName } from '../records/containerName';
import { inspectRecord } from '../records/inspectRecord';
import { lintRecordOf, type LintedDataset } from '../records/lintRecord';
import type { AgentAnswer } from './agentAnswer';
import type { AgentToolInput } from './agentToolInputs';
import type { AgentToolCall, AgentToolPorts } from './agentToolPorts';
import { cutRecord } from './cutRecord';
import type { KnownScores } from './knownScores';
import { lintForAgents } from './lintForAgents';
import { scoresIfUsable } from './scoresIfUsable';
import { without } from './without';

export interface SummarizedDataset {
  readonly answer: AgentAnswer;
  readonly linted: LintedDataset;
}

/** What is known of a dataset as a whole. */
export async function summarizeTool(ports: AgentToolPorts, dataset: AgentDataset, { scoring }: AgentToolInput<'preflens_summarizeDataset'>, call: AgentToolCall): Promise<SummarizedDataset> {
  const { source, reader, silences } = dataset;
  const summary = await summarizeDataset(source, reader, ports.hash, call.signal, silences);
  refuseForeignData(dataset, summary);
  const { scores, refusal } = await scoresIfUsable(ports, dataset, scoring, call);
  const linted = await lintForAgents(ports, dataset, scores, call);
  const inspected = inspectRecord(dataset.file, containerName(source.container), { detection: reader.detection, summary });
  const record = {
    // These two stand in what linting gives.
    inspect: without(inspected, 'findings', 'unreadable'),
    scores: scores === null || scores.summary.scored === 0 ? null : scores.summary,
    findingsByCode: countsByCode(linted.report),
    remarks: [...dataset.remarks, ...remarksOn(scores, refusal)],
  };
  return { linted, answer: (limits) => cutRecord({ ...record, lint: lintRecordOf(linted, limits.items) }, limits) };
}

/** Without a row that gives a pair there is nothing to sum up. */
function refuseForeignData({ file, reader }: AgentDataset, { pairs, rows, fields }: DatasetSummary): void {
  if (reader.detection.schema !== null || pairs > 0) return;
  const names = Object.keys(fields).filter((name) => plainName.test(name)).slice(0, 20);
  throw new ToolRefusedError(`${file} is not recognised as preference data (${String(rows)} rows; fields: ${names.join(', ') || 'none with a plain name'}). Rows need a chosen and a rejected response; in VS Code the setting preflens.datasets says which fields hold them.`);
}

/** Any text can be the name of a field, also one that gives orders. */
const plainName = /^[\w.-]{1,40}$/;

function remarksOn(scores: KnownScores | null, refusal: string | null): readonly string[] {
  if (scores === null) return refusal === null ? [] : [refusal];
  if (scores.notAsked === 0) return [];
  const all = scores.summary.scored + scores.notAsked;
  return [`The local models have figures of ${String(scores.summary.scored)} of ${String(all)} pairs from earlier runs, so findings and verdicts rest on texts alone. With "scoring": "compute" the models run for the rest.`];
}

function countsByCode({ findings }: LintReport): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const { code } of findings) counts.set(code, (counts.get(code) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([first, many], [second, few]) => few - many || (first < second ? -1 : 1)));
}
