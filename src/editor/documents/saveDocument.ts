import path from 'node:path';
import * as vscode from 'vscode';

/**
 * Saves a document for something that needs it on disk. False where VS Code could not, say because another program changed the file
 * meanwhile: VS Code asks what to do about that by itself, and this says that nothing was done for now.
 */
export async function saveDocument(document: vscode.TextDocument): Promise<boolean> {
  if (await document.save()) return true;
  void vscode.window.showErrorMessage(vscode.l10n.t('{0} could not be saved, so nothing was done. Save it, then try again.', path.basename(document.uri.fsPath)));
  return false;
}
