import { UsageError } from '../../usageError';
import type { DatasetFlags } from '../openDataset';
import type { ReadingFlags } from '../readingFlags';
import { wholeNumberFlag } from '../scoreOptions';

/** `preflens compare`, as commander hands it over. What is given of the second side alone stands in place of what both have. */
export interface CompareFlags extends DatasetFlags, ReadingFlags {
  readonly firstScores?: string;
  readonly secondScores?: string;
  readonly policy?: string;
  readonly secondPolicy?: string;
  readonly reference?: string;
  readonly secondReference?: string;
  readonly convention: string;
  readonly secondConvention?: string;
  readonly beta: string;
  readonly secondBeta?: string;
  readonly maxLength: string;
  readonly secondMaxLength?: string;
  readonly threads: string;
  readonly memory: string;
  /** False with --no-store. */
  readonly store: boolean;
  readonly list?: string;
  readonly format?: string;
  readonly out?: string;
}

/** What one side says about models. */
export interface SideFlags {
  readonly policy?: string;
  readonly reference?: string;
  readonly convention: string;
  readonly beta: string;
  readonly maxLength: string;
}

export function firstSideFlags({ policy, reference, convention, beta, maxLength }: CompareFlags): SideFlags {
  return { ...(policy !== undefined && { policy }), ...(reference !== undefined && { reference }), convention, beta, maxLength };
}

export function secondSideFlags(flags: CompareFlags): SideFlags {
  const first = firstSideFlags(flags);
  const policy = flags.secondPolicy ?? first.policy;
  const reference = flags.secondReference ?? first.reference;
  return {
    ...(policy !== undefined && { policy }),
    ...(reference !== undefined && { reference }),
    convention: flags.secondConvention ?? first.convention,
    beta: flags.secondBeta ?? first.beta,
    maxLength: flags.secondMaxLength ?? first.maxLength,
  };
}

export const compareFormats = ['text', 'json'] as const;
export type CompareFormat = (typeof compareFormats)[number];

/** Text unless told: a comparison is for a person first. */
export function compareFormat({ format }: CompareFlags): CompareFormat {
  if (format === undefined) return 'text';
  const found = compareFormats.find((name) => name === format);
  if (found === undefined) throw new UsageError(`--format takes ${compareFormats.join(', ')}, not "${format}".`);
  return found;
}

/** How many flips and rank changes are listed. */
export function listFlag({ list }: CompareFlags, format: CompareFormat): number {
  return list === undefined ? { text: 10, json: 1000 }[format] : wholeNumberFlag('list', list, 0);
}
