import type { DatasetReader } from '../../core/dataset/datasetReader';
import type { PreferencePair } from '../../core/dataset/preferencePair';
import { RecentPlaces } from '../../core/dataset/rowPlaces';
import type { EvidenceTable } from '../../core/noise/evidence/evidenceTable';
import { spreadEvidence } from '../../core/noise/evidence/spreadEvidence';
import type { FindingCollector } from '../../core/noise/structural/findingCollector';
import { reportTruncation } from '../../core/noise/structural/reportTruncation';
import type { CancellationSignal, ModelSetIdentity, RowSource, Scorer, ScoreStore } from '../../core/ports';
import { defaultScoringSettings, type ScoringSettings } from '../../core/scoring/settings';
import { locateRows } from '../locateRows';
import { scoreRows, type RowResult } from '../scoreRows';
import type { LintProgress } from './lintProgress';
import type { StateMatrix } from './stateMatrix';

export interface ScoreEvidenceOptions {
  readonly scorers?: readonly Scorer[] | undefined;
  readonly settings?: ScoringSettings | undefined;
  readonly store?: ScoreStore | undefined;
  readonly signal?: CancellationSignal | undefined;
  readonly onProgress?: ((progress: LintProgress) => void) | undefined;
}

/** How often progress is told: telling costs more than a stored row. */
const rowsBetweenProgress = 32;

/** What the answers of the model sets go into. */
export interface ScoreTargets {
  readonly evidence: EvidenceTable;
  /** Given where pooled states of the first model set are wanted. */
  readonly states: StateMatrix | null;
  /** What the first model set's tokenizer cuts off. */
  readonly truncation: FindingCollector;
}

/** Asks each model set about every pair, in turn. The first one's figures are kept; of all of them mean and spread, where there are several. */
export async function scoreEvidence(source: RowSource, reader: DatasetReader, size: { readonly rows: number; readonly pairs: number }, { evidence, states, truncation }: ScoreTargets, options: ScoreEvidenceOptions): Promise<void> {
  const margins: Float64Array[] = [];
  for (const [set, scorer] of (options.scorers ?? []).entries()) {
    const margin = new Float64Array(size.pairs).fill(NaN);
    const identity = await scorer.identify(options.signal);
    const pass = { ...options, identity, rows: size.rows, set, pooled: set === 0 && states !== null };
    await eachPair(source, reader, scorer, pass, (index, result) => {
      if (set === 0) reportTruncation(result.pair, result.kind === 'scored' ? { pair: result.score } : { failure: result.code }, identity, truncation);
      if (result.kind === 'unscored') return;
      const { score, stateDifference } = result;
      if (set === 0) evidence.addScore(index, score);
      if (set === 0 && stateDifference) states?.set(index, stateDifference);
      margin[index] = score.rewardMargin ?? score.likelihoodMargin;
    });
    margins.push(margin);
  }
  if (margins.length > 1) {
    const { means, deviations } = spreadEvidence(margins);
    evidence.setScores('model-spread', means);
    evidence.setFigures('spread', deviations);
  }
}

interface ScorePass extends ScoreEvidenceOptions {
  readonly identity: ModelSetIdentity;
  readonly rows: number;
  /** 0-based among the model sets. */
  readonly set: number;
  readonly pooled: boolean;
}

type PairResult = RowResult & { readonly pair: PreferencePair };

async function eachPair(source: RowSource, reader: DatasetReader, scorer: Scorer, options: ScorePass, take: (index: number, result: PairResult) => void): Promise<void> {
  const { store, signal, onProgress, identity, rows, set, pooled } = options;
  const places = new RecentPlaces();
  const locations = locateRows(source, undefined, signal, places);
  const results = scoreRows(source, locations, scorer, {
    settings: options.settings ?? defaultScoringSettings,
    reader,
    places: places.at,
    tokens: false,
    expected: identity,
    pooled,
    ...(store && { store }),
    ...(signal && { signal }),
  });
  let [pairs, seen] = [0, 0];
  for await (const result of results) {
    if (hasPair(result)) take(pairs++, result);
    if (++seen % rowsBetweenProgress === 0) onProgress?.({ phase: 'scoring', rows: set * rows + result.row + 1, totalRows: rows * (options.scorers?.length ?? 1) });
  }
}

function hasPair(result: RowResult): result is PairResult {
  return result.pair !== null;
}
