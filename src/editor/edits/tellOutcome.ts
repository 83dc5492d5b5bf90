import path from 'node:path';
import * as vscode from 'vscode';

import { commandIds } from '../commands/commandIds';
import type { EditOutcome } from './datasetEditor';

const shownMilliseconds = 4000;
const told = new Set<string>();

/** Says quietly what was done; where it went to the change list, once for a file, and why. */
export function tellOutcome(uri: vscode.Uri, done: string, outcome: EditOutcome): void {
  if (outcome.kind === 'text') {
    vscode.window.setStatusBarMessage(vscode.l10n.t('{0}; Undo takes it back', done), shownMilliseconds);
    return;
  }
  vscode.window.setStatusBarMessage(vscode.l10n.t('{0} in the change list', done), shownMilliseconds);
  if (told.has(uri.toString())) return;
  told.add(uri.toString());
  void explain(uri, outcome.reason);
}

async function explain(uri: vscode.Uri, reason: string): Promise<void> {
  const show = vscode.l10n.t('Show Changes');
  const exportNow = vscode.l10n.t('Export…');
  const text = vscode.l10n.t('{0} is not written to. {1} Changes are kept in a list beside it and made when you export.', path.basename(uri.fsPath), reason);
  const answer = await vscode.window.showInformationMessage(text, show, exportNow);
  if (answer === show) await vscode.commands.executeCommand(commandIds.showChanges, uri);
  if (answer === exportNow) await vscode.commands.executeCommand(commandIds.exportDataset, uri);
}
