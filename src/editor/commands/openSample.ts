import * as vscode from 'vscode';

import type { Command, CommandContext } from './command';
import { commandIds } from './commandIds';

interface Sample {
  readonly file: string;
  /** Says what it is, with one thing to do next. */
  readonly offer: () => { readonly text: string; readonly action: string; readonly run: (uri: vscode.Uri) => unknown };
}

const preferences: Sample = {
  file: 'preferences.jsonl',
  offer: () => ({
    text: vscode.l10n.t('90 preference pairs with planted faults. Score them to see which ones the models object to.'),
    action: vscode.l10n.t('Score Dataset'),
    run: (uri) => vscode.commands.executeCommand(commandIds.scoreDataset, uri),
  }),
};

const findings: Sample = {
  file: 'findings.jsonl',
  offer: () => ({
    text: vscode.l10n.t('One row for every kind of finding. Go through them by keyboard, and let what is wrong be mended.'),
    action: vscode.l10n.t('Start Review'),
    run: () => vscode.commands.executeCommand(commandIds.startReview),
  }),
};

/** Opens a copy of the sample: people edit it, and the extension's own folder is replaced with every update. */
export const openSample: Command = (context) => openCopy(context, preferences);

/** Opens a copy of the sample that has a row for every kind of finding. */
export const openFindingsSample: Command = (context) => openCopy(context, findings);

async function openCopy(context: CommandContext, sample: Sample): Promise<void> {
  const uri = await copyOf(context, sample.file);
  const document = await vscode.workspace.openTextDocument(uri);
  // Not as a preview, which the next file that somebody looks at would replace.
  await vscode.window.showTextDocument(document, { preview: false });
  void offerNext(uri, sample);
}

async function copyOf({ services: { context } }: CommandContext, file: string): Promise<vscode.Uri> {
  const original = vscode.Uri.joinPath(context.extensionUri, 'media', 'sample', file);
  const folder = vscode.Uri.joinPath(context.globalStorageUri, 'sample');
  const copy = vscode.Uri.joinPath(folder, file);
  await vscode.workspace.fs.createDirectory(folder);
  try {
    await vscode.workspace.fs.stat(copy);
  } catch {
    await vscode.workspace.fs.copy(original, copy);
  }
  return copy;
}

async function offerNext(uri: vscode.Uri, { offer }: Sample): Promise<void> {
  const { text, action, run } = offer();
  if ((await vscode.window.showInformationMessage(text, action)) === action) await run(uri);
}
