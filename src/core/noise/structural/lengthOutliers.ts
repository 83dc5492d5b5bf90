import type { FindingSettings } from '../config/findingSettings';
import type { FindingCollector } from './findingCollector';
import { NumberList } from './numberList';
import type { PairPlaces } from './pairPlaces';

/** Fewer pairs have no usual length. */
const leastPairs = 30;
/** Of the normal distribution: its median absolute deviation times this is its standard deviation. */
const deviationsOfNormal = 1.4826;
/** Files whose lengths hardly differ would call small differences outliers. */
const smallestDeviation = 0.1;

/** Finds unusual lengths and differences of length once all pairs are known: eight bytes a pair. */
export class LengthOutliers {
  private readonly chosen = new NumberList((length) => new Uint32Array(length));
  private readonly rejected = new NumberList((length) => new Uint32Array(length));

  /** Adds the next pair by the UTF-16 units of its responses. */
  add(chosen: number, rejected: number): void {
    this.chosen.push(chosen);
    this.rejected.push(rejected);
  }

  report(places: PairPlaces, collector: FindingCollector, { lengthTimes, lengthRatioDeviations }: FindingSettings['thresholds']): void {
    if (this.chosen.length < leastPairs) return;
    const usual = this.usualLength();
    const ratios = Float64Array.from(this.chosen.view, (length, pair) => Math.log1p(length) - Math.log1p(this.rejected.at(pair)));
    const scale = robustScale(ratios);
    for (const [pair, ratio] of ratios.entries()) {
      const deviations = deviationsOf(ratio, scale);
      for (const [side, list] of [['chosen', this.chosen], ['rejected', this.rejected]] as const) {
        const characters = list.at(pair);
        if (characters <= usual * lengthTimes) continue;
        const times = Math.round((10 * characters) / usual) / 10;
        const message = `The ${side} response is ${String(times)} times as long as 99 % of the responses of this file (${String(characters)} characters).`;
        collector.report(places.at(pair), 'length-outlier', message, { side, characters, usual, times, threshold: lengthTimes });
      }
      this.reportRatio(pair, deviations, lengthRatioDeviations, places, collector);
    }
  }

  /** The 99th percentile of all responses, in UTF-16 units. */
  private usualLength(): number {
    const lengths = new Uint32Array(2 * this.chosen.length);
    lengths.set(this.chosen.view);
    lengths.set(this.rejected.view, this.chosen.length);
    lengths.sort();
    return Math.max(1, lengths[Math.floor(0.99 * (lengths.length - 1))] ?? 1);
  }

  private reportRatio(pair: number, deviations: number, threshold: number, places: PairPlaces, collector: FindingCollector): void {
    const [chosen, rejected] = [this.chosen.at(pair), this.rejected.at(pair)];
    if (Math.abs(deviations) < threshold || chosen === 0 || rejected === 0) return;
    const [longer, times] = chosen > rejected ? ['chosen', chosen / rejected] : ['rejected', rejected / chosen];
    const message = `The ${longer} response is ${times.toFixed(times < 10 ? 1 : 0)} times as long as the other, which is unusual in this file.`;
    collector.report(places.at(pair), 'length-ratio', message, { chosenCharacters: chosen, rejectedCharacters: rejected, deviations: rounded(deviations), threshold });
  }
}

function rounded(deviations: number): number {
  return Math.round(deviations * 100) / 100;
}

/** The middle of a distribution and how far it reaches to either side, which for lengths is seldom the same. */
interface RobustScale {
  readonly median: number;
  readonly below: number;
  readonly above: number;
}

/** Median absolute deviations of the values below and above the median (double MAD), as standard deviations. */
function robustScale(values: Float64Array): RobustScale {
  const median = medianOf(values);
  const scale = (side: Float64Array) => Math.max(smallestDeviation, deviationsOfNormal * medianOf(side.map((value) => Math.abs(value - median))));
  return { median, below: scale(values.filter((value) => value <= median)), above: scale(values.filter((value) => value >= median)) };
}

function deviationsOf(value: number, { median, below, above }: RobustScale): number {
  return (value - median) / (value < median ? below : above);
}

function medianOf(values: Float64Array): number {
  const sorted = values.slice().sort();
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}
