import * as vscode from 'vscode';

import type { Command } from '../../commands/command';
import { editTargets } from '../editTargets';
import { tellOutcome } from '../tellOutcome';

/** Takes rows out of a dataset. */
export const dropRow: Command = async (context, argument) => {
  const targets = editTargets(context, argument);
  if (targets === undefined) return;
  const { uri, pairs } = targets;
  const edits = pairs.map(({ place }) => ({ place, change: { kind: 'drop' } as const }));
  const outcome = await context.services.datasetEditor.apply(uri, edits);
  tellOutcome(uri, vscode.l10n.t('Dropped ({0})', outcome.rows), outcome);
};
