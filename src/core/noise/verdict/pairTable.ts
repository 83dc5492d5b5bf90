import { responseText, type PreferencePair } from '../../dataset/preferencePair';
import { GrowingColumn } from '../../statistics/growingColumn';

/** Where the pairs of a file stand and what is known of them without a model: 18 bytes a pair, no texts. */
export class PairTable {
  private readonly rowColumn = new GrowingColumn((length) => new Uint32Array(length));
  private readonly lineColumn = new GrowingColumn((length) => new Uint32Array(length));
  private readonly pairColumn = new GrowingColumn((length) => new Uint16Array(length));
  private readonly chosenColumn = new GrowingColumn((length) => new Uint32Array(length));
  private readonly rejectedColumn = new GrowingColumn((length) => new Uint32Array(length));

  get length(): number {
    return this.rowColumn.length;
  }

  /** Pairs are added in file order. */
  add({ row, line, pair, texts }: Pick<PreferencePair, 'row' | 'line' | 'pair' | 'texts'>): void {
    this.rowColumn.add(row);
    this.lineColumn.add(line);
    this.pairColumn.add(pair);
    this.chosenColumn.add(responseText(texts.chosen).length);
    this.rejectedColumn.add(responseText(texts.rejected).length);
  }

  /** 0-based row of each pair, never falling. */
  get rows(): Uint32Array {
    return this.rowColumn.view();
  }

  get lines(): Uint32Array {
    return this.lineColumn.view();
  }

  get pairs(): Uint16Array {
    return this.pairColumn.view();
  }

  /** UTF-16 units of the chosen response. */
  get chosenLengths(): Uint32Array {
    return this.chosenColumn.view();
  }

  get rejectedLengths(): Uint32Array {
    return this.rejectedColumn.view();
  }

  /** Index of one pair of a row, by bisection; undefined where there is none. */
  indexOf(row: number, pair: number): number | undefined {
    const { rows, pairs } = this;
    let [low, high] = [0, rows.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((rows[middle] ?? 0) < row) low = middle + 1;
      else high = middle;
    }
    for (let index = low; rows[index] === row; index++) if (pairs[index] === pair) return index;
    return undefined;
  }
}
