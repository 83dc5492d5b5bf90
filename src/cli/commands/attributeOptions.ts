import { readFileSync } from 'node:fs';

import type { AttributionRunSettings, AttributionView } from '../../app/attribution/attributionSession';
import { removalNames } from '../../core/attribution/promptGame';
import type { PromptUnit, RemovalChoice } from '../../core/attribution/promptUnit';
import { parseSwaps, type SwapTable } from '../../core/attribution/sensitivity/termSwaps';
import { parseVariants } from '../../core/attribution/sensitivity/userVariants';
import { attributionMethods } from '../../core/attribution/shapleyEstimator';
import { AttributionRefusedError, UnreadableFileError } from '../../core/errors';
import { UsageError } from '../usageError';
import type { DatasetFlags } from './openDataset';
import type { ReadingFlags } from './readingFlags';
import { numberFlag, wholeNumberFlag } from './scoreOptions';

/** `preflens attribute`, as commander hands it over. */
export interface AttributeFlags extends DatasetFlags, ReadingFlags {
  readonly row?: string;
  readonly pair: string;
  readonly prompt?: string;
  readonly response?: string;
  readonly options?: string;
  readonly chat?: boolean;
  readonly csv?: string;
  readonly target?: string;
  readonly option?: string;
  readonly token?: string;
  readonly unit: string;
  readonly pattern?: string;
  readonly removal: string;
  readonly mask?: string;
  readonly baseline?: string;
  readonly method: string;
  readonly budget: string;
  readonly precision: string;
  readonly seed: string;
  readonly interactions?: boolean;
  readonly tokens?: boolean;
  readonly sensitivity?: boolean;
  readonly variants?: string;
  readonly swaps?: string;
  readonly format?: string;
  readonly top: string;
  readonly policy?: string;
  readonly reference?: string;
  readonly convention: string;
  readonly beta: string;
  readonly maxLength: string;
  readonly threads: string;
  readonly memory: string;
}

/** What one attribution needs beside the texts and the target, checked before any model is loaded. */
export interface AttributeSettings {
  readonly view: AttributionView;
  readonly run: Omit<AttributionRunSettings, 'signal'>;
  readonly seed: number;
  readonly beta: number;
  readonly format: 'text' | 'json';
  readonly top: number;
  /** Null where no probes are asked for. */
  readonly sensitivity: { readonly variants?: readonly string[]; readonly swaps?: SwapTable } | null;
}

/** Throws UsageError, or UnreadableFileError for an @FILE that cannot be read. */
export function attributeSettings(flags: AttributeFlags, isTerminal: boolean): AttributeSettings {
  return {
    view: { unit: unitFlag(flags), removal: removalFlag(flags), method: oneOf('method', flags.method, ['auto', ...attributionMethods]) },
    run: { budget: wholeNumberFlag('budget', flags.budget, 2), precision: numberFlag('precision', flags.precision, (value) => value >= 0 && value < 1, 'a share from 0 up to, not including, 1') },
    seed: numberFlag('seed', flags.seed, (value) => Number.isInteger(value) && Math.abs(value) <= 0x7fffffff, 'a whole number'),
    beta: numberFlag('beta', flags.beta, (value) => value > 0, 'a number above 0'),
    format: flags.format === undefined ? (isTerminal ? 'text' : 'json') : oneOf('format', flags.format, ['text', 'json']),
    top: wholeNumberFlag('top', flags.top, 1),
    sensitivity: sensitivityFlags(flags),
  };
}

/** A text, or with @ in front the content of a file; one line end at its end is not part of it. */
export function textFlag(text: string): string {
  if (!text.startsWith('@')) return text;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(text.slice(1))).replace(/\r?\n$/u, '');
  } catch (error) {
    throw new UnreadableFileError(`${text.slice(1)} cannot be read as UTF-8 text: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** `A,B,C`, or one on each line of a file. */
export function optionsFlag(text: string): readonly string[] {
  const listed = text.startsWith('@') ? textFlag(text).split(/\r?\n/u) : text.split(',');
  const options = listed.map((option) => option.trim()).filter((option) => option !== '');
  if (options.length < 2 || new Set(options).size < options.length) throw new UsageError(`--options takes at least two different options, such as A,B, not "${text}".`);
  return options;
}

export function oneOf<Name extends string>(flag: string, text: string, names: readonly Name[]): Name {
  const name = names.find((one) => one === text);
  if (name === undefined) throw new UsageError(`--${flag} takes ${names.join(', ')}, not "${text}".`);
  return name;
}

function unitFlag({ unit, pattern }: AttributeFlags): PromptUnit {
  if (pattern !== undefined) return { kind: 'pattern', pattern };
  return { kind: oneOf('unit', unit, ['token', 'word', 'sentence', 'line', 'turn']) };
}

function removalFlag({ removal, mask, baseline }: AttributeFlags): RemovalChoice {
  const kind = baseline !== undefined ? 'baseline' : mask !== undefined ? 'mask' : oneOf('removal', removal, removalNames);
  if (kind === 'mask') return { kind, token: mask ?? null };
  if (kind !== 'baseline') return { kind };
  if (baseline === undefined) throw new UsageError('--removal baseline needs --baseline TEXT, which stands where a unit is taken away.');
  return { kind, texts: baselineTexts(baseline) };
}

/** A text for every unit; of a file with several lines, one for each. */
function baselineTexts(baseline: string): string | readonly string[] {
  const text = textFlag(baseline);
  return baseline.startsWith('@') && text.includes('\n') ? text.split(/\r?\n/u) : text;
}

function sensitivityFlags({ sensitivity, variants, swaps }: AttributeFlags): AttributeSettings['sensitivity'] {
  if (sensitivity !== true && variants === undefined && swaps === undefined) return null;
  try {
    return {
      ...(variants !== undefined && { variants: parseVariants(textFlag(atFile(variants))) }),
      ...(swaps !== undefined && { swaps: parseSwaps(textFlag(atFile(swaps))) }),
    };
  } catch (error) {
    if (AttributionRefusedError.is(error)) throw new UsageError(error.message);
    throw error;
  }
}

function atFile(text: string): string {
  return text.startsWith('@') ? text : `@${text}`;
}
