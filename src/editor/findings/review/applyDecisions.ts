import * as vscode from 'vscode';

import type { ReviewItem } from '../../../core/noise/review/reviewQueue';
import type { DecisionName } from '../../../core/noise/review/reviewRecord';
import { tellOutcome } from '../../edits/tellOutcome';
import { formatCount } from '../../figures/numbers';
import type { EditorServices } from '../../services';
import type { NewChange } from '../../../io/changes/changeListFile';
import { fixEdits } from '../fixEdits';
import type { ReviewSession } from './reviewSession';

type Decided = ReturnType<ReviewSession<ReviewItem>['decided']>;
/** Decisions that something can be done about. */
export const applicableDecisions = ['swap', 'drop', 'keep'] as const satisfies readonly DecisionName[];
export type AppliedDecision = (typeof applicableDecisions)[number];

interface Choice extends vscode.QuickPickItem {
  readonly decision: AppliedDecision;
}

/** Makes decisions true in the dataset: swaps and drops as one step for Undo, and silences for what is to be kept. Asks which unless told. */
export async function applyDecisions(services: EditorServices, uri: vscode.Uri, session: ReviewSession<ReviewItem>, told?: readonly AppliedDecision[]): Promise<void> {
  const decided = session.decided();
  const chosen = told ?? (await chooseDecisions(decided));
  if (chosen === undefined || chosen.length === 0) return;
  const picked = decided.filter(({ decision }) => chosen.some((name) => name === decision));
  await editDataset(services, uri, picked);
  await silenceKept(services, uri, picked);
  await session.markApplied(picked.map(({ id }) => id));
}

/** Asks which decisions are to be made true, of the kinds that there are. */
export async function chooseDecisions(decided: readonly { readonly decision: DecisionName }[]): Promise<readonly AppliedDecision[] | undefined> {
  const count = (name: DecisionName) => decided.filter(({ decision }) => decision === name).length;
  const all: Choice[] = [
    { label: vscode.l10n.t('Swap {0}', formatCount(count('swap'))), description: vscode.l10n.t('the rejected response becomes the chosen one'), decision: 'swap', picked: true },
    { label: vscode.l10n.t('Drop {0}', formatCount(count('drop'))), description: vscode.l10n.t('the rows are taken out'), decision: 'drop', picked: true },
    { label: vscode.l10n.t('Silence {0}', formatCount(count('keep'))), description: vscode.l10n.t('what was kept is not found again'), decision: 'keep', picked: true },
  ];
  const choices = all.filter(({ decision }) => count(decision) > 0);
  if (choices.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('Nothing was decided that could be applied.'));
    return undefined;
  }
  const picked = await vscode.window.showQuickPick(choices, { canPickMany: true, title: vscode.l10n.t('Apply which decisions?') });
  return picked?.map(({ decision }) => decision);
}

async function editDataset({ datasetEditor, findings }: EditorServices, uri: vscode.Uri, picked: Decided): Promise<void> {
  const known = await findings.get(uri);
  const of = (name: DecisionName) => picked.filter(({ decision }) => decision === name).map(({ item }) => item.finding);
  const dropped = of('drop');
  const droppedRows = new Set(dropped.map(({ row }) => row));
  const swapped = of('swap').filter(({ row }) => !droppedRows.has(row));
  const file = { uri, findings: known };
  const edits = [...(await fixEdits(datasetEditor, file, swapped, 'swap')), ...(await fixEdits(datasetEditor, file, dropped, 'drop'))];
  if (edits.length === 0) return;
  const outcome = await datasetEditor.apply(uri, edits);
  tellOutcome(uri, vscode.l10n.t('{0} decisions applied', formatCount(edits.length)), outcome);
}

async function silenceKept({ changes }: EditorServices, uri: vscode.Uri, picked: Decided): Promise<void> {
  const reason = vscode.l10n.t('kept in a review');
  const silences = picked
    .filter(({ decision }) => decision === 'keep')
    .map(({ item: { row, hash, code } }): NewChange => ({ kind: 'silence', row, hash, code, reason }));
  if (silences.length > 0) await changes.appendAll(uri, silences);
}
