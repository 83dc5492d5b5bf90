import path from 'node:path';
import * as vscode from 'vscode';

/** VS Code tells extensions a moment after it wrote a file that its document has no unsaved changes any more. */
const newsMilliseconds = 5000;

/**
 * Saves a document for something that needs it on disk, and waits until it is known to be saved. False where VS Code could not, say because
 * another program changed the file meanwhile: VS Code asks what to do about that by itself, and this says that nothing was done for now.
 */
export async function saveDocument(document: vscode.TextDocument): Promise<boolean> {
  if (await document.save()) {
    await knownAsSaved(document);
    return true;
  }
  void vscode.window.showErrorMessage(vscode.l10n.t('{0} could not be saved, so nothing was done. Save it, then try again.', path.basename(document.uri.fsPath)));
  return false;
}

/** Somebody who goes on typing has unsaved changes again: then this waits no longer than the news may take. */
async function knownAsSaved(document: vscode.TextDocument): Promise<void> {
  if (!document.isDirty) return;
  await new Promise<void>((resolve) => {
    const end = () => {
      clearTimeout(timer);
      subscription.dispose();
      resolve();
    };
    const timer = setTimeout(end, newsMilliseconds);
    const subscription = vscode.workspace.onDidChangeTextDocument((event) => {
      if (event.document === document && !document.isDirty) end();
    });
  });
}
