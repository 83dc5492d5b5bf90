import * as vscode from 'vscode';

import { pairSides, type PairSide } from '../../../core/edits/rowChange';
import type { Command } from '../../commands/command';
import { editTargets } from '../editTargets';

/** Opens one text of a pair in an editor of its own, whose saving changes the row. */
export const editPair: Command = async (context, argument, givenSide) => {
  const targets = editTargets(context, argument);
  const [first] = targets?.pairs ?? [];
  if (targets === undefined || first === undefined) return;
  const side = pairSides.find((name) => name === givenSide) ?? (await chooseSide());
  if (side === undefined) return;
  const file = await context.services.pairTexts.prepare(targets.uri, first.place, first.pair, side);
  const document = await vscode.workspace.openTextDocument(file);
  await vscode.window.showTextDocument(document, { preview: false });
};

async function chooseSide(): Promise<PairSide | undefined> {
  const choices: (vscode.QuickPickItem & { readonly side: PairSide })[] = [
    { label: vscode.l10n.t('Chosen'), description: vscode.l10n.t('the response that is preferred'), side: 'chosen' },
    { label: vscode.l10n.t('Rejected'), description: vscode.l10n.t('the other response'), side: 'rejected' },
    { label: vscode.l10n.t('Prompt'), description: vscode.l10n.t('what both answer'), side: 'prompt' },
  ];
  const choice = await vscode.window.showQuickPick(choices, { title: vscode.l10n.t('Which text of the pair?') });
  return choice?.side;
}
