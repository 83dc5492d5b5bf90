import * as vscode from 'vscode';

import { openTable } from '../table/openTable';
import type { Command } from './command';

/** A folder of shards is one dataset, which no text editor shows: the one named, or one that is chosen. */
export const openDatasetFolder: Command = async ({ services }, argument) => {
  const uri = argument instanceof vscode.Uri ? argument : await chooseFolder();
  if (uri) await openTable(services, uri);
};

async function chooseFolder(): Promise<vscode.Uri | undefined> {
  const [folder] = (await vscode.window.showOpenDialog({ canSelectFiles: false, canSelectFolders: true, openLabel: vscode.l10n.t('Open Dataset') })) ?? [];
  return folder;
}
