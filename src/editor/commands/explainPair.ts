import * as vscode from 'vscode';

import { activeFile } from '../documents/datasetFiles';
import { saveDocument } from '../documents/saveDocument';
import { reportProblem } from '../scoring/reportProblem';
import type { RowPlace } from '../panel/pairLoader';
import { pairOfActivePage } from '../webviews/filePages';
import type { Command, CommandContext } from './command';
import { datasetTarget } from './datasetTarget';
import { parsePairArgument } from './pairTarget';

/** Opens the pair panel on a given row, or on the row at the cursor. */
export const explainPair: Command = async (context, argument) => {
  const given = parsePairArgument(argument);
  const uri = given?.uri ?? datasetTarget(argument);
  const place = uri && (given ? { row: given.row } : await placeAtCursor(context, uri));
  if (!uri || !place) return;
  try {
    if (!(await context.pairPanel.explain(uri, place))) void vscode.window.showInformationMessage(vscode.l10n.t('There is no pair on this line.'));
  } catch (error) {
    void reportProblem(error);
  }
};

/** In a page about one pair that pair, in a table the row that it stands on. Without either editor there is no cursor, and the panel begins with the first row. */
async function placeAtCursor({ services }: CommandContext, uri: vscode.Uri): Promise<RowPlace | undefined> {
  const shown = pairOfActivePage();
  if (shown?.uri.toString() === uri.toString()) return { row: shown.row, pair: shown.pair };
  const selected = services.tables.selectedRow(uri);
  if (selected !== null) return { row: selected };
  const editor = vscode.window.activeTextEditor;
  if (!editor || editor.document.uri.toString() !== uri.toString() || activeFile() === undefined) return { row: 0 };
  const diskLine = services.lines.diskLine(uri, editor.selection.active.line);
  if (diskLine !== undefined) return { line: diskLine + 1 };
  const save = vscode.l10n.t('Save');
  const answer = await vscode.window.showInformationMessage(vscode.l10n.t('This row has unsaved changes, and Preflens reads what is on disk.'), save);
  if (answer !== save || !(await saveDocument(editor.document))) return undefined;
  return { line: editor.selection.active.line + 1 };
}
