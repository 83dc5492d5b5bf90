import { embeddedJson } from './embeddedJson';
import type { Path } from './valueAt';

/** A copy of a value with another value at a path inside it, right through texts that hold JSON. The path must exist. */
export function withValue(value: unknown, path: Path, replacement: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return replacement;
  if (typeof value === 'string') return JSON.stringify(withValue(embeddedJson(value), path, replacement));
  if (Array.isArray(value)) return value.map((item: unknown, index) => (index === step ? withValue(item, rest, replacement) : item));
  const entries = Object.entries(value as object).map(([name, item]) => [name, name === step ? withValue(item, rest, replacement) : (item as unknown)] as const);
  return Object.fromEntries(entries);
}
