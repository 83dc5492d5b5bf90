import type { ChangeRecord, PendingChange, RowChangeRecord, SilenceRecord } from './changeRecord';

/** What the records of a change list come to: which changes hold, what undo would take back, what redo would bring back. */
export class ChangeList {
  private readonly changes: PendingChange[] = [];
  private readonly known = new Set<string>();
  private readonly undone = new Map<string, PendingChange>();

  constructor(records: Iterable<ChangeRecord> = []) {
    for (const record of records) this.add(record);
  }

  /** A record that was added before, or that speaks of an unknown change, does nothing: windows may write at the same time. */
  add(record: ChangeRecord): void {
    if (record.kind === 'undo') this.undo(record.of);
    else if (record.kind === 'redo') this.redo(record.of);
    else if (!this.known.has(record.id)) {
      this.known.add(record.id);
      this.changes.push(record);
      // As in an editor: what was undone before something new is done cannot be redone.
      this.undone.clear();
    }
  }

  /** Changes that hold, in the order in which they are made. */
  get active(): readonly PendingChange[] {
    return this.changes;
  }

  get undoable(): PendingChange | undefined {
    return this.changes.at(-1);
  }

  get redoable(): PendingChange | undefined {
    return [...this.undone.values()].at(-1);
  }

  /** Changes of rows by row, in order. */
  get byRow(): ReadonlyMap<number, readonly RowChangeRecord[]> {
    const rows = new Map<number, RowChangeRecord[]>();
    for (const change of this.changes) {
      if (change.kind === 'silence') continue;
      const known = rows.get(change.row);
      if (known === undefined) rows.set(change.row, [change]);
      else known.push(change);
    }
    return rows;
  }

  get silences(): readonly SilenceRecord[] {
    return this.changes.filter((change) => change.kind === 'silence');
  }

  private undo(id: string): void {
    const index = this.changes.findIndex((change) => change.id === id);
    const [change] = index === -1 ? [] : this.changes.splice(index, 1);
    if (change !== undefined) this.undone.set(id, change);
  }

  private redo(id: string): void {
    const change = this.undone.get(id);
    if (change === undefined) return;
    this.undone.delete(id);
    this.changes.push(change);
  }
}
