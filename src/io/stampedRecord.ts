import { randomUUID } from 'node:crypto';

interface Stamp {
  readonly version: 1;
  readonly id: string;
  /** When it was made, ISO 8601. */
  readonly at: string;
}

/** A record without what the file adds: its version, identity and time. */
export type Unstamped<Kind> = Kind extends Stamp ? Omit<Kind, keyof Stamp> : never;

/** The record as it stands in an append-only file. */
export function stampedRecord<New extends object>(record: New): Stamp & New {
  return { version: 1, id: randomUUID(), at: new Date().toISOString(), ...record };
}
