import { parseJsonLines, type ParsedLines } from '../../parseJsonLines';
import { changeRecordSchema, type ChangeRecord } from './changeRecord';

/** Reads the lines of a change list; those that are no record are told. */
export function parseChangeList(text: string): ParsedLines<ChangeRecord> {
  return parseJsonLines(text, changeRecordSchema);
}
