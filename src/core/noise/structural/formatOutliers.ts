import type { FindingSettings } from '../config/findingSettings';
import type { FindingCollector } from './findingCollector';
import { NumberList } from './numberList';
import type { PairPlaces } from './pairPlaces';

const markupLine = /^[ \t]{0,3}(?:#{1,6} \S|[-*+•] \S|\d{1,3}[.)] \S|\|[^\n|]*\|)/gm;

/** Finds pairs of a heavily formatted and a plain response where such pairs are rare: eight bytes for each such pair. */
export class FormatOutliers {
  private readonly numbers = new NumberList((length) => new Uint32Array(length));
  private readonly lines = new NumberList((length) => new Int32Array(length));
  private pairs = 0;

  add(number: number, chosen: string, rejected: string, { markupLines }: FindingSettings['thresholds']): void {
    this.pairs = number + 1;
    const [first, second] = [markupLinesOf(chosen), markupLinesOf(rejected)];
    if (Math.max(first, second) < markupLines || Math.min(first, second) > 0) return;
    this.numbers.push(number);
    this.lines.push(first - second);
  }

  report(places: PairPlaces, collector: FindingCollector, { formatOutlierShare, markupLines }: FindingSettings['thresholds']): void {
    const share = this.numbers.length / Math.max(1, this.pairs);
    if (share > formatOutlierShare) return;
    for (let index = 0; index < this.numbers.length; index++) {
      const lines = this.lines.at(index);
      const side = lines > 0 ? 'chosen' : 'rejected';
      const message = `The ${side} response has ${String(Math.abs(lines))} lines of headings, lists or tables and the other has none, which is rare in this file.`;
      collector.report(places.at(this.numbers.at(index)), 'format-outlier', message, { side, lines: Math.abs(lines), markupLines, share, threshold: formatOutlierShare });
    }
  }
}

function markupLinesOf(text: string): number {
  return text.includes('\n') ? (text.match(markupLine)?.length ?? 0) : 0;
}
