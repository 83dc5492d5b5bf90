import * as vscode from 'vscode';

import { describeModel } from '../../app/describeModel';
import type { ModelSetIdentity } from '../../core/ports';
import { describePrecision } from '../../core/scoring/describePrecision';
import type { ModelService } from '../models/modelService';
import type { Command, CommandContext } from './command';
import { commandIds } from './commandIds';

interface Entry extends vscode.QuickPickItem {
  readonly run: () => unknown;
}

/** Says of each model what it can give, or why it is refused. */
export const showModels: Command = async (context) => {
  const pick = vscode.window.createQuickPick<Entry>();
  pick.title = vscode.l10n.t('Models');
  pick.placeholder = vscode.l10n.t('Choose an entry to change it');
  pick.busy = true;
  pick.onDidAccept(() => {
    const [chosen] = pick.selectedItems;
    pick.hide();
    chosen?.run();
  });
  pick.onDidHide(() => pick.dispose());
  pick.show();
  pick.items = await entries(context);
  pick.busy = false;
};

const select = { policy: commandIds.selectPolicyModel, reference: commandIds.selectReferenceModel } as const;

function running(command: string, ...rest: unknown[]): () => unknown {
  return () => vscode.commands.executeCommand(command, ...rest);
}

async function entries({ services: { models } }: CommandContext): Promise<Entry[]> {
  const { policy, reference } = models.choice;
  try {
    return entriesOf(await models.identify(), policy, reference);
  } catch (error) {
    const together: Entry = {
      label: `$(warning) ${vscode.l10n.t('These models cannot be used')}`,
      detail: error instanceof Error ? error.message : String(error),
      run: running('workbench.action.openSettings', 'preflens.models'),
    };
    // Each model is asked by itself too, so that it is plain which one is to blame, or that only the two do not go together.
    const first = await entryAlone(models, vscode.l10n.t('Policy'), policy, select.policy);
    const second = reference === null ? [] : [await entryAlone(models, vscode.l10n.t('Reference'), reference, select.reference)];
    return [together, first, ...second];
  }
}

async function entryAlone(models: ModelService, label: string, folder: string, command: string): Promise<Entry> {
  const worker = models.createWorker({ policy: folder, reference: null });
  try {
    const { usable, refusal, gives } = await describeModel(folder, worker);
    const detail = refusal ?? vscode.l10n.t('By itself it can be used. Gives {0}.', gives.join(', '));
    return { label: `$(${usable ? 'check' : 'error'}) ${label}`, description: folder, detail, run: running(command) };
  } finally {
    await worker.dispose();
  }
}

function entriesOf(identity: ModelSetIdentity, policyPath: string, referencePath: string | null): Entry[] {
  const { policyName, referenceName, referenceHash, convention, maxLength } = identity;
  const hasReference = referenceName !== null;
  return [
    {
      label: `$(check) ${vscode.l10n.t('Policy: {0}', policyName)}`,
      description: policyPath,
      detail: abilities(identity),
      run: running(select.policy),
    },
    {
      label: hasReference ? `$(check) ${vscode.l10n.t('Reference: {0}', referenceName)}` : `$(circle-slash) ${vscode.l10n.t('No reference')}`,
      description: referencePath ?? '',
      detail: hasReference ? vscode.l10n.t('Gives rewards and margins. Hash {0}.', referenceHash ?? '') : vscode.l10n.t('Without it there are no rewards and no margins.'),
      run: running(select.reference),
    },
    {
      label: `$(list-ordered) ${vscode.l10n.t('Convention: {0}', convention)}`,
      detail: vscode.l10n.t('At most {0} tokens of prompt and response together; {1}.', maxLength, describePrecision(identity)),
      run: running('workbench.action.openSettings', 'preflens.convention'),
    },
  ];
}

function abilities({ hasStates, hasChatTemplate, policyHash }: ModelSetIdentity): string {
  const states = hasStates ? vscode.l10n.t('Gives CHES.') : vscode.l10n.t('Gives no CHES: the file shows no hidden states.');
  const chat = hasChatTemplate ? vscode.l10n.t('Has a chat template.') : vscode.l10n.t('Has no chat template, so only plain-text pairs.');
  return [states, chat, vscode.l10n.t('Hash {0}.', policyHash)].join(' ');
}
