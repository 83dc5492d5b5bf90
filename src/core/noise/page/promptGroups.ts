import type { PairTable } from '../verdict/pairTable';

/** Where a pair stands; both 0-based. */
export interface PairPosition {
  readonly row: number;
  readonly pair: number;
}

/** Which pairs of a file share a prompt. Four bytes a pair: nothing but the numbers that linting gives prompts anyway. */
export class PromptGroups {
  /** @param groups one number a prompt (GroupNumbers), in the order of the table */
  constructor(
    private readonly pairs: Pick<PairTable, 'rows' | 'pairs' | 'indexOf'>,
    private readonly groups: Uint32Array,
  ) {}

  /** All pairs with the prompt of this one, itself among them, in file order; empty where there is no such pair. One pass over the numbers. */
  withPromptOf({ row, pair }: PairPosition): readonly PairPosition[] {
    const at = this.pairs.indexOf(row, pair);
    if (at === undefined) return [];
    const { rows, pairs } = this.pairs;
    const same: PairPosition[] = [];
    const group = this.groups[at];
    for (let index = this.groups.indexOf(group ?? 0); index >= 0; index = this.groups.indexOf(group ?? 0, index + 1)) {
      same.push({ row: rows[index] ?? 0, pair: pairs[index] ?? 0 });
    }
    return same;
  }
}
