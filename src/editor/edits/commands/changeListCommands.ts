import * as vscode from 'vscode';

import { changeListSuffix, type PendingChange } from '../../../core/edits/changeList/changeRecord';
import type { Command } from '../../commands/command';
import { datasetTarget } from '../../commands/datasetTarget';

/** Takes back the last change of the change list. */
export const undoChange: Command = async ({ services: { changes } }, argument) => {
  const uri = datasetTarget(argument);
  const last = uri && (await changes.get(uri)).undoable;
  if (uri === undefined) return;
  if (last === undefined) return tell(vscode.l10n.t('The change list has nothing to undo.'));
  await changes.append(uri, { kind: 'undo', of: last.id });
  tell(vscode.l10n.t('Undone: {0}', describeChange(last)));
};

/** Brings back the change that was undone last. */
export const redoChange: Command = async ({ services: { changes } }, argument) => {
  const uri = datasetTarget(argument);
  const next = uri && (await changes.get(uri)).redoable;
  if (uri === undefined) return;
  if (next === undefined) return tell(vscode.l10n.t('The change list has nothing to redo.'));
  await changes.append(uri, { kind: 'redo', of: next.id });
  tell(vscode.l10n.t('Redone: {0}', describeChange(next)));
};

/** Opens the change list itself, which people can read. */
export const showChanges: Command = async ({ services: { changes } }, argument) => {
  const uri = datasetTarget(argument);
  if (uri === undefined) return;
  const list = await changes.get(uri);
  if (list.active.length === 0 && list.redoable === undefined) return tell(vscode.l10n.t('This file has no change list.'));
  await vscode.window.showTextDocument(vscode.Uri.file(uri.fsPath + changeListSuffix));
};

function describeChange(change: PendingChange): string {
  const row = change.row + 1;
  if (change.kind === 'swap') return vscode.l10n.t('row {0} swapped', row);
  if (change.kind === 'drop') return vscode.l10n.t('row {0} dropped', row);
  if (change.kind === 'silence') return vscode.l10n.t('a finding of row {0} silenced ({1})', row, change.code);
  return vscode.l10n.t('the {1} text of row {0} edited', row, change.side);
}

function tell(text: string): void {
  vscode.window.setStatusBarMessage(text, 4000);
}
