import type { PairEvaluation, ResponseEvaluation } from './pairEvaluation';

type ReferenceFigures = Pick<ResponseEvaluation, 'referenceLogProbability' | 'sharedLengthReferenceLogProbability'>;

/** What the reference model says of a pair, nats: from an earlier measurement, or from a trainer's own columns. */
export interface ReferenceLogProbabilities {
  readonly chosen: ReferenceFigures;
  readonly rejected: ReferenceFigures;
}

/** An evaluation with the reference's figures put in. */
export function withReference(evaluation: PairEvaluation, reference: ReferenceLogProbabilities): PairEvaluation {
  return {
    ...evaluation,
    chosen: { ...evaluation.chosen, ...reference.chosen },
    rejected: { ...evaluation.rejected, ...reference.rejected },
  };
}

/** What the reference said in an evaluation. */
export function referenceOf({ chosen, rejected }: PairEvaluation): ReferenceLogProbabilities {
  const figures = ({ referenceLogProbability, sharedLengthReferenceLogProbability }: ResponseEvaluation) => ({ referenceLogProbability, sharedLengthReferenceLogProbability });
  return { chosen: figures(chosen), rejected: figures(rejected) };
}
