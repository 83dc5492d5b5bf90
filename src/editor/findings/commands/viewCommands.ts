import * as vscode from 'vscode';
import { z } from 'zod';

import type { FindingSeverity } from '../../../core/noise/findingCodes';
import type { Command } from '../../commands/command';
import { datasetTarget } from '../../commands/datasetTarget';
import { goToRow } from '../goToRow';
import { openFiles } from '../shownDatasets';
import { wholeView } from '../tree/findingGroups';

/** Looks through a file now, whatever its size and as thoroughly as can be, and shows the list. */
export const findFindings: Command = async ({ services, findingsTree }, argument) => {
  const uri = datasetTarget(argument) ?? findingsTree.uri;
  if (uri === undefined) return;
  // The list is about the file in front.
  if (!openFiles().has(uri.toString())) await goToRow(services, uri, { row: 0, line: 1 });
  await vscode.commands.executeCommand('preflens.findings.focus');
  await services.findings.look(uri, true);
};

/** Which severities the list has. */
export const filterFindings: Command = async ({ findingsTree }) => {
  const names: Readonly<Record<FindingSeverity, string>> = { error: vscode.l10n.t('Errors'), warning: vscode.l10n.t('Warnings'), information: vscode.l10n.t('Hints') };
  const choices = wholeView.severities.map((severity) => ({ label: names[severity], severity, picked: findingsTree.options.severities.includes(severity) }));
  const picked = await vscode.window.showQuickPick(choices, { canPickMany: true, title: vscode.l10n.t('List which findings?') });
  if (picked) findingsTree.setOptions({ ...findingsTree.options, severities: picked.map(({ severity }) => severity) });
};

/** Most certain first, or as in the file. */
export const sortFindings: Command = async ({ findingsTree }) => {
  const choices = [
    { label: vscode.l10n.t('Most certain first'), order: 'rank' as const },
    { label: vscode.l10n.t('As in the file'), order: 'row' as const },
  ];
  const choice = await vscode.window.showQuickPick(choices, { title: vscode.l10n.t('Order of the rows under each kind') });
  if (choice) findingsTree.setOptions({ ...findingsTree.options, order: choice.order });
};

const moreSchema = z.object({ code: z.string() });

/** The next page of a long group. */
export const showMoreFindings: Command = ({ findingsTree }, argument) => {
  const more = moreSchema.safeParse(argument).data;
  if (more) findingsTree.showMore(more.code);
};
