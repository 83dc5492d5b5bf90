import { TextDecoder } from 'node:util';

import { wellFormed } from '../../core/dataset/wellFormed';
import { nestingLimit } from '../../core/dataset/nestingLimit';

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Stands for a text of the file that is not UTF-8, so that only its row is lost. */
export class UndecodableText {}

/** Characters that a value may have as JSON, about: what is larger is no row that anybody reads. */
export class ValueBudget {
  constructor(public left: number) {}

  take(size: number): void {
    this.left -= size;
    if (this.left < 0) throw new RangeError('The value is too large.');
  }
}

/**
 * A value of a Parquet column as JSON has it. Whole numbers beyond 2^53 become texts of their digits; bytes become text where they
 * are UTF-8, else base64; what is no number becomes null. Throws RangeError above the budget, and for what is nested too deeply.
 */
export function jsonValue(value: unknown, budget: ValueBudget, depth = 0): unknown {
  if (depth > nestingLimit) throw new RangeError('The value is nested too deeply.');
  budget.take(8);
  if (value === null || value === undefined || typeof value === 'boolean') return value ?? null;
  if (typeof value === 'string') return text(value, budget);
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value.toString();
  if (value instanceof UndecodableText) throw new RangeError('A text is not UTF-8.');
  if (value instanceof Uint8Array) return text(textOfBytes(value), budget);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (Array.isArray(value) || ArrayBuffer.isView(value)) return Array.from(value as ArrayLike<unknown>, (item) => jsonValue(item, budget, depth + 1));
  if (typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([key, item]) => [text(key, budget), jsonValue(item, budget, depth + 1)]));
  return null;
}

function text(value: string, budget: ValueBudget): string {
  budget.take(value.length);
  return wellFormed(value);
}

function textOfBytes(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch {
    return Buffer.from(bytes).toString('base64');
  }
}
