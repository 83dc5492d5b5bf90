import type { ColoredFigure } from './coloring';
import type { ResponseModel } from './panelModel';

/** A figure summed up along a response. */
export interface CumulativeSeries {
  /** Units that have the figure, in order: what each point stands for. */
  readonly units: readonly number[];
  /** Sum up to and with each of those units. */
  readonly sums: Float64Array;
  readonly total: number;
}

/** A sentence of a response and what it adds. */
export interface Step {
  /** First unit of the sentence. */
  readonly unit: number;
  readonly text: string;
  readonly gain: number;
}

/** Null where no token of the response has the figure. */
export function cumulativeSeries({ figures }: ResponseModel, { value }: ColoredFigure): CumulativeSeries | null {
  const units: number[] = [];
  const sums: number[] = [];
  let total = 0;
  for (const [index, unit] of figures.entries()) {
    const own = value(unit);
    if (own === null) continue;
    total += own;
    units.push(index);
    sums.push(total);
  }
  return units.length === 0 ? null : { units, sums: Float64Array.from(sums), total };
}

/** The sentence that adds most, whichever way; null where there is only one, or none has the figure. */
export function largestStep({ text, units, figures }: ResponseModel, { value }: ColoredFigure): Step | null {
  let unit = 0;
  let count = 0;
  let largest: Step | null = null;
  for (const { segment, index } of sentences(text)) {
    const end = index + segment.length;
    const first = unit;
    let gain = 0;
    // What the template adds behind the text belongs to no sentence.
    for (let current = units[unit]; current !== undefined && (current.start === null || firstLetter(current.start, current.text) < end); current = units[unit]) {
      const own = figures[unit];
      gain += current.start === null || own === undefined ? 0 : (value(own) ?? 0);
      unit += 1;
    }
    count += 1;
    if (gain !== 0 && (largest === null || Math.abs(gain) > Math.abs(largest.gain))) largest = { unit: first, text: segment.trim(), gain };
  }
  return count > 1 ? largest : null;
}

/** Where a token's text begins but for the white space before it: that space still stands in the sentence before. */
function firstLetter(start: number, text: string): number {
  const rest = text.trimStart();
  return rest === '' ? start : start + text.length - rest.length;
}

/** Sentences as the reader's browser tells them apart; lines end one too, as in code and lists. */
function* sentences(text: string): Generator<{ readonly segment: string; readonly index: number }> {
  const segmenter = new Intl.Segmenter(undefined, { granularity: 'sentence' });
  for (const { segment, index } of segmenter.segment(text)) if (segment.trim() !== '') yield { segment, index };
}
