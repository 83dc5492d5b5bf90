import type { PairPlace } from './findingCollector';
import { NumberList } from './numberList';

/** Where the pairs met so far stand, by their number: twelve bytes a pair. */
export class PairPlaces {
  private readonly rows = new NumberList((length) => new Uint32Array(length));
  private readonly lines = new NumberList((length) => new Uint32Array(length));
  private readonly pairs = new NumberList((length) => new Uint32Array(length));

  get count(): number {
    return this.rows.length;
  }

  /** The number of the pair. */
  add({ row, line, pair }: PairPlace): number {
    this.rows.push(row);
    this.lines.push(line);
    this.pairs.push(pair);
    return this.rows.length - 1;
  }

  at(number: number): PairPlace {
    return { row: this.rows.at(number), line: this.lines.at(number), pair: this.pairs.at(number) };
  }
}

/** How a sentence names another row: by its line, or by its 0-based number where the format has no lines. */
export function placeName({ row, line }: Pick<PairPlace, 'row' | 'line'>): string {
  return line > 0 ? `line ${String(line)}` : `row ${String(row)}`;
}
