import * as vscode from 'vscode';

import { CancelledError } from '../../core/errors';
import { readConfiguration } from '../configuration/configuration';
import { isTextFile, openDocument } from '../documents/datasetFiles';
import { saveDocument } from '../documents/saveDocument';
import { figureTraits } from '../figures/inlineFigure';
import { reportProblem } from '../scoring/reportProblem';
import { readFileStamp } from '../session/fileStamp';
import { worstRows } from '../session/worstRows';
import { openTable } from '../table/openTable';
import type { TableView } from '../table/tableViews';
import { askReading, offerMapping } from './askReading';
import type { Command, CommandContext } from './command';
import { datasetTarget } from './datasetTarget';

/** Scores a file from what is on disk. */
export const scoreDataset: Command = async (context, argument) => {
  const uri = datasetTarget(argument);
  if (!uri || !(await savedIfWished(uri))) return;
  tellRestriction(context);
  const table = await openEditor(context, uri);
  try {
    const isKnown = await askReading(context.services, uri);
    await context.services.scoring.score(uri);
    if (table) showWorst(context, table);
    if (!isKnown) void offerFields(context, uri);
  } catch (error) {
    // Stopped on request: nothing to say.
    if (!CancelledError.is(error)) void reportProblem(error);
  }
};

/** Not waited for: the rows already say what is wrong with them. */
async function offerFields(context: CommandContext, uri: vscode.Uri): Promise<void> {
  if (await offerMapping(context.services, uri)) await scoreDataset(context, uri);
}

/** False when the user thought better of it. */
async function savedIfWished(uri: vscode.Uri): Promise<boolean> {
  const document = openDocument(uri);
  if (!document?.isDirty) return true;
  const save = vscode.l10n.t('Save and Score');
  const asOnDisk = vscode.l10n.t('Score What Is on Disk');
  const text = vscode.l10n.t('This file has unsaved changes, and Preflens reads what is on disk.');
  const answer = await vscode.window.showWarningMessage(text, save, asOnDisk);
  if (answer === save) return saveDocument(document);
  return answer === asOnDisk;
}

/** Editors in remote windows ask before they open a larger file, and none opens one above 50 MB for extensions. */
const largestOpened = 10 * 1024 * 1024;

/**
 * A file chosen in the explorer is opened, since its figures stand in its text: as a table where it is too large for that, or has
 * no text, which is returned.
 */
async function openEditor({ services }: CommandContext, uri: vscode.Uri): Promise<TableView | null> {
  const stamp = await readFileStamp(uri.fsPath);
  if (!stamp || openDocument(uri) || services.tables.of(uri).length > 0) return null;
  if (stamp.size > largestOpened || !isTextFile(uri)) return openTable(services, uri);
  await vscode.window.showTextDocument(uri, { preserveFocus: true });
  return null;
}

let toldRestriction = false;

/** Once for a window is enough; the status bar goes on saying it. */
function tellRestriction({ services }: CommandContext): void {
  if (toldRestriction || !services.models.choice.restricted) return;
  toldRestriction = true;
  const manage = vscode.l10n.t('Manage Trust');
  const text = vscode.l10n.t('This workspace is not trusted, so the embedded models are used and not the ones in the settings: a model file is input to a native library.');
  void vscode.window.showInformationMessage(text, manage).then((answer) => (answer === manage ? vscode.commands.executeCommand('workbench.trust.manage') : undefined));
}

/** A table that was opened for the scoring ends up on what was looked for: the worst pair, with the others after it. */
function showWorst({ services }: CommandContext, table: TableView): void {
  const results = services.sessions.get(table.uri)?.shown;
  const { figure } = readConfiguration(table.uri).inline;
  const [worst] = results ? worstRows(results, figure, 1) : [];
  if (worst === undefined) return;
  table.show({ row: worst, sort: { column: figure, direction: figureTraits[figure].higherIsWorse ? 'descending' : 'ascending' } });
}
