import { optionBias, type OptionBias, type OptionTrial } from '../optionBias';
import { promptSensitivityIndex } from '../promptSensitivity';
import { variantKinds, type VariantKind } from './promptVariant';

/** What the model made of one way of asking. */
export interface VariantValue {
  readonly kind: VariantKind | 'as it is';
  readonly name: string;
  /** Of the target, in its unit. */
  readonly value: number;
  /** log π of each response, end token included. */
  readonly responses: readonly number[];
  /** Tokens of each response. */
  readonly lengths: readonly number[];
}

/** The values of variants of one kind, with that of the prompt as it is among them. */
export interface KindSpread {
  readonly kind: VariantKind;
  readonly variants: number;
  readonly mean: number;
  readonly standardDeviation: number;
  readonly lowest: number;
  readonly highest: number;
}

/** How far a value depends on how the prompt is put. */
export interface SensitivityReport {
  /** The prompt as it is first, then its variants. */
  readonly variants: readonly Pick<VariantValue, 'kind' | 'name' | 'value'>[];
  readonly kinds: readonly KindSpread[];
  /** The two variants that are furthest apart: places in `variants`, and the distance of their values. */
  readonly worstPair: { readonly lowest: number; readonly highest: number; readonly distance: number } | null;
  /** Variants under which the value has another sign than under the prompt as it is; null for values that have no sign. */
  readonly signChanges: number | null;
  /** POSIX of the rewrites, nats a token: of each response, the mean distance of its log-probability between two ways to ask. Null without rewrites. */
  readonly promptSensitivityIndex: readonly number[] | null;
  readonly optionBias: OptionBias | null;
  /** Variants that there would have been beyond those that were tried. */
  readonly leftOut: number;
}

export interface OptionTrials {
  readonly options: number;
  readonly trials: readonly OptionTrial[];
}

/** Sums up the values of variants; the first is the prompt as it is. */
export function sensitivityReport(values: readonly VariantValue[], trials: OptionTrials | null, signed: boolean, leftOut: number): SensitivityReport {
  const first = values[0]?.value ?? 0;
  return {
    variants: values.map(({ kind, name, value }) => ({ kind, name, value })),
    kinds: variantKinds.flatMap((kind) => spreadOf(kind, values) ?? []),
    worstPair: worstPair(values.map(({ value }) => value)),
    signChanges: signed ? values.filter(({ value }) => value * first < 0).length : null,
    promptSensitivityIndex: indices(values.filter(({ kind }) => kind !== 'option order' && kind !== 'swap')),
    optionBias: trials ? optionBias(trials.trials, trials.options) : null,
    leftOut,
  };
}

function spreadOf(kind: VariantKind, values: readonly VariantValue[]): KindSpread | null {
  const chosen = values.filter((one, index) => index === 0 || one.kind === kind).map(({ value }) => value);
  if (chosen.length < 2) return null;
  const mean = chosen.reduce((sum, value) => sum + value, 0) / chosen.length;
  const squares = chosen.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const standardDeviation = Math.sqrt(squares / (chosen.length - 1));
  return { kind, variants: chosen.length - 1, mean, standardDeviation, lowest: Math.min(...chosen), highest: Math.max(...chosen) };
}

function worstPair(values: readonly number[]): SensitivityReport['worstPair'] {
  if (values.length < 2) return null;
  const [lowest, highest] = [values.indexOf(Math.min(...values)), values.indexOf(Math.max(...values))];
  return { lowest, highest, distance: (values[highest] ?? 0) - (values[lowest] ?? 0) };
}

/** The same response stands for what the paper has the model answer to each variant: nothing is generated here. */
function indices(values: readonly VariantValue[]): readonly number[] | null {
  if (values.length < 2) return null;
  return (values[0]?.responses ?? []).map((_, response) => {
    const rows = values.map((one) => values.map(() => one.responses[response] ?? 0));
    return promptSensitivityIndex(rows, values.map((one) => one.lengths[response] ?? 1)) ?? 0;
  });
}
