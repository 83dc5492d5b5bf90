import * as vscode from 'vscode';

import { formatBytes } from '../../core/models/formatBytes';
import { parseRepositoryName } from '../../core/models/repositoryName';
import { estimatedBytes, estimatedMemory, suggestedPairs, type SuggestedPair } from '../../core/models/suggestedModels';
import { chooseVariant } from '../models/get/chooseVariant';
import { fetchModels, lookUp } from '../models/get/fetchModel';
import { askToken, chosenEndpoint } from '../models/get/hubAccess';
import { chooseModelFolder, mayChooseModels, useModels, type ModelRole } from '../models/useModels';
import type { Command, CommandContext } from './command';

interface Source extends vscode.QuickPickItem {
  readonly take?: (context: CommandContext, role: ModelRole | undefined) => Promise<void>;
}

/** Leads to a model: a suggested pair, one by its name, or a folder. Nothing is asked of the network before one of them was chosen. */
export const getModel: Command = async (context, argument) => {
  if (!(await mayChooseModels())) return;
  const role = argument === 'policy' || argument === 'reference' ? argument : undefined;
  const title = vscode.l10n.t('Get a model');
  const placeHolder = vscode.l10n.t('From {0}, into a folder of yours outside the workspace', new URL(chosenEndpoint()).host);
  const chosen = await vscode.window.showQuickPick(sources(role), { title, placeHolder, matchOnDetail: true, ignoreFocusOut: true });
  await chosen?.take?.(context, role);
};

function sources(role: ModelRole | undefined): readonly Source[] {
  const separator = (label: string): Source => ({ label, kind: vscode.QuickPickItemKind.Separator });
  return [
    ...(role === undefined ? [separator(vscode.l10n.t('A policy with its reference')), ...suggestedPairs.map(pairSource)] : []),
    separator(vscode.l10n.t('One model')),
    { label: `$(cloud-download) ${vscode.l10n.t('By its name…')}`, description: vscode.l10n.t('owner/name, or the address of its page'), take: takeByName },
    { label: `$(folder-opened) ${vscode.l10n.t('A folder on this machine…')}`, description: vscode.l10n.t('with tokenizer.json and model.onnx'), take: takeFolder },
    separator(vscode.l10n.t('Access')),
    { label: `$(key) ${vscode.l10n.t('Access token…')}`, description: vscode.l10n.t('for private and gated models'), take: async ({ services }) => void (await askToken(services.context.secrets)) },
    { label: `$(book) ${vscode.l10n.t('What a model has to be')}`, take: async () => void (await vscode.env.openExternal(vscode.Uri.parse('https://github.com/preflens/preflens/blob/main/docs/models.md'))) },
  ];
}

function pairSource(pair: SuggestedPair): Source {
  const { secondsPer512Tokens: { value, measured } } = pair;
  const time = measured ? vscode.l10n.t('{0} s for 512 tokens on two cores', value) : vscode.l10n.t('roughly {0} s for 512 tokens on two cores', value);
  return {
    label: `$(cloud-download) ${pair.title}`,
    description: vscode.l10n.t('{0}, in fp32 about {1}', pair.licence, formatBytes(2 * estimatedBytes(pair))),
    detail: vscode.l10n.t('About {0} of memory, {1}', formatBytes(estimatedMemory(pair)), time),
    take: (context) => takePair(context, pair),
  };
}

async function takePair({ services: { context, models } }: CommandContext, pair: SuggestedPair): Promise<void> {
  const found = await lookUp(context.secrets, [pair.policy, pair.reference]);
  const orders = found && (await chooseVariant(found));
  const [policy, reference] = (orders && (await fetchModels(context.secrets, orders))) ?? [];
  if (policy !== undefined && reference !== undefined) await useModels(models, { policy, reference });
}

async function takeByName({ services: { context, models } }: CommandContext, given: ModelRole | undefined): Promise<void> {
  const role = given ?? (await askRole());
  const name = role && (await askName(role));
  const found = name ? await lookUp(context.secrets, [name]) : undefined;
  const orders = found && (await chooseVariant(found));
  const [folder] = (orders && (await fetchModels(context.secrets, orders))) ?? [];
  if (role !== undefined && folder !== undefined) await useModels(models, { [role]: folder });
}

async function takeFolder({ services: { models } }: CommandContext, given: ModelRole | undefined): Promise<void> {
  const role = given ?? (await askRole());
  const folder = role && (await chooseModelFolder(role === 'policy' ? vscode.l10n.t('Policy model') : vscode.l10n.t('Reference model')));
  if (role !== undefined && folder !== undefined) await useModels(models, { [role]: folder });
}

async function askRole(): Promise<ModelRole | undefined> {
  const policy = { label: vscode.l10n.t('Policy'), detail: vscode.l10n.t('The model to judge with.'), role: 'policy' as const };
  const reference = { label: vscode.l10n.t('Reference'), detail: vscode.l10n.t('The model that the policy was trained from.'), role: 'reference' as const };
  return (await vscode.window.showQuickPick([policy, reference], { title: vscode.l10n.t('Which of the two?'), ignoreFocusOut: true }))?.role;
}

async function askName(role: ModelRole): Promise<string | null | undefined> {
  const text = await vscode.window.showInputBox({
    title: role === 'policy' ? vscode.l10n.t('Name of the policy model') : vscode.l10n.t('Name of the reference model'),
    placeHolder: suggestedPairs[0]?.[role] ?? '',
    ignoreFocusOut: true,
    validateInput: (written) => (parseRepositoryName(written) === null ? vscode.l10n.t('Write it as owner/name.') : undefined),
  });
  return text === undefined ? undefined : parseRepositoryName(text);
}
