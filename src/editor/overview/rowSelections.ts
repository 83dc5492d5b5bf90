import * as vscode from 'vscode';

/** Rows of a file that somebody selected in a picture. */
export interface RowSelection {
  readonly count: number;
  has(row: number): boolean;
}

/** What is selected in the pictures of each file: the marks in the text are of these rows alone. */
export class RowSelections implements vscode.Disposable {
  private readonly selections = new Map<string, RowSelection>();
  private readonly changeEmitter = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.changeEmitter.event;

  /** Undefined where nothing is selected. */
  of(uri: vscode.Uri): RowSelection | undefined {
    return this.selections.get(uri.toString());
  }

  /** `rows` are 0-based and rise; null ends the selection. */
  select(uri: vscode.Uri, rows: Uint32Array | null): void {
    const key = uri.toString();
    if (rows === null && !this.selections.delete(key)) return;
    if (rows) this.selections.set(key, selectionOf(rows));
    this.changeEmitter.fire(uri);
  }

  dispose(): void {
    this.changeEmitter.dispose();
  }
}

/** A bit a row: a Set of a million numbers takes forty times as much. */
function selectionOf(rows: Uint32Array): RowSelection {
  const bits = new Uint8Array(((rows.at(-1) ?? 0) >> 3) + 1);
  for (const row of rows) bits[row >> 3] = (bits[row >> 3] ?? 0) | (1 << (row & 7));
  return { count: rows.length, has: (row) => ((bits[row >> 3] ?? 0) & (1 << (row & 7))) !== 0 };
}
