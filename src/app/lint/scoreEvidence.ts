import type { DatasetReader } from '../../core/dataset/datasetReader';
import { RecentPlaces } from '../../core/dataset/rowPlaces';
import { EvidenceTable } from '../../core/noise/evidence/evidenceTable';
import { spreadEvidence } from '../../core/noise/evidence/spreadEvidence';
import type { CancellationSignal, RowSource, Scorer, ScoreStore } from '../../core/ports';
import type { PairScore } from '../../core/scoring/pairScore';
import { defaultScoringSettings, type ScoringSettings } from '../../core/scoring/settings';
import { locateRows } from '../locateRows';
import { scoreRows } from '../scoreRows';
import type { LintProgress } from './lintProgress';

export interface ScoreEvidenceOptions {
  readonly scorers?: readonly Scorer[] | undefined;
  readonly settings?: ScoringSettings | undefined;
  readonly store?: ScoreStore | undefined;
  readonly signal?: CancellationSignal | undefined;
  readonly onProgress?: ((progress: LintProgress) => void) | undefined;
}

/** How often progress is told: telling costs more than a stored row. */
const rowsBetweenProgress = 32;

/** Asks each model set about every pair, in turn. The first one's figures are kept; of all of them mean and spread, where there are several. */
export async function scoreEvidence(source: RowSource, reader: DatasetReader, size: { readonly rows: number; readonly pairs: number }, options: ScoreEvidenceOptions): Promise<EvidenceTable> {
  const table = new EvidenceTable(size.pairs);
  const margins: Float64Array[] = [];
  for (const [set, scorer] of (options.scorers ?? []).entries()) {
    const margin = new Float64Array(size.pairs).fill(NaN);
    await eachScore(source, reader, scorer, { ...options, rows: size.rows, set }, (index, score) => {
      if (set === 0) table.addScore(index, score);
      margin[index] = score.rewardMargin ?? score.likelihoodMargin;
    });
    margins.push(margin);
  }
  if (margins.length > 1) {
    const { means, deviations } = spreadEvidence(margins);
    table.setScores('model-spread', means);
    table.setFigures('spread', deviations);
  }
  return table;
}

interface ScorePass extends ScoreEvidenceOptions {
  readonly rows: number;
  /** 0-based among the model sets. */
  readonly set: number;
}

async function eachScore(source: RowSource, reader: DatasetReader, scorer: Scorer, options: ScorePass, take: (index: number, score: PairScore) => void): Promise<void> {
  const { store, signal, onProgress, rows, set } = options;
  const places = new RecentPlaces();
  const locations = locateRows(source, undefined, signal, places);
  const results = scoreRows(source, locations, scorer, {
    settings: options.settings ?? defaultScoringSettings,
    reader,
    places: places.at,
    tokens: false,
    ...(store && { store }),
    ...(signal && { signal }),
  });
  let [pairs, seen] = [0, 0];
  for await (const result of results) {
    if (result.kind === 'scored') take(pairs, result.score);
    if (result.pair) pairs++;
    if (++seen % rowsBetweenProgress === 0) onProgress?.({ phase: 'scoring', rows: set * rows + result.row + 1, totalRows: rows * (options.scorers?.length ?? 1) });
  }
}
