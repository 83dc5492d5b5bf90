import type { RowFields } from '../parseRow';
import { embeddedJson } from './embeddedJson';

export type Path = readonly (string | number)[];

/** The value at a path of a row, right through texts that hold JSON; undefined where there is none, or null. */
export function valueAt(fields: RowFields, path: Path): unknown {
  return path.reduce<unknown>(step, fields) ?? undefined;
}

function step(value: unknown, name: string | number): unknown {
  const container = typeof value === 'string' ? embeddedJson(value) : value;
  if (typeof container !== 'object' || container === null || !Object.hasOwn(container, name)) return undefined;
  return (container as Readonly<Record<string | number, unknown>>)[name];
}
