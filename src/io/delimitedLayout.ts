import { parseDelimited } from '../core/dataset/parseDelimited';
import { UnreadableFileError } from '../core/errors';
import { DelimitedScanner } from './delimitedScanner';
import type { TextHead, TextLayout } from './textLayout';

const delimiters = [',', '\t', ';', '|'];
/** Records that are looked at to find the delimiter. */
const sampleRecords = 200;

/** A table whose first record names its columns. Throws UnreadableFileError where that record cannot be read. */
export function delimitedLayout(head: TextHead, start: number): TextLayout {
  const delimiter = findDelimiter(head);
  const [record] = sampleOf(head, delimiter, 1);
  const parsed = record === undefined ? undefined : parseDelimited(record, delimiter);
  if (parsed === undefined && head.bytes.toString('latin1').trim() !== '') {
    throw new UnreadableFileError(`${head.path} has no line end in its first ${String(head.bytes.length)} bytes outside quotes; is it a CSV file?`);
  }
  if (parsed?.kind === 'problem') throw new UnreadableFileError(`${head.path} has an open quote in its first record, which names the columns; close it.`);
  const header = distinctNames((parsed?.cells ?? []).map(({ value }) => value));
  return {
    format: delimiter === '\t' ? 'tsv' : 'csv',
    syntax: { kind: 'delimited', delimiter, header },
    start,
    createScanner: () => new DelimitedScanner(start, delimiter, 1),
  };
}

/** The delimiter under which most records have as many cells as the first; among equals, the one that gives most cells. */
function findDelimiter(head: TextHead): string {
  const preferred = /\.(tsv|tab)$/i.test(head.name) ? '\t' : /\.psv$/i.test(head.name) ? '|' : ',';
  const candidates = [preferred, ...delimiters.filter((delimiter) => delimiter !== preferred)];
  const rated = candidates.map((delimiter) => ({ delimiter, ...rate(sampleOf(head, delimiter, sampleRecords), delimiter) }));
  const tables = rated.filter(({ columns }) => columns > 1).sort((a, b) => b.regular - a.regular || b.columns - a.columns);
  return tables[0]?.delimiter ?? preferred;
}

function rate(records: readonly string[], delimiter: string): { readonly columns: number; readonly regular: number } {
  const counts = records.map((record) => {
    const parsed = parseDelimited(record, delimiter);
    return parsed.kind === 'cells' ? parsed.cells.length : 0;
  });
  const columns = counts[0] ?? 0;
  return { columns, regular: counts.filter((count) => count === columns).length / Math.max(1, counts.length) };
}

/** The first records that are whole. */
function sampleOf({ bytes, isWhole }: TextHead, delimiter: string, count: number): string[] {
  const scanner = new DelimitedScanner(0, delimiter);
  const rows = [...scanner.push(bytes), ...(isWhole ? scanner.end() : [])].slice(0, count);
  return rows.map(({ byteStart, byteLength }) => bytes.toString('utf8', byteStart, byteStart + byteLength));
}

/** Names that come twice get a number, as pandas does it, so that no column hides another. */
function distinctNames(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    let distinct = name;
    for (let number = 1; taken.has(distinct); number++) distinct = `${name}.${String(number)}`;
    taken.add(distinct);
    return distinct;
  });
}
