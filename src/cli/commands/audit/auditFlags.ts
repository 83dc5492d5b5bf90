import type { ReviewLog } from '../../../core/noise/review/reviewLog';
import { firstSeed, type SampleChoice } from '../../../core/noise/review/randomSample';
import { largestSample } from '../../../core/noise/review/reviewRecord';
import { UsageError } from '../../usageError';
import type { DatasetFlags } from '../openDataset';
import type { ReadingFlags } from '../readingFlags';
import { numberFlag } from '../scoreOptions';

export const auditFormats = ['text', 'json', 'jsonl'] as const;
export type AuditFormat = (typeof auditFormats)[number];

/** `preflens audit`, as commander hands it over. */
export interface AuditFlags extends DatasetFlags, ReadingFlags {
  readonly sample?: string;
  readonly seed?: string;
  readonly decisions?: string;
  readonly format?: string;
  readonly out?: string;
}

/** The format asked for, or what suits the place: a summary on a terminal, JSON Lines on a pipe or into a file. */
export function auditFormat({ format, out }: AuditFlags): AuditFormat {
  if (format === undefined) return process.stdout.isTTY && out === undefined ? 'text' : 'jsonl';
  const known = auditFormats.find((name) => name === format);
  if (!known) throw new UsageError(`--format takes ${auditFormats.join(', ')}, not "${format}".`);
  return known;
}

/** What the flags ask for, before anything is read. Throws UsageError. */
export function askedSample({ sample, seed }: AuditFlags): Partial<SampleChoice> {
  const whole = (name: string, text: string, least: number) => numberFlag(name, text, (value) => Number.isSafeInteger(value) && value >= least && (name !== 'sample' || value <= largestSample), `a whole number from ${String(least)}${name === 'sample' ? ` to ${String(largestSample)}` : ''}`);
  return { ...(sample === undefined ? {} : { size: whole('sample', sample, 1) }), ...(seed === undefined ? {} : { seed: whole('seed', seed, 0) }) };
}

/** That which is reviewed already, unless other numbers are told. Throws UsageError where there is none. */
export function sampleChoice(asked: Partial<SampleChoice>, { sample }: Pick<ReviewLog, 'sample'>): SampleChoice {
  const seed = asked.seed ?? sample?.seed ?? firstSeed;
  const size = asked.size ?? (sample?.seed === seed ? sample.size : undefined);
  if (size === undefined) throw new UsageError('No sample of this file is reviewed yet; say how many pairs to draw, for example --sample 100.');
  return { seed, size };
}
