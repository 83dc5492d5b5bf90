import type * as vscode from 'vscode';

import type { TableSort } from '../../shared/tableProtocol';
import type { RowSpan } from '../session/rowQueue';

/** What a table is to show; what is not named stays as it is. */
export interface TableShow {
  /** 0-based. */
  readonly row?: number;
  readonly sort?: TableSort | null;
  /** As people type it into the filter. */
  readonly filter?: string;
}

/** What the rest of the extension may know of a table, and ask of it. */
export interface TableView {
  readonly uri: vscode.Uri;
  /** The table is in front in its group. */
  readonly isActive: boolean;
  readonly isVisible: boolean;
  readonly selectedRow: number | null;
  /** Row numbers that can be seen right now. */
  readonly rowsInView: readonly number[];
  /** Brings a row into view, and the rows into an order or under a filter. */
  show(wish: TableShow): void;
}

/** The tables that are open in the window. */
export class TableViews {
  private readonly views = new Set<TableView>();

  add(view: TableView): { dispose(): void } {
    this.views.add(view);
    return { dispose: () => void this.views.delete(view) };
  }

  of(uri: vscode.Uri): TableView[] {
    const key = uri.toString();
    return [...this.views].filter((view) => view.uri.toString() === key);
  }

  /** Rows that the tables of a file show right now. */
  rowsInView(uri: vscode.Uri): RowSpan[] {
    const visible = this.of(uri).filter(({ isVisible }) => isVisible);
    return visible.flatMap(({ rowsInView }) => rowsInView.map((row) => ({ first: row, last: row })));
  }

  /** The row that the table in front of a file stands on. */
  selectedRow(uri: vscode.Uri): number | null {
    return this.of(uri).find(({ isActive }) => isActive)?.selectedRow ?? null;
  }
}
