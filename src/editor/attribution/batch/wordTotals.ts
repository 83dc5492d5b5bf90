import { isLowInformation } from '../../../core/attribution/lowInformation';
import { studentQuantile } from '../../../core/statistics/studentQuantile';
import type { WordFigures } from '../../../shared/attributionProtocol';

/** A unit of one row with its figure. */
export interface RowUnit {
  readonly text: string;
  readonly value: number;
}

interface Total {
  count: number;
  /** Of each row that holds the word: the mean over its occurrences. */
  readonly effects: number[];
  readonly sizes: number[];
}

/**
 * Words over many rows. A word counts without its case and without punctuation around it; where it occurs several times in a row, the
 * row gives one mean, so that intervals are over rows, which are independent, and not over occurrences, which are not.
 */
export class WordTotals {
  private readonly totals = new Map<string, Total>();

  add(units: readonly RowUnit[]): void {
    const own = new Map<string, number[]>();
    for (const { text, value } of units) {
      const word = wordKey(text);
      own.set(word, [...(own.get(word) ?? []), value]);
    }
    for (const [word, values] of own) {
      const total = this.totals.get(word) ?? { count: 0, effects: [], sizes: [] };
      total.count += values.length;
      total.effects.push(mean(values));
      total.sizes.push(mean(values.map(Math.abs)));
      this.totals.set(word, total);
    }
  }

  get words(): number {
    return this.totals.size;
  }

  /** The strongest words by mean |φ|, ties in order of the alphabet. */
  strongest(most: number): WordFigures[] {
    const words = [...this.totals].map(([word, { count, effects, sizes }]): WordFigures => ({
      word, count, rows: effects.length, size: interval(sizes), effect: interval(effects), lowInformation: isLowInformation(word),
    }));
    return words.sort((left, right) => right.size.mean - left.size.mean || (left.word < right.word ? -1 : 1)).slice(0, most);
  }
}

/** Words that differ only by case or by the punctuation around them are the same. */
export function wordKey(text: string): string {
  const trimmed = text.trim().normalize('NFC').toLowerCase();
  return trimmed.replace(/^[\p{P}\p{S}]+|[\p{P}\p{S}]+$/gu, '') || trimmed;
}

/** A mean and its 95 % interval by Student's distribution; no interval from one row. */
function interval(values: readonly number[]): WordFigures['size'] {
  const centre = mean(values);
  if (values.length < 2) return { mean: centre, low: null, high: null };
  const variance = values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1);
  const half = studentQuantile(values.length - 1) * Math.sqrt(variance / values.length);
  return { mean: centre, low: centre - half, high: centre + half };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(values.length, 1);
}
