import { closestName } from '../../../core/noise/config/closestName';
import { failureLevels, type FailureLevel } from '../../../core/noise/config/lintConfig';
import { findingCodes, type FindingCode } from '../../../core/noise/findingCodes';
import { UsageError } from '../../usageError';
import type { DatasetFlags } from '../openDataset';
import type { ReadingFlags } from '../readingFlags';
import { numberFlag, wholeNumberFlag } from '../scoreOptions';

/** `preflens lint`, as commander hands it over. What is not given is left to the configuration. */
export interface LintFlags extends DatasetFlags, ReadingFlags {
  /** A file in place of those that lie with the data; false: none at all. */
  readonly config?: string | false;
  /** True with --models, false with --no-models. */
  readonly models?: boolean;
  readonly probe?: boolean;
  readonly policy?: string;
  readonly reference?: string;
  readonly convention?: string;
  readonly beta?: string;
  readonly maxLength?: string;
  readonly threads: string;
  readonly memory: string;
  /** False with --no-store. */
  readonly store: boolean;
  readonly codes?: string;
  readonly failOn?: string;
  readonly maxNoise?: string;
  readonly maxFindings?: string;
  readonly format?: string;
  readonly out?: string;
}

export const lintFormats = ['text', 'json', 'sarif'] as const;
export type LintFormat = (typeof lintFormats)[number];

/** Text unless told, on a pipe too: what reads a linter's log in a build is a person. A file's name may tell. */
export function lintFormat({ format, out = '' }: LintFlags): LintFormat {
  if (format === undefined) return out.endsWith('.sarif') ? 'sarif' : out.endsWith('.json') ? 'json' : 'text';
  return oneOf('format', lintFormats, format);
}

/** Findings that are listed of a file; SARIF has the limits of code scanning. */
const shownFindings: Readonly<Record<LintFormat, number>> = { text: 50, json: 100_000, sarif: 25_000 };

export function maxFindings({ maxFindings: text }: LintFlags, format: LintFormat): number {
  if (text === undefined) return shownFindings[format];
  const number = wholeNumberFlag('max-findings', text, 1);
  return format === 'sarif' ? Math.min(number, shownFindings.sarif) : number;
}

export function failOnFlag({ failOn }: LintFlags): FailureLevel | null {
  return failOn === undefined ? null : oneOf('fail-on', failureLevels, failOn);
}

export function maxNoiseFlag({ maxNoise }: LintFlags): number | null {
  return maxNoise === undefined ? null : numberFlag('max-noise', maxNoise, (value) => value >= 0 && value <= 1, 'a share from 0 to 1');
}

/** The codes that alone are wanted; null: as configured. */
export function codesFlag({ codes }: LintFlags): ReadonlySet<FindingCode> | null {
  if (codes === undefined) return null;
  const names = codes.split(',').map((name) => name.trim()).filter((name) => name !== '');
  if (names.length === 0) throw new UsageError('--codes takes finding codes with commas between, such as duplicate-pair,empty-chosen (docs/findings.md).');
  return new Set(names.map(findingCode));
}

function findingCode(name: string): FindingCode {
  if (Object.hasOwn(findingCodes, name)) return name as FindingCode;
  const meant = closestName(name, Object.keys(findingCodes));
  throw new UsageError(`--codes: unknown code "${name}"${meant === undefined ? '; docs/findings.md lists them' : `; did you mean "${meant}"?`}`);
}

function oneOf<Name extends string>(flag: string, names: readonly Name[], text: string): Name {
  const found = names.find((name) => name === text);
  if (found === undefined) throw new UsageError(`--${flag} takes ${names.join(', ')}, not "${text}".`);
  return found;
}
