import path from 'node:path';
import * as vscode from 'vscode';

import { parseSwaps } from '../../core/attribution/sensitivity/termSwaps';
import { parseVariants } from '../../core/attribution/sensitivity/userVariants';
import { AttributionRefusedError } from '../../core/errors';
import type { ListedWordings } from './thread/threadProtocol';

const largestList = 1024 * 1024;

interface ListKind extends vscode.QuickPickItem {
  readonly extensions: string[];
  /** Throws AttributionRefusedError with what is wrong in the text. */
  readonly parse: (text: string) => ListedWordings;
}

/** Asks which list and for its file; the formats are those of the command line. Undefined where it was left, or after saying why the file is no such list. */
export async function askListedWordings(near: vscode.Uri): Promise<ListedWordings | undefined> {
  const kind = await vscode.window.showQuickPick(kinds(), { title: vscode.l10n.t('Try which wordings of your own?') });
  if (kind === undefined) return undefined;
  const folder = vscode.Uri.file(path.dirname(near.fsPath));
  const [file] = (await vscode.window.showOpenDialog({ title: kind.label, defaultUri: folder, filters: { [kind.label]: kind.extensions, [vscode.l10n.t('All files')]: ['*'] } })) ?? [];
  return file && readList(file, kind);
}

function kinds(): ListKind[] {
  return [
    { label: vscode.l10n.t('Other wordings'), detail: vscode.l10n.t('A text file with one on each line, or between lines of ---, or a JSON list. Each takes the place of what the user said last.'), extensions: ['txt', 'md', 'json'], parse: (text) => ({ variants: parseVariants(text) }) },
    { label: vscode.l10n.t('Terms that stand for each other'), detail: vscode.l10n.t('A CSV file with lines such as he,she. All terms of a column go together, in the prompt and in the responses.'), extensions: ['csv', 'txt'], parse: (text) => ({ swaps: parseSwaps(text) }) },
  ];
}

async function readList(file: vscode.Uri, { parse }: ListKind): Promise<ListedWordings | undefined> {
  try {
    const { size } = await vscode.workspace.fs.stat(file);
    if (size > largestList) throw new AttributionRefusedError(vscode.l10n.t('{0} is larger than a list of wordings may be (1 MB).', path.basename(file.fsPath)));
    return parse(new TextDecoder().decode(await vscode.workspace.fs.readFile(file)));
  } catch (error) {
    void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
    return undefined;
  }
}
