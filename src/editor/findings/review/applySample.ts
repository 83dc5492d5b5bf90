import * as vscode from 'vscode';

import type { SampleItem } from '../../../core/noise/review/sampleRules';
import type { RequestedEdit } from '../../edits/datasetEditor';
import { tellOutcome } from '../../edits/tellOutcome';
import { formatCount } from '../../figures/numbers';
import type { EditorServices } from '../../services';
import { chooseDecisions, type AppliedDecision } from './applyDecisions';
import type { ReviewSession } from './reviewSession';

/** Swaps and drops in the dataset what was decided about a sample, as one step for Undo. Asks which unless told. */
export async function applySample({ datasetEditor }: EditorServices, uri: vscode.Uri, session: ReviewSession<SampleItem>, told?: readonly AppliedDecision[]): Promise<void> {
  const decided = session.decided().filter(({ decision }) => decision === 'swap' || decision === 'drop');
  const chosen = told ?? (await chooseDecisions(decided));
  const picked = decided.filter(({ decision }) => chosen?.some((name) => name === decision));
  if (picked.length === 0) return;
  const dropped = new Set(picked.filter(({ decision }) => decision === 'drop').map(({ item }) => item.row));
  const drops = [...dropped].map((row): RequestedEdit => ({ place: { row }, change: { kind: 'drop' } }));
  const swaps = picked.flatMap(({ item: { row, pair }, decision }): RequestedEdit[] => (decision === 'swap' && !dropped.has(row) ? [{ place: { row }, change: { kind: 'swap', pair } }] : []));
  const edits = [...swaps, ...drops];
  const outcome = await datasetEditor.apply(uri, edits);
  tellOutcome(uri, vscode.l10n.t('{0} decisions applied', formatCount(edits.length)), outcome);
  await session.markApplied(picked.map(({ id }) => id));
}
