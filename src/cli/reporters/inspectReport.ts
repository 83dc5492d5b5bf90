import type { DatasetSummary, SchemaShare } from '../../core/dataset/datasetSummarizer';
import type { Finding } from '../../core/noise/finding';
import { percent } from '../formatFigure';
import { excerpt } from '../printable';

/** What `preflens inspect` prints; the field names are a public contract. */
export interface InspectRecord {
  readonly file: string;
  readonly container: string;
  readonly schema: string | null;
  readonly confidence: number;
  readonly alternatives: readonly SchemaShare[];
  readonly rows: number;
  readonly pairs: number;
  readonly unpaired: number;
  readonly ties: number;
  readonly unreadable: readonly { readonly line: number; readonly column: number; readonly code: string; readonly reason: string }[];
  readonly fields: DatasetSummary['fields'];
  readonly findings: readonly Finding[];
}

const shown = 20;

/** The same for people. */
export function inspectReport(record: InspectRecord): string {
  const fields = Object.entries(record.fields).map(([name, rows]) => `${excerpt(name, 40)} (${rows})`);
  return [
    `${excerpt(record.file, 200)}: ${record.rows} rows, ${record.pairs} pairs, ${record.unreadable.length} unreadable`,
    record.schema === null ? 'Schema: none recognised' : `Schema: ${record.schema} (${percent(record.confidence)} of the readable rows)`,
    ...record.alternatives.map(({ schema, rows }) => `  also ${schema}: ${rows} rows`),
    `Fields: ${fields.join(', ') || 'none'}`,
    ...listed('Unreadable rows', record.unreadable, ({ line, column, reason }) => `line ${line}, column ${column}: ${excerpt(reason, 300)}`),
    ...listed('Findings', record.findings, ({ line, code, message }) => `line ${line}: ${excerpt(message, 300)} [${code}]`),
    '',
  ].join('\n');
}

function listed<T>(title: string, items: readonly T[], describe: (item: T) => string): string[] {
  if (items.length === 0) return [];
  const rest = items.length - shown;
  return ['', `${title}: ${items.length}`, ...items.slice(0, shown).map((item) => `  ${describe(item)}`), ...(rest > 0 ? [`  … and ${rest} more`] : [])];
}
