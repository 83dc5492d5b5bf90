import * as vscode from 'vscode';

import type { Feature } from '../feature';
import type { EditorServices } from '../services';
import { TableActions } from './tableActions';
import { TableController } from './tableController';
import { TableDocument } from './tableDocument';

/** As the manifest names it. */
export const tableViewType = 'preflens.table';

/** Opens dataset files of any size as tables. Read-only: edits are made in the text, or kept beside the file. */
class TableEditor implements vscode.CustomReadonlyEditorProvider<TableDocument> {
  private readonly actions: TableActions;

  constructor(private readonly services: EditorServices) {
    this.actions = new TableActions(services);
  }

  openCustomDocument(uri: vscode.Uri): TableDocument {
    return new TableDocument(uri, this.services);
  }

  resolveCustomEditor(document: TableDocument, panel: vscode.WebviewPanel): void {
    const controller = new TableController(panel, document, this.services, this.actions);
    panel.onDidDispose(() => controller.dispose());
  }
}

export const tableFeature: Feature = {
  name: 'table',
  // Not kept while hidden: the view asks for its rows again, and remembers where it was.
  start: (services) => vscode.window.registerCustomEditorProvider(tableViewType, new TableEditor(services), { supportsMultipleEditorsPerDocument: true }),
};
