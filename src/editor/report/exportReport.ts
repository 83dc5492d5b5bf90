import path from 'node:path';
import * as vscode from 'vscode';

import { CancelledError } from '../../core/errors';
import type { Command } from '../commands/command';
import { datasetTarget } from '../commands/datasetTarget';
import { openDocument } from '../documents/datasetFiles';
import { saveDocument } from '../documents/saveDocument';

/** Asks where to, then writes one page about a dataset: what the overview shows, with findings and where the numbers come from. */
export const exportReport: Command = async ({ services }, argument) => {
  const uri = datasetTarget(argument);
  if (uri === undefined || !(await isSaved(uri))) return;
  const withTexts = await askTexts();
  if (withTexts === undefined) return;
  const filters = { [vscode.l10n.t('Web page')]: ['html'], Markdown: ['md'] };
  const target = await vscode.window.showSaveDialog({ defaultUri: vscode.Uri.file(`${uri.fsPath}.report.html`), filters, title: vscode.l10n.t('Export Report') });
  if (target === undefined) return;
  if (target.fsPath === uri.fsPath) return void vscode.window.showErrorMessage(vscode.l10n.t('That is the dataset itself; give the report another name.'));
  const options = { location: vscode.ProgressLocation.Notification, title: vscode.l10n.t('Making a report of {0}', path.basename(uri.fsPath)), cancellable: true };
  // Drawing and its small DOM take a while to load: nobody should wait for them who wants no report.
  const { runReport } = await import('./runReport');
  const isWritten = await vscode.window.withProgress(options, (_progress, token) => untilCancelled(token, (signal) => runReport(services, { uri, target, withTexts }, signal)));
  if (isWritten) await tell(target);
};

/** A report names its file by a hash, which unsaved text has none of. */
async function isSaved(uri: vscode.Uri): Promise<boolean> {
  const document = openDocument(uri);
  if (document?.isDirty !== true) return true;
  const save = vscode.l10n.t('Save');
  const answer = await vscode.window.showWarningMessage(vscode.l10n.t('The file has unsaved changes. A report names its file by a hash, so save it first.'), { modal: true }, save);
  return answer === save && saveDocument(document);
}

async function askTexts(): Promise<boolean | undefined> {
  const choices = [
    { label: vscode.l10n.t('With the worst pairs'), detail: vscode.l10n.t('The beginnings of their texts stand in the report.'), value: true },
    { label: vscode.l10n.t('Without texts'), detail: vscode.l10n.t('Numbers and places only, for data that must not leave the machine.'), value: false },
  ];
  return (await vscode.window.showQuickPick(choices, { title: vscode.l10n.t('What goes into the report?'), ignoreFocusOut: true }))?.value;
}

async function untilCancelled(token: vscode.CancellationToken, work: (signal: AbortSignal) => Promise<void>): Promise<boolean> {
  const stop = new AbortController();
  const subscription = token.onCancellationRequested(() => stop.abort());
  try {
    await work(stop.signal);
    return true;
  } catch (error) {
    if (stop.signal.aborted || CancelledError.is(error)) return false;
    throw error;
  } finally {
    subscription.dispose();
  }
}

async function tell(target: vscode.Uri): Promise<void> {
  const open = vscode.l10n.t('Open');
  const answer = await vscode.window.showInformationMessage(vscode.l10n.t('The report is in {0}.', path.basename(target.fsPath)), open);
  if (answer !== open) return;
  if (/\.(md|markdown)$/i.test(target.fsPath)) await vscode.commands.executeCommand('markdown.showPreview', target);
  else await vscode.env.openExternal(target);
}
