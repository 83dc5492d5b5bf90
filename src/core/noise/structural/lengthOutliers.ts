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

  report(places: PairPlaces, collector: FindingCollector, { lengthDeviations, lengthRatioDeviations }: FindingSettings['thresholds']): void {
    const count = this.chosen.length;
    if (count < leastPairs) return;
    const [chosen, rejected] = [this.logarithms(this.chosen), this.logarithms(this.rejected)];
    const lengths = new Float64Array(2 * count);
    lengths.set(chosen);
    lengths.set(rejected, count);
    const length = robustScale(lengths.filter((value) => value > 0));
    const ratio = robustScale(chosen.map((value, pair) => value - (rejected[pair] ?? 0)));
    for (let pair = 0; pair < count; pair++) {
      for (const [side, list, logs] of [['chosen', this.chosen, chosen], ['rejected', this.rejected, rejected]] as const) {
        const deviations = ((logs[pair] ?? 0) - length.median) / length.deviation;
        if (list.at(pair) === 0 || Math.abs(deviations) < lengthDeviations) continue;
        const message = `The ${side} response is far ${deviations > 0 ? 'longer' : 'shorter'} than the responses of this file: ${String(list.at(pair))} characters, usually ${String(Math.round(Math.expm1(length.median)))}.`;
        collector.report(places.at(pair), 'length-outlier', message, { side, characters: list.at(pair), median: Math.round(Math.expm1(length.median)), deviations: rounded(deviations), threshold: lengthDeviations });
      }
      this.reportRatio(pair, ((chosen[pair] ?? 0) - (rejected[pair] ?? 0) - ratio.median) / ratio.deviation, lengthRatioDeviations, places, collector);
    }
  }

  private reportRatio(pair: number, deviations: number, threshold: number, places: PairPlaces, collector: FindingCollector): void {
    const [chosen, rejected] = [this.chosen.at(pair), this.rejected.at(pair)];
    if (Math.abs(deviations) < threshold || chosen === 0 || rejected === 0) return;
    const [longer, times] = chosen > rejected ? ['chosen', chosen / rejected] : ['rejected', rejected / chosen];
    const message = `The ${longer} response is ${times.toFixed(times < 10 ? 1 : 0)} times as long as the other, which is unusual in this file.`;
    collector.report(places.at(pair), 'length-ratio', message, { chosenCharacters: chosen, rejectedCharacters: rejected, deviations: rounded(deviations), threshold });
  }

  private logarithms(list: NumberList<Uint32Array>): Float64Array {
    return Float64Array.from(list.view, (length) => Math.log1p(length));
  }
}

function rounded(deviations: number): number {
  return Math.round(deviations * 100) / 100;
}

function robustScale(values: Float64Array): { readonly median: number; readonly deviation: number } {
  const median = medianOf(values);
  return { median, deviation: Math.max(smallestDeviation, deviationsOfNormal * medianOf(values.map((value) => Math.abs(value - median)))) };
}

function medianOf(values: Float64Array): number {
  const sorted = values.slice().sort();
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}
