import type { RowResult, UnscoredCode } from '../../app/scoreRows';
import { badness } from './badness';
import { inlineFigures, type InlineFigure } from './inlineFigure';

/** The figures of a scored pair that the editor shows all the time; the pair panel asks for everything again. */
export interface PairFigures {
  readonly kind: 'scored';
  readonly row: number;
  readonly line: number;
  /** 0-based index of the pair in its row. */
  readonly pair: number;
  readonly beta: number;
  readonly rewardMargin: number | null;
  readonly preferenceProbability: number | null;
  readonly likelihoodMargin: number;
  readonly referenceMargin: number | null;
  readonly lengthNormalizedChes: number | null;
  readonly displacement: number | null;
  readonly chosen: ResponseFigures;
  readonly rejected: ResponseFigures;
  readonly notes: readonly string[];
}

/** The figures of a row's worst pair by its margin, and of the others that are worst by some other figure. */
export interface ScoredRow extends PairFigures {
  readonly pairCount: number;
  readonly worstBy?: Readonly<Partial<Record<InlineFigure, PairFigures>>>;
}

export interface ResponseFigures {
  readonly tokenCount: number;
  readonly truncated: boolean;
  readonly logProbability: number;
  readonly reward: number | null;
}

export interface UnscoredRow {
  readonly kind: 'unscored';
  readonly row: number;
  readonly line: number;
  readonly column: number;
  readonly code: UnscoredCode;
  readonly reason: string;
  /** False when the row itself is broken; true when only the models could do nothing with it. */
  readonly readable: boolean;
}

export type RowFigures = ScoredRow | UnscoredRow;

function responseFigures({ tokenCount, truncated, logProbability, reward }: ResponseFigures): ResponseFigures {
  return { tokenCount, truncated, logProbability, reward };
}

/** What is kept of all results of one row. Of a row that has some figures, those that are missing are not kept. */
export function toRowFigures(results: readonly [RowResult, ...RowResult[]]): RowFigures {
  const pairs = results.flatMap((result) => (result.kind === 'scored' ? [toPairFigures(result)] : []));
  const [first, ...others] = pairs;
  if (first === undefined) return unscoredRow(results[0]);
  if (others.length === 0) return { ...first, pairCount: results.length };
  const margin = worstOf(pairs, first.rewardMargin === null ? 'likelihoodMargin' : 'rewardMargin') ?? first;
  const worstBy = Object.fromEntries(inlineFigures.map((figure) => [figure, worstOf(pairs, figure) ?? margin]));
  return { ...margin, pairCount: results.length, worstBy };
}

/** The pair that stands for a row where one figure is shown. */
export function pairShownBy(row: ScoredRow, figure: InlineFigure): PairFigures {
  return row.worstBy?.[figure] ?? row;
}

function worstOf(pairs: readonly PairFigures[], figure: InlineFigure): PairFigures | undefined {
  return pairs.reduce<PairFigures | undefined>((worst, pair) => {
    const value = pair[figure];
    const worstValue = worst?.[figure] ?? null;
    return value !== null && (worstValue === null || badness(value, figure) < badness(worstValue, figure)) ? pair : worst;
  }, undefined);
}

function unscoredRow(result: RowResult): UnscoredRow {
  if (result.kind === 'scored') throw new Error('a scored result has figures');
  const { row, line, column, code, reason, pair } = result;
  return { kind: 'unscored', row, line, column, code, reason, readable: pair !== null || code === 'no-pair' };
}

/**
 * What is kept of a pair's result. The texts and the 21 losses are left out: with them, a large file would live in the memory
 * that all extensions share.
 */
function toPairFigures({ row, line, score, pair }: Extract<RowResult, { kind: 'scored' }>): PairFigures {
  return {
    kind: 'scored',
    row,
    line,
    pair: pair.pair,
    beta: score.beta,
    rewardMargin: score.rewardMargin,
    preferenceProbability: score.preferenceProbability,
    likelihoodMargin: score.likelihoodMargin,
    referenceMargin: score.referenceMargin,
    lengthNormalizedChes: score.lengthNormalizedChes,
    displacement: score.displacement,
    chosen: responseFigures(score.chosen),
    rejected: responseFigures(score.rejected),
    notes: pair.notes.map((note) => note.message),
  };
}
