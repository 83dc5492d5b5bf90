import { applyRowChanges, type ChangeConflict, type ChangedRow, type ChangeTools } from '../../core/edits/changeList/applyRowChanges';
import type { RowChangeRecord } from '../../core/edits/changeList/changeRecord';
import { maximalRowBytes } from '../../core/dataset/maximalRowBytes';
import type { CancellationSignal, Container, RowContent, RowLocation, RowSource } from '../../core/ports';

/** What became of the changes of a change list so far. */
export interface AppliedChanges {
  readonly changedRows: number;
  readonly droppedRows: number;
  readonly conflicts: readonly ChangeConflict[];
}

/**
 * A dataset as its change list has it: dropped rows are not there, changed rows come changed, every other row as it is. Rows
 * keep their numbers, and changes of rows that are no longer what they were are left out and reported.
 */
export class ChangedSource implements RowSource {
  readonly container: Container;
  private readonly outcomes = new Map<number, ChangedRow>();

  constructor(
    private readonly source: RowSource,
    private readonly changes: ReadonlyMap<number, readonly RowChangeRecord[]>,
    private readonly tools: ChangeTools,
  ) {
    this.container = source.container;
  }

  async *locate(signal?: CancellationSignal): AsyncIterable<readonly RowLocation[]> {
    for await (const chunk of this.source.locate(signal)) {
      if (this.changes.size === 0) yield chunk;
      else yield await this.kept(chunk);
    }
  }

  async read(location: RowLocation): Promise<RowContent> {
    const content = await this.source.read(location);
    return this.changed(location, content)?.content ?? content;
  }

  close(): Promise<void> {
    return this.source.close();
  }

  /** Right once all rows were located. */
  applied(): AppliedChanges {
    const outcomes = [...this.outcomes];
    const gone = [...this.changes].filter(([row]) => !this.outcomes.has(row)).flatMap(([, changes]) => changes);
    return {
      changedRows: outcomes.filter(([, { content, applied }]) => content !== null && applied > 0).length,
      droppedRows: outcomes.filter(([, { content }]) => content === null).length,
      conflicts: [...outcomes.flatMap(([, { conflicts }]) => conflicts), ...gone.map((change) => ({ change, reason: noSuchRow }))],
    };
  }

  private async kept(chunk: readonly RowLocation[]): Promise<readonly RowLocation[]> {
    const kept: RowLocation[] = [];
    for (const location of chunk) {
      const isChanged = this.changes.has(location.row) && location.byteLength <= maximalRowBytes;
      const outcome = isChanged ? this.changed(location, await this.source.read(location)) : undefined;
      if (outcome?.content !== null) kept.push(location);
    }
    return kept;
  }

  private changed({ row }: RowLocation, content: RowContent): ChangedRow | undefined {
    const changes = this.changes.get(row);
    if (changes === undefined) return undefined;
    const outcome = applyRowChanges(content, changes, this.tools);
    // Of the content only whether there is any is kept: a long change list would hold the rows in memory.
    this.outcomes.set(row, { ...outcome, content: outcome.content === null ? null : nothing });
    return outcome;
  }
}

const nothing: RowContent = { kind: 'values', fields: {} };
const noSuchRow = 'The file no longer has this row. The change is kept and not applied.';
