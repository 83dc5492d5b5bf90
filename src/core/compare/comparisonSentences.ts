import type { Interval } from '../noise/lintReport';
import { describedFigures, type DescribedFigure } from './describedFigures';

/** A figure of a comparison as people read it, in English. */
export interface ComparisonSentence {
  readonly name: string;
  /** The figure with its 95 % interval; a dash where it is unknown. */
  readonly value: string;
  readonly sentence: string;
}

/** All figures of a comparison, each with one plain sentence. */
export function comparisonSentences(record: Parameters<typeof describedFigures>[0]): readonly ComparisonSentence[] {
  return describedFigures(record).map(({ name, interval, style, sentence, values }) => ({ name, value: intervalText(interval, formats[style]), sentence: filled(sentence, values) }));
}

const formats: Readonly<Record<DescribedFigure['style'], (value: number) => string>> = { share: percent, 'change of share': signedPercent, number: plainNumber, change: signedNumber };

function filled(sentence: string, values: DescribedFigure['values']): string {
  return sentence.replace(/\{(\d)\}/g, (_, place: string) => {
    const value = values[Number(place)] ?? '';
    return typeof value === 'number' ? whole(value) : value;
  });
}

function intervalText(interval: Interval | null, format: (value: number) => string): string {
  return interval === null ? '–' : `${format(interval.estimate)} (${format(interval.low)} to ${format(interval.high)})`;
}

function percent(value: number): string {
  return `${(value * 100).toFixed(1)}\u00a0%`;
}

function signedPercent(value: number): string {
  return `${sign(value * 100, 1)}${Math.abs(value * 100).toFixed(1)}\u00a0%`;
}

function plainNumber(value: number): string {
  return `${value < 0 && Number(value.toFixed(3)) !== 0 ? '\u2212' : ''}${Math.abs(value).toFixed(3)}`;
}

function signedNumber(value: number): string {
  return `${sign(value, 4)}${Math.abs(value).toFixed(4)}`;
}

function sign(value: number, decimals: number): string {
  if (Number(value.toFixed(decimals)) === 0) return '';
  return value < 0 ? '\u2212' : '+';
}

function whole(value: number): string {
  return value.toLocaleString('en-US');
}
