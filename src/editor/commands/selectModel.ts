import * as vscode from 'vscode';

import { formatBytes } from '../../core/models/formatBytes';
import { downloadedModels } from '../../io/hub/downloadedModels';
import { downloadFolder } from '../models/get/hubAccess';
import { chooseModelFolder, mayChooseModels, useModels, type ModelRole } from '../models/useModels';
import type { Command } from './command';
import { commandIds } from './commandIds';

interface Choice extends vscode.QuickPickItem {
  /** What the setting becomes; undefined for what comes of `run`. */
  readonly value?: string;
  readonly run?: () => Thenable<string | undefined>;
}

/** Chooses the model of a role and says at once whether it can be used. */
export function selectModel(role: ModelRole): Command {
  return async ({ services: { models } }) => {
    if (!(await mayChooseModels())) return;
    const title = role === 'policy' ? vscode.l10n.t('Policy model') : vscode.l10n.t('Reference model');
    const chosen = await vscode.window.showQuickPick(await choices(role, title), { title });
    const value = chosen?.value ?? (await chosen?.run?.());
    if (value !== undefined) await useModels(models, { [role]: value });
  };
}

async function choices(role: ModelRole, title: string): Promise<readonly Choice[]> {
  const folder: Choice = { label: `$(folder-opened) ${vscode.l10n.t('Model folder…')}`, description: vscode.l10n.t('with tokenizer.json and model.onnx'), run: () => chooseModelFolder(title) };
  const get: Choice = { label: `$(cloud-download) ${vscode.l10n.t('Get a model…')}`, description: vscode.l10n.t('from the Hugging Face hub or another server'), run: () => vscode.commands.executeCommand<undefined>(commandIds.getModel, role) };
  const embedded: Choice = { label: `$(package) ${vscode.l10n.t('Embedded model')}`, description: vscode.l10n.t('small, for trying things out'), value: '' };
  const none: Choice = { label: `$(circle-slash) ${vscode.l10n.t('No reference')}`, description: vscode.l10n.t('likelihoods only, no rewards'), value: 'none' };
  return [folder, get, embedded, ...(role === 'policy' ? [] : [none]), ...(await fetchedBefore())];
}

async function fetchedBefore(): Promise<Choice[]> {
  const models = await downloadedModels(downloadFolder());
  if (models.length === 0) return [];
  const separator: Choice = { label: vscode.l10n.t('Downloaded'), kind: vscode.QuickPickItemKind.Separator };
  return [separator, ...models.map(({ name, variant, bytes, folder }) => ({ label: name, description: `${variant} · ${formatBytes(bytes)}`, detail: folder, value: folder }))];
}
