import { percent } from '../formatFigure';
import { excerpt } from '../printable';
import type { InspectRecord } from '../../app/records/inspectRecord';

const shown = 20;

/** The record of a dataset for people. */
export function inspectReport(record: InspectRecord): string {
  const fields = Object.entries(record.fields).map(([name, rows]) => `${excerpt(name, 40)} (${rows})`);
  return [
    `${excerpt(record.file, 200)} (${record.container}): ${record.rows} rows, ${counts(record)}`,
    ...schemaLines(record),
    `Fields: ${fields.join(', ') || 'none'}`,
    ...noteLines(record),
    ...listed(`Unreadable rows (${record.unreadable.length}), by reason`, byReason(record.unreadable), unreadableLine),
    ...listed(record.silenced > 0 ? `Findings (${record.silenced} more are silenced)` : 'Findings', record.findings, ({ row, line, code, message }) => `${line > 0 ? `line ${line}` : `row ${row}`}: ${excerpt(message, 300)} [${code}]`),
    '',
  ].join('\n');
}

function counts({ pairs, ties, unpaired, unreadable }: InspectRecord): string {
  const others = [ties > 0 ? `${ties} ties` : '', unpaired > 0 ? `${unpaired} unpaired answers` : ''].filter((text) => text !== '');
  return [`${pairs} pairs`, ...others, `${unreadable.length} unreadable`].join(', ');
}

function schemaLines({ schema, confidence, alternatives, schemas, choices }: InspectRecord): string[] {
  if (schema === null) return ['Schema: none recognised; --map says which fields hold what'];
  const others = alternatives.map((other) => `${other.schema} (${percent(other.confidence)})`);
  const odd = schemas.filter((one) => one.schema !== schema).map((one) => `  ${one.rows} rows were read as ${one.schema}`);
  return [
    `Schema: ${schema} (confidence ${percent(confidence)}${others.length > 0 ? `; could also be ${others.join(', ')}` : ''})`,
    ...odd,
    ...choices.map(({ key, question, values }) => `  ${question} Taken: ${values[0]}; others by --choose ${key}=${values.slice(1).join('|')}`),
  ];
}

const noteTexts: Readonly<Record<keyof InspectRecord['notes'], string>> = {
  'implicit-prompt-uncertain': 'where the prompt ends had to be guessed',
  'reading-assumed': 'a question was left open, and answered by the default',
  'annotators-disagree': 'annotators did not agree',
  'pairs-left-out': 'more pairs than are made of one row',
  'pairs-elsewhere': 'their pairs stand with rows after them',
  'other-schema': 'rows of another schema than the file',
};

function noteLines({ notes }: InspectRecord): string[] {
  const lines = (Object.keys(noteTexts) as (keyof typeof noteTexts)[]).flatMap((code) => (notes[code] === undefined ? [] : [`  ${notes[code]}: ${noteTexts[code]}`]));
  return lines.length === 0 ? [] : ['Notes:', ...lines];
}

interface ReasonGroup {
  readonly first: InspectRecord['unreadable'][number];
  readonly count: number;
}

/** Rows of a file that is of another kind altogether all have the same thing wrong. */
function byReason(unreadable: InspectRecord['unreadable']): readonly ReasonGroup[] {
  const groups = new Map<string, ReasonGroup>();
  for (const row of unreadable) groups.set(row.reason, { first: groups.get(row.reason)?.first ?? row, count: (groups.get(row.reason)?.count ?? 0) + 1 });
  return [...groups.values()];
}

function unreadableLine({ first: { line, column, reason }, count }: ReasonGroup): string {
  const place = line > 0 ? `line ${line}, column ${column}: ` : '';
  return `${place}${excerpt(reason, 300)}${count > 1 ? ` (and ${count - 1} rows more)` : ''}`;
}

function listed<T>(title: string, items: readonly T[], describe: (item: T) => string): string[] {
  if (items.length === 0) return [];
  const rest = items.length - shown;
  return ['', `${title}: ${items.length}`, ...items.slice(0, shown).map((item) => `  ${describe(item)}`), ...(rest > 0 ? [`  … and ${rest} more`] : [])];
}
