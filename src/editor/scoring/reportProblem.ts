import * as vscode from 'vscode';

import { CancelledError, ModelRefusedError } from '../../core/errors';
import { commandIds } from '../commands/commandIds';

interface Remedy {
  readonly title: string;
  readonly run: () => unknown;
}

/** Shows what stopped a work that somebody asked for, with what can be done about it. A stop on request is no problem. */
export async function reportProblem(error: unknown): Promise<void> {
  if (CancelledError.is(error)) return;
  const message = error instanceof Error ? error.message : String(error);
  const remedies = remediesFor(error);
  const chosen = await vscode.window.showErrorMessage(message, ...remedies.map(({ title }) => title));
  await remedies.find(({ title }) => title === chosen)?.run();
}

function remediesFor(error: unknown): Remedy[] {
  const command = (title: string, id: string, ...rest: unknown[]): Remedy => ({ title, run: () => vscode.commands.executeCommand(id, ...rest) });
  const showLog = command(vscode.l10n.t('Show Log'), commandIds.showLog);
  if (!ModelRefusedError.is(error)) return [showLog];
  return [
    command(vscode.l10n.t('Select Model…'), commandIds.selectPolicyModel),
    command(vscode.l10n.t('Get a Model…'), commandIds.getModel),
    command(vscode.l10n.t('Open Settings'), 'workbench.action.openSettings', 'preflens.models'),
    showLog,
  ];
}
