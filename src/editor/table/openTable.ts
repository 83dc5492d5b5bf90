import * as vscode from 'vscode';

import type { EditorServices } from '../services';
import { tableViewType } from './tableEditor';
import type { TableShow, TableView } from './tableViews';

const patienceMilliseconds = 10_000;


/** Opens a file in the table, or brings its table to the front; with a row, an order or a filter, shows that. */
export async function openTable({ tables }: EditorServices, uri: vscode.Uri, wish: TableShow = {}): Promise<TableView | null> {
  const known = tables.of(uri)[0];
  if (!known) await vscode.commands.executeCommand('vscode.openWith', uri, tableViewType);
  const view = known ?? (await waitForView(() => tables.of(uri)[0]));
  if (!view) return null;
  view.show(wish);
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
