import * as vscode from 'vscode';

import { locateResponseRange } from '../../core/dataset/locateResponseRange';
import type { PreferencePair } from '../../core/dataset/preferencePair';
import { editorsOf } from '../documents/datasetFiles';

/** Shows a file where its text can be seen already, or in the column given; without one where it is open, or in the first. Null where VS Code gives extensions no text (above 50 MB). */
export async function showText(uri: vscode.Uri, otherwise?: vscode.ViewColumn): Promise<vscode.TextEditor | null> {
  const viewColumn = editorsOf(uri)[0]?.viewColumn ?? otherwise ?? columnOfTab(uri) ?? vscode.ViewColumn.One;
  try {
    return await vscode.window.showTextDocument(uri, { viewColumn, preserveFocus: false });
  } catch {
    await vscode.commands.executeCommand('vscode.open', uri, viewColumn);
    return null;
  }
}

/** Puts the cursor at the start of a 0-based line of the active editor. */
export async function revealLine(editor: vscode.TextEditor, line: number): Promise<void> {
  const start = new vscode.Position(line, 0);
  editor.selection = new vscode.Selection(start, start);
  editor.revealRange(new vscode.Range(start, start), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  // The first character stands behind the chip, so revealing it alone leaves the figure half cut off.
  await vscode.commands.executeCommand('editorScroll', { to: 'left', by: 'column', value: 100_000 });
}

/** Selects a piece of a response; a piece over several messages becomes several selections. False where it is not in the text. */
export function revealResponseText(
  editor: vscode.TextEditor,
  line: number,
  pair: PreferencePair,
  piece: { readonly side: 'chosen' | 'rejected'; readonly start: number; readonly end: number },
): boolean {
  const raw = editor.document.lineAt(line).text;
  const ranges = locateResponseRange(raw, pair.sources[piece.side], piece.start, piece.end);
  const [first] = ranges;
  if (!first) return false;
  editor.selections = ranges.map(({ start, end }) => new vscode.Selection(line, start, line, end));
  editor.revealRange(new vscode.Range(line, first.start, line, first.end), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  return true;
}

function columnOfTab(uri: vscode.Uri): vscode.ViewColumn | undefined {
  const shows = ({ input }: vscode.Tab) => input instanceof vscode.TabInputText && input.uri.toString() === uri.toString();
  return vscode.window.tabGroups.all.find(({ tabs }) => tabs.some(shows))?.viewColumn;
}
