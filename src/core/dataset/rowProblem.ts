import type { UnreadableCode } from './preferencePair';

/** Thrown by schema readers for a row they cannot read; `readRowText` turns it into an unreadable row with its column. */
export class RowProblem extends Error {
  override readonly name = 'RowProblem';

  /** `path` leads to the value that is wrong; empty if the whole row is meant. `reason` is one sentence: what and what to do. */
  constructor(
    readonly code: UnreadableCode,
    readonly path: readonly (string | number)[],
    readonly reason: string,
  ) {
    super(reason);
  }

  static is(error: unknown): error is RowProblem {
    return error instanceof Error && error.name === 'RowProblem';
  }
}
