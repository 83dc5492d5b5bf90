import type { CancellationSignal } from '../../core/ports';
import type { Arrangement } from './arrangement';
import { countText } from './findText';
import { scanRows } from './scanRows';
import type { TableData } from './tableData';

/** One search: which rows hold a text, found in the order of the file whatever their order in the table. */
export class TextSearch {
  private readonly hits: Uint8Array;
  private readonly lowerCase: string;
  rows = 0;
  occurrences = 0;
  share = 0;
  isDone = false;

  constructor(
    readonly id: number,
    readonly text: string,
    private readonly data: TableData,
  ) {
    this.hits = new Uint8Array(data.rowCount);
    this.lowerCase = text.toLowerCase();
  }

  /** Throws CancelledError when the signal is aborted, and what reading the file throws. */
  async run(arrangement: Arrangement, progressed: () => void, signal: CancellationSignal): Promise<void> {
    const visit = async (row: number): Promise<void> => {
      const content = await this.data.content(row);
      const count = content ? countText(content, this.lowerCase) : 0;
      if (count === 0) return;
      this.hits[row] = 1;
      this.rows++;
      this.occurrences += count;
    };
    const told = (share: number) => {
      this.share = share;
      progressed();
    };
    await scanRows(arrangement.inFileOrder(), visit, { signal, progressed: told });
    this.share = 1;
    this.isDone = true;
    progressed();
  }

  isHit(row: number): boolean {
    return this.hits[row] === 1;
  }

  /** Position of the next hit from a position on, exclusive, going round at the end; null where there is none yet. */
  step(arrangement: Arrangement, from: number, direction: 'next' | 'previous'): { readonly position: number; readonly wrapped: boolean } | null {
    const { count } = arrangement;
    const by = direction === 'next' ? 1 : -1;
    const start = from === -1 && by === -1 ? count : from;
    for (let steps = 1; steps <= count; steps++) {
      const beyond = start + by * steps;
      const position = ((beyond % count) + count) % count;
      if (this.hits[arrangement.rowAt(position) ?? -1] === 1) return { position, wrapped: beyond !== position };
    }
    return null;
  }
}
