import * as vscode from 'vscode';

import { describeModel } from '../../app/describeModel';
import type { ModelSetIdentity } from '../../core/ports';
import type { ModelService } from '../models/modelService';
import type { Command, CommandContext } from './command';
import { commandIds } from './commandIds';

interface Entry extends vscode.QuickPickItem {
  readonly command?: string;
}

/** Says of each model what it can give, or why it is refused. */
export const showModels: Command = async (context) => {
  const pick = vscode.window.createQuickPick<Entry>();
  pick.title = vscode.l10n.t('Models');
  pick.placeholder = vscode.l10n.t('Choose a model to replace it');
  pick.busy = true;
  pick.onDidAccept(() => {
    const [chosen] = pick.selectedItems;
    pick.hide();
    if (chosen?.command) void vscode.commands.executeCommand(chosen.command);
  });
  pick.onDidHide(() => pick.dispose());
  pick.show();
  pick.items = await entries(context);
  pick.busy = false;
};

async function entries({ services: { models } }: CommandContext): Promise<Entry[]> {
  const { policy, reference } = models.choice;
  try {
    return entriesOf(await models.identify(), policy, reference);
  } catch {
    // Something is refused; each model is asked by itself, so that the sentence stands with the right one.
    const first = await entryAlone(models, vscode.l10n.t('Policy'), policy, commandIds.selectPolicyModel);
    if (reference === null) return [first];
    return [first, await entryAlone(models, vscode.l10n.t('Reference'), reference, commandIds.selectReferenceModel)];
  }
}

async function entryAlone(models: ModelService, label: string, folder: string, command: string): Promise<Entry> {
  const worker = models.createWorker({ policy: folder, reference: null });
  try {
    const { usable, refusal, gives } = await describeModel(folder, worker);
    const detail = refusal ?? vscode.l10n.t('By itself it can be used. Gives {0}.', gives.join(', '));
    return { label: `$(${usable ? 'check' : 'warning'}) ${label}`, description: folder, detail, command };
  } finally {
    await worker.dispose();
  }
}

function entriesOf(identity: ModelSetIdentity, policyPath: string, referencePath: string | null): Entry[] {
  const policy = vscode.l10n.t('Policy: {0}', identity.policyName);
  const reference = identity.referenceName === null ? vscode.l10n.t('No reference') : vscode.l10n.t('Reference: {0}', identity.referenceName);
  const rewards =
    identity.referenceName === null ? vscode.l10n.t('Without it there are no rewards and no margins.') : vscode.l10n.t('Gives rewards and margins. Hash {0}.', identity.referenceHash ?? '');
  const set = vscode.l10n.t('Convention {0}, at most {1} tokens, {2}.', identity.convention, identity.maxLength, identity.precision);
  return [
    { label: `$(check) ${policy}`, description: policyPath, detail: [abilities(identity), set].join(' '), command: commandIds.selectPolicyModel },
    { label: `${identity.referenceName === null ? '$(circle-slash)' : '$(check)'} ${reference}`, description: referencePath ?? '', detail: rewards, command: commandIds.selectReferenceModel },
  ];
}

function abilities({ hasStates, hasChatTemplate, policyHash }: ModelSetIdentity): string {
  const states = hasStates ? vscode.l10n.t('Gives CHES.') : vscode.l10n.t('Gives no CHES: the file shows no hidden states.');
  const chat = hasChatTemplate ? vscode.l10n.t('Has a chat template.') : vscode.l10n.t('Has no chat template, so only plain-text pairs.');
  return [states, chat, vscode.l10n.t('Hash {0}.', policyHash)].join(' ');
}
