import * as vscode from 'vscode';

import { clearStore, listStoreFiles } from '../../io/scoreStore/storeFiles';
import type { Command } from './command';

/** Deletes what was kept of earlier scorings, after saying how much it is. Figures on screen stay. */
export const clearStoredScores: Command = async ({ services: { store } }) => {
  await store.flush();
  const files = await listStoreFiles(store.folder);
  const megabytes = files.reduce((sum, { bytes }) => sum + bytes, 0) / 1e6;
  if (files.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('No scores are stored.'));
    return;
  }
  const clear = vscode.l10n.t('Delete');
  const question = vscode.l10n.t('Delete the stored scores of all files ({0} MB)?', megabytes.toFixed(1));
  const detail = vscode.l10n.t('They lie in {0} and are shared with the command line. Files that are opened again are then scored anew.', store.folder);
  if ((await vscode.window.showWarningMessage(question, { modal: true, detail }, clear)) !== clear) return;
  await clearStore(store.folder);
};
