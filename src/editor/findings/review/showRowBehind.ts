import * as vscode from 'vscode';

import type { Finding } from '../../../core/noise/finding';
import { editorsOf } from '../../documents/datasetFiles';
import type { EditorServices } from '../../services';

/** Brings the row of a finding into view where its file can be seen already; the keys stay where they are. */
export function showRowBehind({ tables }: EditorServices, uri: vscode.Uri, { row, line }: Finding): void {
  for (const table of tables.of(uri)) if (table.isVisible) table.show({ row });
  const start = new vscode.Position(Math.max(0, line - 1), 0);
  for (const editor of editorsOf(uri)) {
    if (line < 1 || line > editor.document.lineCount) continue;
    editor.selection = new vscode.Selection(start, start);
    editor.revealRange(new vscode.Range(start, start), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  }
}
