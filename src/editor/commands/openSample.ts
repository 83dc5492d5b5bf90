import * as vscode from 'vscode';

import type { Command, CommandContext } from './command';
import { commandIds } from './commandIds';

/** Opens a copy of the sample: people edit it, and the extension's own folder is replaced with every update. */
export const openSample: Command = async (context) => {
  const uri = await copySample(context);
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document);
  void offerScoring(uri);
};

async function copySample({ services: { context } }: CommandContext): Promise<vscode.Uri> {
  const original = vscode.Uri.joinPath(context.extensionUri, 'media', 'sample', 'preferences.jsonl');
  const folder = vscode.Uri.joinPath(context.globalStorageUri, 'sample');
  const copy = vscode.Uri.joinPath(folder, 'preferences.jsonl');
  await vscode.workspace.fs.createDirectory(folder);
  try {
    await vscode.workspace.fs.stat(copy);
  } catch {
    await vscode.workspace.fs.copy(original, copy);
  }
  return copy;
}

async function offerScoring(uri: vscode.Uri): Promise<void> {
  const score = vscode.l10n.t('Score Dataset');
  const text = vscode.l10n.t('90 preference pairs with planted faults. Score them to see which ones the models object to.');
  if ((await vscode.window.showInformationMessage(text, score)) === score) await vscode.commands.executeCommand(commandIds.scoreDataset, uri);
}
