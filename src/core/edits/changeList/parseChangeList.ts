import { changeRecordSchema, type ChangeRecord } from './changeRecord';

/** A line of a change list that is no record; it is left in the file and has no effect. */
export interface DamagedLine {
  /** 1-based. */
  readonly line: number;
  readonly reason: string;
}

export interface ParsedChangeList {
  readonly records: readonly ChangeRecord[];
  readonly damaged: readonly DamagedLine[];
}

/** Reads the lines of a change list. A last line that a killed program left half-written counts as damaged, like any other. */
export function parseChangeList(text: string): ParsedChangeList {
  const records: ChangeRecord[] = [];
  const damaged: DamagedLine[] = [];
  text.split('\n').forEach((line, index) => {
    if (line.trim() === '') return;
    const record = parseLine(line);
    if (typeof record === 'string') damaged.push({ line: index + 1, reason: record });
    else records.push(record);
  });
  return { records, damaged };
}

function parseLine(line: string): ChangeRecord | string {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return 'not a whole JSON object';
  }
  const parsed = changeRecordSchema.safeParse(value);
  return parsed.success ? parsed.data : (parsed.error.issues[0]?.message ?? 'not a change that this version knows');
}
