import * as vscode from 'vscode';

import { CancelledError } from '../../core/errors';
import { reportProblem } from '../scoring/reportProblem';
import type { Command, CommandContext } from './command';

type Role = 'policy' | 'reference';

interface Choice extends vscode.QuickPickItem {
  /** What the setting becomes; undefined asks for a folder. */
  readonly value: string | undefined;
}

/** Chooses the model of a role and says at once whether it can be used. */
export function selectModel(role: Role): Command {
  return async (context) => {
    if (!vscode.workspace.isTrusted) return explainRestriction();
    const value = await chooseValue(role);
    if (value === undefined) return;
    await vscode.workspace.getConfiguration('preflens.models').update(role, value === '' ? undefined : value, settingTarget(role));
    await tryModels(context);
  };
}

async function chooseValue(role: Role): Promise<string | undefined> {
  const embedded: Choice = { label: vscode.l10n.t('Embedded model'), description: vscode.l10n.t('small, for trying things out'), value: '' };
  const none: Choice = { label: vscode.l10n.t('No reference'), description: vscode.l10n.t('likelihoods only, no rewards'), value: 'none' };
  const folder: Choice = { label: vscode.l10n.t('Model folder…'), description: vscode.l10n.t('with tokenizer.json and model.onnx'), value: undefined };
  const choices = role === 'policy' ? [folder, embedded] : [folder, embedded, none];
  const title = role === 'policy' ? vscode.l10n.t('Policy model') : vscode.l10n.t('Reference model');
  const chosen = await vscode.window.showQuickPick(choices, { title });
  return chosen && (chosen.value ?? (await chooseFolder(title)));
}

async function chooseFolder(title: string): Promise<string | undefined> {
  const [folder] = (await vscode.window.showOpenDialog({ title, canSelectFolders: true, canSelectFiles: false, openLabel: vscode.l10n.t('Use This Model') })) ?? [];
  return folder?.fsPath;
}

/** A value in the workspace would hide one in the user settings. */
function settingTarget(role: Role): vscode.ConfigurationTarget {
  const inWorkspace = vscode.workspace.getConfiguration('preflens.models').inspect(role)?.workspaceValue !== undefined;
  return inWorkspace ? vscode.ConfigurationTarget.Workspace : vscode.ConfigurationTarget.Global;
}

async function tryModels({ services: { models } }: CommandContext): Promise<void> {
  try {
    const { policyName, referenceName } = await models.identify();
    const text = referenceName === null ? vscode.l10n.t('{0} can be used.', policyName) : vscode.l10n.t('{0} with reference {1} can be used.', policyName, referenceName);
    vscode.window.setStatusBarMessage(`$(check) ${text}`, 5000);
  } catch (error) {
    if (!CancelledError.is(error)) void reportProblem(error);
  }
}

async function explainRestriction(): Promise<void> {
  const manage = vscode.l10n.t('Manage Trust');
  const text = vscode.l10n.t('Only the embedded models are loaded in a workspace that is not trusted: a model file is input to a native library.');
  if ((await vscode.window.showWarningMessage(text, manage)) === manage) await vscode.commands.executeCommand('workbench.trust.manage');
}
