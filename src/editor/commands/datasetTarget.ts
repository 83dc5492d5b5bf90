import * as vscode from 'vscode';

import { activeFile } from '../documents/datasetFiles';

/** The file a command is about: the one a menu was opened on, or the one in front. Says why where there is none. */
export function datasetTarget(argument: unknown): vscode.Uri | undefined {
  const uri = argument instanceof vscode.Uri ? argument : activeFile();
  const reason = whyNot(uri);
  if (reason === null) return uri;
  void vscode.window.showErrorMessage(reason);
  return undefined;
}

function whyNot(uri: vscode.Uri | undefined): string | null {
  if (!uri) return vscode.l10n.t('Open a preference dataset (a .jsonl file) first, or choose one in the explorer.');
  if (uri.scheme === 'file') return null;
  if (uri.scheme === 'untitled') return vscode.l10n.t('Save the file first: Preflens reads datasets from disk.');
  return vscode.l10n.t('Preflens reads datasets from the disk of the machine it runs on, and this file comes from “{0}”. Save a copy in a folder there.', uri.scheme);
}
