import * as vscode from 'vscode';

import type { Command } from '../../commands/command';
import { commandIds } from '../../commands/commandIds';
import { editPlace, findingTarget } from '../findingTarget';

/** Keeps the pair as it is, and the finding silent from now on, with a reason. */
export const keepFinding: Command = async ({ services }, argument) => {
  const target = findingTarget(services, argument);
  const place = target && editPlace(target, target.finding);
  if (target === undefined || place === undefined) return void vscode.window.showInformationMessage(vscode.l10n.t('This finding is no longer there.'));
  const { pair, code } = target.finding;
  await vscode.commands.executeCommand(commandIds.silenceFinding, { uri: target.uri.toString(), ...place, pair, code });
};
