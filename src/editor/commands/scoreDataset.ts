import * as vscode from 'vscode';

import { CancelledError } from '../../core/errors';
import { readConfiguration } from '../configuration/configuration';
import { editorsOf, isTextFile, openDocument } from '../documents/datasetFiles';
import { reportProblem } from '../scoring/reportProblem';
import { readFileStamp } from '../session/fileStamp';
import { worstRows } from '../session/worstRows';
import { askReading } from './askReading';
import type { Command, CommandContext } from './command';
import { datasetTarget } from './datasetTarget';

/** Scores a file from what is on disk. */
export const scoreDataset: Command = async (context, argument) => {
  const uri = datasetTarget(argument);
  if (!uri || !(await savedIfWished(uri))) return;
  tellRestriction(context);
  await openText(uri);
  try {
    await askReading(context.services, uri);
    await context.services.scoring.score(uri);
    await showWithoutText(context, uri);
  } catch (error) {
    // Stopped on request: nothing to say.
    if (!CancelledError.is(error)) void reportProblem(error);
  }
};

/** False when the user thought better of it. */
async function savedIfWished(uri: vscode.Uri): Promise<boolean> {
  const document = openDocument(uri);
  if (!document?.isDirty) return true;
  const save = vscode.l10n.t('Save and Score');
  const asOnDisk = vscode.l10n.t('Score What Is on Disk');
  const text = vscode.l10n.t('This file has unsaved changes, and Preflens reads what is on disk.');
  const answer = await vscode.window.showWarningMessage(text, save, asOnDisk);
  if (answer === save) return document.save();
  return answer === asOnDisk;
}

/** Editors in remote windows ask before they open a larger file, and none opens one above 50 MB for extensions. */
const largestOpened = 10 * 1024 * 1024;

/** A text that is chosen in the explorer is opened, since its figures stand in it. */
async function openText(uri: vscode.Uri): Promise<void> {
  const stamp = await readFileStamp(uri.fsPath);
  if (!isTextFile(uri) || !stamp || stamp.size > largestOpened || openDocument(uri)) return;
  await vscode.window.showTextDocument(uri, { preserveFocus: true });
}

let toldRestriction = false;

/** Once for a window is enough; the status bar goes on saying it. */
function tellRestriction({ services }: CommandContext): void {
  if (toldRestriction || !services.models.choice.restricted) return;
  toldRestriction = true;
  const manage = vscode.l10n.t('Manage Trust');
  const text = vscode.l10n.t('This workspace is not trusted, so the embedded models are used and not the ones in the settings: a model file is input to a native library.');
  void vscode.window.showInformationMessage(text, manage).then((answer) => (answer === manage ? vscode.commands.executeCommand('workbench.trust.manage') : undefined));
}

/** A file that no text editor shows has no place for inline figures: the worst pair opens in the panel. */
async function showWithoutText({ services, pairPanel }: CommandContext, uri: vscode.Uri): Promise<void> {
  const results = services.sessions.get(uri)?.shown;
  if (!results || editorsOf(uri).length > 0 || openDocument(uri)) return;
  const [worst] = worstRows(results, readConfiguration(uri).inline.figure, 1);
  if (worst !== undefined) await pairPanel.explain(uri, { row: worst });
}
