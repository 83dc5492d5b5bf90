import type { AgentDataset } from '../../core/agents/agentDataset';
import { ToolRefusedError } from '../../core/agents/toolRefusedError';
import type { PreferencePair } from '../../core/dataset/preferencePair';
import { RecentPlaces } from '../../core/dataset/rowPlaces';
import { ModelRefusedError } from '../../core/errors';
import { findingCodes } from '../../core/noise/findingCodes';
import { findingDocumentation } from '../../core/noise/findingDocumentation';
import type { LintReport } from '../../core/noise/lintReport';
import type { RowLocation } from '../../core/ports';
import type { PairScore, ResponseScore, TokenScore } from '../../core/scoring/pairScore';
import { KnownOnlyScorer } from '../knownOnlyScorer';
import { locateRows } from '../locateRows';
import { reasonForNoPair } from '../reasonForNoPair';
import { scoreRecord, type UnscoredRecord } from '../records/scoreRecord';
import { scoreRows } from '../scoreRows';
import type { AgentAnswer } from './agentAnswer';
import type { AgentToolInput } from './agentToolInputs';
import type { AgentToolCall, AgentToolPorts } from './agentToolPorts';
import type { AnswerLimits } from './answerLimits';
import { cutRecord } from './cutRecord';
import { excerpt } from './excerpt';
import { without } from './without';

type PairInput = AgentToolInput<'preflens_explainPair'>;

interface FoundRow {
  readonly location: RowLocation;
  readonly places: RecentPlaces;
  readonly pair: PreferencePair;
  readonly pairs: number;
}

/** Everything that is known of one pair. `report` is that of the whole file: duplicates and contradictions show only beside the other rows. */
export async function explainPairTool(ports: AgentToolPorts, dataset: AgentDataset, input: PairInput, { call, report }: { readonly call: AgentToolCall; readonly report: LintReport }): Promise<AgentAnswer> {
  const found = await findRow(dataset, input, call);
  if ('error' in found) return (limits) => cutRecord({ file: dataset.file, ...found, remarks: dataset.remarks }, limits);
  const score = await scoreOf(ports, dataset, found, { input, call });
  const { row, pair } = input;
  const { findings, pairVerdicts } = report;
  const own = findings.filter((finding) => finding.row === row && finding.pair === pair);
  const record = {
    file: dataset.file,
    row,
    line: found.location.line,
    pair,
    pairs: found.pairs,
    schema: found.pair.schema,
    labels: found.pair.labels,
    notes: found.pair.notes,
    verdict: pairVerdicts.of(row, pair) ?? null,
    findings: own.map((finding) => ({ ...finding, fixes: findingCodes[finding.code].fixes, explanation: findingCodes[finding.code].explanation, documentation: findingDocumentation(finding.code) })),
    remarks: dataset.remarks,
  };
  return (limits) => ({ ...cutRecord(record, { items: Math.max(1, limits.items), characters: limits.characters }), ...texts(found.pair, limits), score: withFewTokens(score, limits) });
}

function texts({ texts: { prompt, chosen, rejected } }: PreferencePair, { characters }: AnswerLimits) {
  return { prompt: excerpt(prompt, characters), chosen: excerpt(chosen, characters), rejected: excerpt(rejected, characters) };
}

async function findRow({ file, source, reader }: AgentDataset, { row, pair }: PairInput, { signal }: AgentToolCall): Promise<FoundRow | UnscoredRecord> {
  const places = new RecentPlaces();
  for await (const location of locateRows(source, { first: row, last: row }, signal, places)) {
    const read = await reader.read(source, location, places.at);
    if (read.kind === 'unreadable') return { row, line: location.line, pair: null, error: { code: read.unreadable.code, column: read.unreadable.column, message: read.unreadable.reason } };
    const found = read.pairs[pair];
    if (found !== undefined) return { location, places, pair: found, pairs: read.pairs.length };
    if (read.pairs.length === 0) return { row, line: location.line, pair: null, error: { code: 'no-pair', column: 1, message: reasonForNoPair(read) } };
    throw new ToolRefusedError(`Row ${String(row)} of ${file} holds ${String(read.pairs.length)} pairs, so "pair" is at most ${String(read.pairs.length - 1)}.`);
  }
  throw new ToolRefusedError(`${file} has no row ${String(row)}: rows are counted from 0. preflens_summarizeDataset says how many rows there are.`);
}

async function scoreOf(ports: AgentToolPorts, { source, reader, settings }: AgentDataset, { location, places }: FoundRow, { input, call }: { readonly input: PairInput; readonly call: AgentToolCall }): Promise<PairScore | UnscoredRecord | null> {
  const compute = input.scoring === 'compute';
  const scorer = compute ? ports.scorer() : new KnownOnlyScorer(ports.scorer());
  try {
    for await (const result of scoreRows(source, [location], scorer, { settings, reader, places: places.at, onlyPair: input.pair, tokens: compute, store: ports.store, signal: call.signal })) return scoreRecord(result);
    return null;
  } catch (error) {
    if (ModelRefusedError.is(error)) return { row: input.row, line: location.line, pair: input.pair, error: { code: 'model-refused', column: 1, message: error.message } };
    throw error;
  }
}

/** Of each response the tokens with the largest implicit reward, in the order of the text, and how many are left out. */
function withFewTokens(score: PairScore | UnscoredRecord | null, { items }: AnswerLimits): object | null {
  if (score === null || 'error' in score) return score;
  return { ...score, chosen: strongest(score.chosen, items), rejected: strongest(score.rejected, items) };
}

const mostTokens = 12;

function strongest(score: ResponseScore, items: number): object {
  const { tokens } = score;
  const response = without(score, 'tokens', 'mass');
  if (tokens === undefined) return response;
  const size = ({ reward, logProbability }: TokenScore): number => Math.abs(reward ?? logProbability ?? 0);
  const kept = new Set([...tokens].sort((first, second) => size(second) - size(first)).slice(0, Math.min(items, mostTokens)));
  const shown = tokens.filter((token) => kept.has(token)).map((token) => without(token, 'mass'));
  return { ...response, tokens: shown, omittedTokens: tokens.length - shown.length };
}
