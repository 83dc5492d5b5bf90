import type { RowSelection } from '../../core/export/exportChoices';
import type { Finding } from '../../core/noise/finding';

/** Why a row is picked: by its number, or by what was found in it. */
export type PickReason = 'row' | 'code';

/** Which rows a selection picks. */
export class RowPicks {
  private readonly codes: ReadonlySet<string>;
  private readonly found = new Set<number>();

  constructor(private readonly selection: RowSelection) {
    this.codes = new Set(selection.codes);
  }

  get needsFindings(): boolean {
    return this.codes.size > 0;
  }

  /** Takes notice of a finding, unless somebody silenced it. */
  add({ row, code }: Finding, isSilenced: (code: string) => boolean): void {
    if (this.codes.has(code) && !isSilenced(code)) this.found.add(row);
  }

  reason(row: number): PickReason | undefined {
    if (this.selection.rows.some(({ first, last }) => row >= first && row <= last)) return 'row';
    return this.found.has(row) ? 'code' : undefined;
  }
}
