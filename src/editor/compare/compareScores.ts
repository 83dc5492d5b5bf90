import * as vscode from 'vscode';

import type { Command } from '../commands/command';
import { datasetTarget } from '../commands/datasetTarget';
import { chooseSide } from './chooseSide';

/** Asks for two score sets of a file and shows how they compare. */
export const compareScores: Command = async ({ services, comparison }, argument) => {
  const uri = datasetTarget(argument);
  if (uri === undefined) return;
  const first = await chooseSide(services, uri, vscode.l10n.t('Compare scores (1 of 2): A'), true);
  const second = first && (await chooseSide(services, uri, vscode.l10n.t('Compare scores (2 of 2): B'), false));
  if (first && second) await comparison.compare(first, second);
};
