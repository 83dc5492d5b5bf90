import type { RowLocation } from '../ports';
import { columnOfPath } from './columnOfPath';
import { explainUnrecognised } from './explainUnrecognised';
import { parseRow, type RowFields } from './parseRow';
import type { DatasetRow, UnreadableCode } from './preferencePair';
import { RowProblem } from './rowProblem';
import { schemaReaders } from './schemas/schemaReaders';

type RowNumber = Pick<RowLocation, 'row' | 'line'>;

/** Reads one row from its text (as an editor has it). Never throws: a row that cannot be read comes back with its place. */
export function readRowText({ row, line }: RowNumber, text: string): DatasetRow {
  const parsed = parseRow(text);
  if (parsed.kind === 'problem') return unreadable({ row, line }, parsed.code, parsed.offset + 1, parsed.reason);
  const names = Object.keys(parsed.fields);
  try {
    return { kind: 'pair', pair: { row, line, ...readFields(parsed.fields) }, fields: names };
  } catch (error) {
    if (!RowProblem.is(error)) throw error;
    return { ...unreadable({ row, line }, error.code, columnOfPath(text, error.path), error.reason), fields: names };
  }
}

function readFields(fields: RowFields) {
  const reader = schemaReaders.find((candidate) => candidate.recognises(fields));
  if (reader === undefined) throw explainUnrecognised(fields);
  return reader.read(fields);
}

function unreadable({ row, line }: RowNumber, code: UnreadableCode, column: number, reason: string): DatasetRow {
  return { kind: 'unreadable', unreadable: { row, line, column, code, reason } };
}
