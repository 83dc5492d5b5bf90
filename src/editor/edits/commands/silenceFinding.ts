import * as vscode from 'vscode';
import { z } from 'zod';

import { pairContentKey } from '../../../core/dataset/pairContentKey';
import { ChangeRefused } from '../../../core/edits/changeRefused';
import { findingCodes, type FindingCode } from '../../../core/noise/findingCodes';
import { rowHash } from '../../../io/rowHash';
import type { Command } from '../../commands/command';
import { editTargets } from '../editTargets';

const givenSchema = z.object({ code: z.string(), reason: z.string().optional() });

/**
 * Keeps a finding of a pair silent from now on, with a reason, by the content of the pair: it stays silent when rows move. The
 * argument may name the code and the reason besides the pair.
 */
export const silenceFinding: Command = async (context, argument) => {
  const { services } = context;
  const targets = editTargets(context, argument);
  if (targets === undefined) return;
  const given = givenSchema.safeParse(argument).data;
  const code = given?.code ?? (await chooseCode());
  const reason = code === undefined ? undefined : (given?.reason ?? (await askReason()));
  if (code === undefined || reason === undefined) return;
  for (const { place, pair } of targets.pairs) {
    const snapshot = await services.datasetEditor.snapshot(targets.uri, place);
    const found = snapshot.pairs[pair];
    if (found === undefined) throw new ChangeRefused(vscode.l10n.t('The row has no such pair, so nothing is found in it.'));
    await services.changes.append(targets.uri, { kind: 'silence', row: snapshot.row, hash: rowHash(pairContentKey(found.texts)), code, reason });
  }
  vscode.window.setStatusBarMessage(vscode.l10n.t('The finding stays silent from now on'), 4000);
};

async function chooseCode(): Promise<FindingCode | undefined> {
  const choices = Object.entries(findingCodes).map(([code, { title, explanation }]) => ({ label: title, description: code, detail: explanation, code: code as FindingCode }));
  const choice = await vscode.window.showQuickPick(choices, { title: vscode.l10n.t('Which finding of this pair?'), matchOnDescription: true });
  return choice?.code;
}

async function askReason(): Promise<string | undefined> {
  return vscode.window.showInputBox({ title: vscode.l10n.t('Why is it no fault?'), prompt: vscode.l10n.t('The reason is kept in the change list beside the file.') });
}
