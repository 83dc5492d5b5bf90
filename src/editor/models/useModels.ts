import * as vscode from 'vscode';

import { CancelledError } from '../../core/errors';
import { reportProblem } from '../scoring/reportProblem';
import type { ModelService } from './modelService';

export type ModelRole = 'policy' | 'reference';

/** Writes the models that were chosen into the settings (an empty text is the embedded one), and says at once whether they can be used. */
export async function useModels(models: ModelService, chosen: Readonly<Partial<Record<ModelRole, string>>>): Promise<void> {
  const settings = vscode.workspace.getConfiguration('preflens.models');
  for (const [role, value] of Object.entries(chosen)) await settings.update(role, value === '' ? undefined : value, settingTarget(role));
  try {
    const { policyName, referenceName } = await models.identify();
    const text = referenceName === null ? vscode.l10n.t('{0} can be used.', policyName) : vscode.l10n.t('{0} with reference {1} can be used.', policyName, referenceName);
    vscode.window.setStatusBarMessage(`$(check) ${text}`, 5000);
  } catch (error) {
    if (!CancelledError.is(error)) void reportProblem(error);
  }
}

/** A value in the workspace would hide one in the user settings. */
function settingTarget(role: string): vscode.ConfigurationTarget {
  const inWorkspace = vscode.workspace.getConfiguration('preflens.models').inspect(role)?.workspaceValue !== undefined;
  return inWorkspace ? vscode.ConfigurationTarget.Workspace : vscode.ConfigurationTarget.Global;
}

/** True in a trusted workspace; else says why models are not chosen there, and false. */
export async function mayChooseModels(): Promise<boolean> {
  if (vscode.workspace.isTrusted) return true;
  const manage = vscode.l10n.t('Manage Trust');
  const text = vscode.l10n.t('Only the embedded models are loaded in a workspace that is not trusted: a model file is input to a native library.');
  if ((await vscode.window.showWarningMessage(text, manage)) === manage) await vscode.commands.executeCommand('workbench.trust.manage');
  return false;
}

/** Asks for a folder; undefined when nothing was chosen. */
export async function chooseModelFolder(title: string): Promise<string | undefined> {
  const [folder] = (await vscode.window.showOpenDialog({ title, canSelectFolders: true, canSelectFiles: false, openLabel: vscode.l10n.t('Use This Model') })) ?? [];
  return folder?.fsPath;
}
