import type { OptionBias } from './optionBias';
import { normalQuantile } from './shapleyEstimate';
import { meanNoise, type NoiseShare } from './tokenNoise';

/** A mean over prompts with the 95 % interval of a mean. */
export interface MeanInterval {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** What counts of one prompt in a set. */
export interface SetFigures {
  readonly template: string;
  /** v(N). */
  readonly value: number | null;
  readonly tokenNoise: NoiseShare | null;
  readonly optionBias: OptionBias | null;
}

/** The prompts that were made from one template. */
export interface TemplateFigures {
  readonly name: string;
  readonly prompts: number;
  readonly tokenNoise: NoiseShare | null;
  readonly value: MeanInterval | null;
}

export interface SetSummary {
  readonly prompts: number;
  /** The mean share over the prompts, with the interval of that mean. */
  readonly tokenNoise: NoiseShare | null;
  /** Mean biases by label and by position over the prompts with as many options as most; null without probes. */
  readonly optionBias: { readonly labels: readonly (MeanInterval | null)[]; readonly positions: readonly (MeanInterval | null)[] } | null;
  /** Given the template, in the order in which they came. */
  readonly templates: readonly TemplateFigures[];
}

/** Sums up a set of prompts: the mean over all, and given each template. */
export function summarizeSet(figures: readonly SetFigures[]): SetSummary {
  const names = [...new Set(figures.map(({ template }) => template))];
  return {
    prompts: figures.length,
    tokenNoise: noiseOf(figures),
    optionBias: biasOf(figures.flatMap(({ optionBias }) => optionBias ?? [])),
    templates: names.map((name) => {
      const chosen = figures.filter(({ template }) => template === name);
      return { name, prompts: chosen.length, tokenNoise: noiseOf(chosen), value: meanInterval(chosen.flatMap(({ value }) => value ?? [])) };
    }),
  };
}

/** Null for fewer than two values. */
export function meanInterval(values: readonly number[]): MeanInterval | null {
  if (values.length < 2) return null;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  const half = normalQuantile * Math.sqrt(variance / values.length);
  return { mean, low: mean - half, high: mean + half };
}

function noiseOf(figures: readonly SetFigures[]): NoiseShare | null {
  return meanNoise(figures.flatMap(({ tokenNoise }) => (tokenNoise ? [tokenNoise.share] : [])));
}

function biasOf(biases: readonly OptionBias[]): SetSummary['optionBias'] {
  const counts = biases.map(({ labels }) => labels.length);
  const options = counts.toSorted((a, b) => counts.filter((count) => count === b).length - counts.filter((count) => count === a).length)[0];
  if (options === undefined) return null;
  const chosen = biases.filter(({ labels }) => labels.length === options);
  const by = (of: 'labels' | 'positions') => Array.from({ length: options }, (_, index) => meanInterval(chosen.map((bias) => bias[of][index]?.value ?? 0)));
  return { labels: by('labels'), positions: by('positions') };
}
