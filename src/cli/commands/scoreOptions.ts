import { columnsAsReference } from '../../core/scoring/compareReference';
import { conventionNames } from '../../core/ports';
import type { RowRange } from '../../app/locateRows';
import type { ReadingFlags } from './readingFlags';
import { UsageError } from '../usageError';
import type { DatasetFlags } from './openDataset';

const scoreFormats = ['jsonl', 'json', 'text'] as const;
export type ScoreFormat = (typeof scoreFormats)[number];

/** `preflens score`, as commander hands it over. */
export interface ScoreFlags extends DatasetFlags, ReadingFlags {
  readonly policy?: string;
  readonly reference?: string;
  readonly convention: string;
  readonly beta: string;
  readonly labelSmoothing: string;
  readonly maxLength: string;
  readonly threads: string;
  readonly memory: string;
  readonly allFigures?: boolean;
  readonly rows?: string;
  readonly tokens?: boolean;
  readonly trlColumns?: boolean;
  /** False with --no-store. */
  readonly store: boolean;
  readonly out?: string;
  readonly format?: string;
  readonly worst: string;
}

/** A number within bounds, or a UsageError that says which. */
export function numberFlag(name: string, text: string, fits: (value: number) => boolean, expected: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || !fits(value)) throw new UsageError(`--${name} takes ${expected}, not "${text}".`);
  return value;
}

export function wholeNumberFlag(name: string, text: string, least: number): number {
  return numberFlag(name, text, (value) => Number.isInteger(value) && value >= least, `a whole number from ${least}`);
}

/** `A-B`, `A-` or `A`: 0-based rows, both ends included. */
export function rowRange(text: string | undefined): RowRange | undefined {
  if (text === undefined) return undefined;
  const match = /^(\d+)(-(\d*))?$/.exec(text);
  const first = Number(match?.[1]);
  const last = match?.[2] === undefined ? first : match[3] === '' ? Infinity : Number(match[3]);
  if (!match || last < first) throw new UsageError(`--rows takes a range of 0-based rows such as 0-99, not "${text}".`);
  return { first, last };
}

export function conventionFlag(text: string): (typeof conventionNames)[number] {
  const convention = conventionNames.find((name) => name === text);
  if (!convention) throw new UsageError(`--convention takes ${conventionNames.join(', ')}, not "${text}".`);
  return convention;
}

/** Whether the rows' own columns are the reference. */
export function columnsFlag({ reference }: Pick<ScoreFlags, 'reference'>): boolean {
  return reference === columnsAsReference;
}

/** Checks what --trl-columns goes with. */
export function checkTrlColumns(flags: ScoreFlags, hasReference: boolean): void {
  if (flags.trlColumns !== true) return;
  if (!hasReference) throw new UsageError('--trl-columns writes what the reference model says; name one with --reference.');
  if (flags.format !== undefined && flags.format !== 'jsonl') throw new UsageError(`--trl-columns writes the rows of the dataset as JSON Lines; leave out --format ${flags.format}.`);
}

/** The format asked for, or what suits the place: a table on a terminal, JSON Lines on a pipe or into a file. */
export function scoreFormat(flags: ScoreFlags, isTerminal: boolean): ScoreFormat {
  if (flags.format === undefined) return isTerminal && flags.out === undefined ? 'text' : 'jsonl';
  const format = scoreFormats.find((name) => name === flags.format);
  if (!format) throw new UsageError(`--format takes ${scoreFormats.join(', ')}, not "${flags.format}".`);
  return format;
}
