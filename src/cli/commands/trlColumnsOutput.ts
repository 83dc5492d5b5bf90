import { applyEdits, modify } from 'jsonc-parser';

import type { RowResult } from '../../app/scoreRows';
import { readRowFields } from '../../core/dataset/readRowFields';
import { referenceColumnNames } from '../../core/dataset/referenceColumns';
import { FileChangedError } from '../../core/errors';
import type { RowLocation, RowSource } from '../../core/ports';
import type { LineWriter } from '../../io/lineWriter';
import type { ScoreOutput } from './scoreOutput';

const shownLines = 10;

/**
 * The rows of the dataset as they are, with the columns that TRL writes with `precompute_ref_log_probs`. A row without
 * figures would stop the trainer, so it is left out, and named at the end.
 */
export class TrlColumnsOutput implements ScoreOutput {
  private readonly places = new Map<number, RowLocation>();
  private readonly leftOut: RowResult[] = [];
  private leftOutCount = 0;

  constructor(
    private readonly writer: LineWriter,
    private readonly source: RowSource,
    private readonly keepPartial: () => Promise<string | null>,
  ) {}

  /** Remembers where rows lie until they are written. */
  async *noting(locations: AsyncIterable<RowLocation>): AsyncGenerator<RowLocation> {
    for await (const location of locations) {
      this.places.set(location.row, location);
      yield location;
    }
  }

  async add(result: RowResult): Promise<boolean> {
    const place = this.places.get(result.row);
    this.places.delete(result.row);
    const sums = result.kind === 'scored' && result.results === 1 ? [result.score.chosen, result.score.rejected].map((response) => response.referenceLogProbability) : [];
    const [chosen, rejected] = sums;
    if (!place || typeof chosen !== 'number' || typeof rejected !== 'number') {
      this.leaveOut(result);
      return true;
    }
    return this.writer.writeText(withColumns(await this.textOf(place), chosen, rejected));
  }

  async finish(): Promise<void> {
    await this.writer.close();
    if (this.leftOutCount === 0) return;
    const lines = this.leftOut.map(({ line }) => String(line)).join(', ');
    const more = this.leftOutCount > this.leftOut.length ? ', …' : '';
    process.stderr.write(`preflens: ${this.leftOutCount} pairs have no figures of their own and are left out (lines ${lines}${more})\n`);
  }

  interrupt(): Promise<string | null> {
    return this.keepPartial();
  }

  private leaveOut(result: RowResult): void {
    this.leftOutCount++;
    if (this.leftOut.length < shownLines) this.leftOut.push(result);
  }

  /** The row as JSON: its own text where it is that, so that nothing else in it changes. */
  private async textOf(place: RowLocation): Promise<string> {
    const content = await this.source.read(place);
    if (content.kind === 'text' && content.syntax.kind === 'json') return Buffer.from(content.bytes).toString('utf8');
    const parsed = readRowFields(content);
    if (parsed.kind === 'problem') throw new FileChangedError(`${this.source.container.files[place.file ?? 0] ?? 'The file'} changed on disk while it was being read; read it again.`);
    return JSON.stringify(parsed.fields);
  }
}

/** In the text of the row, so that nothing else in it changes by one character. */
function withColumns(text: string, chosen: number, rejected: number): string {
  const [names] = referenceColumnNames;
  const withChosen = applyEdits(text, modify(text, [names.chosen], chosen, {}));
  return applyEdits(withChosen, modify(withChosen, [names.rejected], rejected, {})).trim();
}
