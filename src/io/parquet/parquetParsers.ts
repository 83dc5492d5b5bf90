import { TextDecoder } from 'node:util';

import type { ParquetParsers } from 'hyparquet';

import { UndecodableText } from './jsonValue';

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const dayMilliseconds = 86_400_000;

/** Readers of Parquet's own types, into values that JSON has: times as ISO 8601 with all digits that are stored. */
export const parquetParsers: Partial<ParquetParsers> = {
  timestampFromMilliseconds: (value) => isoTime(BigInt(value) * 1_000_000n, 3),
  timestampFromMicroseconds: (value) => isoTime(BigInt(value) * 1000n, 6),
  timestampFromNanoseconds: (value) => isoTime(BigInt(value), 9),
  dateFromDays: (days) => isoDay(days * dayMilliseconds)?.slice(0, -'T00:00:00.000Z'.length) ?? null,
  stringFromBytes: textOf,
  jsonFromBytes: (bytes: Uint8Array | undefined) => jsonOrText(textOf(bytes)),
};

function isoTime(nanoseconds: bigint, digits: number): string | null {
  const milliseconds = nanoseconds / 1_000_000n - (nanoseconds % 1_000_000n < 0n ? 1n : 0n);
  const rest = nanoseconds - milliseconds * 1_000_000n;
  const whole = isoDay(Number(milliseconds));
  return whole === undefined ? null : whole.slice(0, -1) + rest.toString().padStart(6, '0').slice(0, digits - 3) + 'Z';
}

/** Undefined for a time beyond what calendars reach. */
function isoDay(milliseconds: number): string | undefined {
  const time = new Date(milliseconds);
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}

/** What is missing stays so, to be noticed. */
function textOf(bytes: Uint8Array | undefined): string | UndecodableText | undefined {
  try {
    return bytes === undefined ? undefined : decoder.decode(bytes);
  } catch {
    return new UndecodableText();
  }
}

function jsonOrText(text: string | UndecodableText | undefined): unknown {
  try {
    return typeof text === 'string' ? (JSON.parse(text) as unknown) : text;
  } catch {
    return text;
  }
}
