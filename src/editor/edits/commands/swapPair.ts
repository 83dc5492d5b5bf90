import * as vscode from 'vscode';

import type { Command } from '../../commands/command';
import { editTargets } from '../editTargets';
import { tellOutcome } from '../tellOutcome';

/** Swaps the chosen and the rejected response of pairs. */
export const swapPair: Command = async (context, argument) => {
  const targets = editTargets(context, argument);
  if (targets === undefined) return;
  const { uri, pairs } = targets;
  const edits = pairs.map(({ place, pair }) => ({ place, change: { kind: 'swap', pair } as const }));
  const outcome = await context.services.datasetEditor.apply(uri, edits);
  tellOutcome(uri, vscode.l10n.t('Swapped ({0})', outcome.rows), outcome);
};
