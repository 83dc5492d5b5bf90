import type { ZodType } from 'zod';

/** A line that is no record; it is left in its file and has no effect. */
export interface DamagedLine {
  /** 1-based. */
  readonly line: number;
  readonly reason: string;
}

export interface ParsedLines<Value> {
  readonly records: readonly Value[];
  readonly damaged: readonly DamagedLine[];
}

/** Reads a file that is only ever appended to. A last line that a killed program left half-written counts as damaged, like any other. */
export function parseJsonLines<Value>(text: string, schema: ZodType<Value>): ParsedLines<Value> {
  const records: Value[] = [];
  const damaged: DamagedLine[] = [];
  text.split('\n').forEach((line, index) => {
    if (line.trim() === '') return;
    const parsed = parseLine(line, schema);
    if ('reason' in parsed) damaged.push({ line: index + 1, reason: parsed.reason });
    else records.push(parsed.record);
  });
  return { records, damaged };
}

function parseLine<Value>(line: string, schema: ZodType<Value>): { readonly record: Value } | { readonly reason: string } {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return { reason: 'not a whole JSON object' };
  }
  const parsed = schema.safeParse(value);
  return parsed.success ? { record: parsed.data } : { reason: parsed.error.issues[0]?.message ?? 'not a record that this version knows' };
}
