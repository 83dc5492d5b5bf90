import * as vscode from 'vscode';

import { readConfiguration } from '../configuration/configuration';
import { revealLine, showText } from '../panel/revealInText';
import { worstNeighbour } from '../session/worstRows';
import type { Command } from './command';
import { datasetTarget } from './datasetTarget';

/** Moves the cursor along the order worst first, beginning with the worst where the cursor is on no scored row. */
export function goToWorstPair(direction: 'next' | 'previous'): Command {
  return async ({ services, pairPanel }, argument) => {
    const uri = datasetTarget(argument);
    const session = uri && services.sessions.get(uri);
    const results = session?.shown;
    if (!uri || !results) return;
    const table = services.tables.of(uri).find(({ isActive }) => isActive);
    const editor = table ? null : await showText(uri);
    const here = editor ? session.rowAtDocumentLine(editor.selection.active.line) : (table?.selectedRow ?? pairPanel.target?.row);
    const row = worstNeighbour(results, readConfiguration(uri).inline.figure, here, direction);
    if (row === undefined) {
      const end = direction === 'next' ? vscode.l10n.t('This is the best pair of the file.') : vscode.l10n.t('This is the worst pair of the file.');
      vscode.window.setStatusBarMessage(end, 3000);
      return;
    }
    if (table) return table.show({ row });
    const line = results.documentLineOf(row);
    if (editor && line !== undefined) await revealLine(editor, line);
    else await pairPanel.explain(uri, { row });
  };
}
