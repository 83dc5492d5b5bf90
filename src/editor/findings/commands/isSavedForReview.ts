import * as vscode from 'vscode';

import { openDocument } from '../../documents/datasetFiles';
import { saveDocument } from '../../documents/saveDocument';

/** The panel reads what is on disk, and a decision must be about what the reviewer saw. */
export async function isSavedForReview(uri: vscode.Uri): Promise<boolean> {
  const document = openDocument(uri);
  if (!document?.isDirty) return true;
  const save = vscode.l10n.t('Save and Review');
  const answer = await vscode.window.showInformationMessage(vscode.l10n.t('The file has unsaved changes, and a review is about what is on disk.'), save);
  return answer === save && saveDocument(document);
}
