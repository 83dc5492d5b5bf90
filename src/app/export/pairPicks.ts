import type { RowSelection } from '../../core/export/exportChoices';
import type { LintReport } from '../../core/noise/lintReport';

/** What linting says of the data of an export, its changes made. */
export type ExportFindings = Pick<LintReport, 'findings' | 'pairVerdicts'>;

/** Why a pair is picked: by the number of its row, or by what was found in it. */
export type PickReason = 'row' | 'code';

/** Which pairs a selection picks. */
export class PairPicks {
  /** Pairs by row. */
  private readonly found = new Map<number, Set<number>>();

  /** `known` is needed where the selection names codes or verdicts. */
  constructor(
    private readonly selection: RowSelection,
    private readonly known: ExportFindings | undefined,
  ) {
    const codes = new Set<string>(selection.codes);
    if (codes.size === 0) return;
    for (const { row, pair, code } of known?.findings ?? []) {
      if (codes.has(code)) this.found.set(row, (this.found.get(row) ?? new Set()).add(pair));
    }
  }

  /** Of one pair of a row (both 0-based). */
  reason(row: number, pair: number): PickReason | undefined {
    if (this.selection.rows.some(({ first, last }) => row >= first && row <= last)) return 'row';
    return this.found.get(row)?.has(pair) === true || this.hasVerdict(row, pair) ? 'code' : undefined;
  }

  /** The pairs of a row that are picked, in order. A row without pairs is asked for its first. */
  pairsOf(row: number, pairs: number): readonly number[] {
    return Array.from({ length: Math.max(1, pairs) }, (_, pair) => pair).filter((pair) => this.reason(row, pair) !== undefined);
  }

  private hasVerdict(row: number, pair: number): boolean {
    const { verdicts } = this.selection;
    const verdict = verdicts.length === 0 ? undefined : this.known?.pairVerdicts.of(row, pair)?.verdict;
    return verdict !== undefined && verdicts.includes(verdict);
  }
}
