import { verdictNames, type LintReport } from '../../core/noise/lintReport';
import type { FilterTerm } from '../../shared/tableFilter';

export type JudgedReport = Pick<LintReport, 'findings' | 'columns'>;

/** For every row, 1 where one of its pairs has the finding or the verdict. */
export function judgedRows({ findings, columns }: JudgedReport, { by, value }: Extract<FilterTerm, { kind: 'judged' }>, rowCount: number): Uint8Array {
  const rows = new Uint8Array(rowCount);
  if (by === 'finding') for (const { row, code } of findings) if (code === value) rows[row] = 1;
  const verdict = verdictNames.findIndex((name) => name === value);
  if (by === 'verdict') for (let at = 0; at < columns.length; at++) if (columns.verdict[at] === verdict) rows[columns.row[at] ?? 0] = 1;
  return rows;
}
