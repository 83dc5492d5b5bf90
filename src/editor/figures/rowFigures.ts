import type { UnreadableCode } from '../../core/dataset/preferencePair';
import type { EvaluationFailureCode } from '../../core/ports';
import type { RowResult } from '../../app/scoreRows';

/** The figures of a scored row that the editor shows all the time; the pair panel asks for everything again. */
export interface ScoredRow {
  readonly kind: 'scored';
  readonly row: number;
  readonly line: number;
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
  readonly code: UnreadableCode | EvaluationFailureCode;
  readonly reason: string;
  /** False when the row itself is broken; true when only the models could do nothing with it. */
  readonly readable: boolean;
}

export type RowFigures = ScoredRow | UnscoredRow;

function responseFigures({ tokenCount, truncated, logProbability, reward }: ResponseFigures): ResponseFigures {
  return { tokenCount, truncated, logProbability, reward };
}

/**
 * What is kept of a result. The texts of the pair and the 21 losses are left out: with them, a large file would live in
 * the memory that all extensions share.
 */
export function toRowFigures(result: RowResult): RowFigures {
  const { row, line } = result;
  if (result.kind === 'unscored') {
    return { kind: 'unscored', row, line, column: result.column, code: result.code, reason: result.reason, readable: result.pair !== null };
  }
  const { score } = result;
  return {
    kind: 'scored',
    row,
    line,
    beta: score.beta,
    rewardMargin: score.rewardMargin,
    preferenceProbability: score.preferenceProbability,
    likelihoodMargin: score.likelihoodMargin,
    referenceMargin: score.referenceMargin,
    lengthNormalizedChes: score.lengthNormalizedChes,
    displacement: score.displacement,
    chosen: responseFigures(score.chosen),
    rejected: responseFigures(score.rejected),
    notes: result.pair.notes.map((note) => note.message),
  };
}
