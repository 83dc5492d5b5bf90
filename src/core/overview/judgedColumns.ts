import { verdictNames } from '../noise/lintReport';
import type { Steps } from '../noise/steps';
import type { JudgedPairs } from '../noise/verdict/judgePairs';
import type { VerdictTable } from '../noise/verdict/verdictTable';
import { emptyPairColumns } from './emptyPairColumns';
import type { PairColumns } from './pairColumns';

const pairsAtOnce = 2048;

/** What is known of all pairs of a file once they were judged, as columns. */
export function* judgedColumns({ pairs, evidence, judgement }: JudgedPairs, verdicts: VerdictTable): Steps<PairColumns> {
  const columns = yield* emptyPairColumns(pairs.length);
  columns.row.set(pairs.rows);
  columns.pair.set(pairs.pairs);
  yield;
  const known = [
    [columns.rewardMargin, evidence?.scoresOf('implicit-reward')],
    [columns.likelihoodMargin, evidence?.figuresOf('likelihood-margin')],
    [columns.lengthNormalizedChes, evidence?.figuresOf('length-normalized-ches')],
    [columns.displacement, evidence?.figuresOf('displacement')],
    [columns.lengthDifference, evidence?.figuresOf('length-difference')],
  ] as const;
  for (const [column, values] of known) {
    if (values) column.set(values);
    yield;
  }
  for (let index = 0; index < pairs.length; index++) {
    if (index % pairsAtOnce === 0) yield;
    const verdict = verdicts.verdictAt(index);
    if (verdict !== undefined) columns.verdict[index] = verdictNames.indexOf(verdict);
    columns.probabilityWrong[index] = judgement?.together?.probabilityWrongAt(index) ?? NaN;
  }
  return columns;
}
