import * as vscode from 'vscode';

import type { TableSort } from '../../shared/tableProtocol';
import type { EditorServices } from '../services';
import { tableViewType } from './tableEditor';
import type { TableView } from './tableViews';

const patienceMilliseconds = 10_000;

export interface TableWish {
  /** 0-based; null leaves the table where it is. */
  readonly row?: number;
  readonly sort?: TableSort;
}

/** Opens a file in the table, or brings its table to the front; with a row or an order, shows that. */
export async function openTable({ tables }: EditorServices, uri: vscode.Uri, wish: TableWish = {}): Promise<TableView | null> {
  const known = tables.of(uri)[0];
  if (!known) await vscode.commands.executeCommand('vscode.openWith', uri, tableViewType);
  const view = known ?? (await waitForView(() => tables.of(uri)[0]));
  if (!view) return null;
  view.show({ row: wish.row ?? null, sort: wish.sort ?? null });
  return view;
}

async function waitForView(find: () => TableView | undefined): Promise<TableView | null> {
  for (const end = Date.now() + patienceMilliseconds; Date.now() < end; ) {
    const view = find();
    if (view) return view;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return null;
}
