import { collectFigures, wantedColumns, type CollectedFigures } from '../../app/export/collectFigures';
import { locateRows } from '../../app/locateRows';
import { scoreRows } from '../../app/scoreRows';
import type { DatasetReader } from '../../core/dataset/datasetReader';
import type { ExportChoices } from '../../core/export/exportChoices';
import type { RowSource } from '../../core/ports';
import type { PairScore } from '../../core/scoring/pairScore';
import { defaultScoringSettings } from '../../core/scoring/settings';
import { resolveModels } from '../../engine/embeddedModels';
import { WorkerScorer } from '../../engine/workerScorer';
import { readScores } from '../../io/export/readScores';
import { installation } from '../installation';
import type { ProgressLine } from '../progressLine';
import { stderrLog } from '../stderrLog';
import { needsFigures, type ExportFlags } from './exportOptions';
import { conventionFlag, numberFlag, wholeNumberFlag } from './scoreOptions';

export interface FiguresInput {
  /** With its changes, so that what is scored is what is written. */
  readonly source: RowSource;
  readonly reader: DatasetReader;
  readonly choices: ExportChoices;
  /** Rows that the change list changes. */
  readonly changedRows: { has(row: number): boolean };
  readonly progress: ProgressLine;
}

/** Figures for an export: from a file of scores where one is given, else computed now. Undefined where none are needed. */
export async function exportFigures(flags: ExportFlags, input: FiguresInput, signal: AbortSignal): Promise<CollectedFigures | undefined> {
  if (!needsFigures(input.choices)) return undefined;
  const wanted = wantedColumns(input.choices);
  if (flags.scores !== undefined) return collectFigures(readScores(flags.scores), wanted, input.changedRows);
  const scorer = scorerFor(flags);
  try {
    return await collectFigures(scored(scorer, flags, input, signal), wanted);
  } finally {
    await scorer.dispose();
  }
}

async function* scored(scorer: WorkerScorer, flags: ExportFlags, input: FiguresInput, signal: AbortSignal): AsyncGenerator<PairScore> {
  const beta = numberFlag('beta', flags.beta ?? String(defaultScoringSettings.beta), (value) => value > 0, 'a number above 0');
  const options = { settings: { ...defaultScoringSettings, beta }, reader: input.reader, tokens: false, signal };
  let rows = 0;
  for await (const result of scoreRows(input.source, locateRows(input.source, undefined, signal), scorer, options)) {
    input.progress.show(`${++rows} pairs scored`);
    if (result.kind === 'scored') yield result.score;
  }
}

function scorerFor(flags: ExportFlags): WorkerScorer {
  return new WorkerScorer({
    workerFile: installation.workerFile,
    ...resolveModels(installation.root, flags),
    convention: conventionFlag(flags.convention ?? 'trl'),
    maxLength: wholeNumberFlag('max-length', flags.maxLength ?? '1024', 1),
    threads: wholeNumberFlag('threads', flags.threads, 0),
    background: false,
    log: stderrLog,
  });
}
