import type { ReferenceColumns } from '../dataset/referenceColumns';
import type { PairScore } from './pairScore';

/** Given in the place of a hash where the reference is what the rows themselves say. */
export const columnsAsReference = 'columns';

/** The trainer's own figures beside ours, nats; a difference is ours minus the trainer's, null without a reference model. */
export function compareReference({ chosen, rejected, referenceHash }: PairScore, columns: ReferenceColumns): NonNullable<PairScore['referenceColumns']> {
  const difference = (ours: number | null, theirs: number) => (ours === null || referenceHash === columnsAsReference ? null : ours - theirs);
  return {
    ...columns,
    chosenDifference: difference(chosen.referenceLogProbability, columns.chosen),
    rejectedDifference: difference(rejected.referenceLogProbability, columns.rejected),
  };
}
