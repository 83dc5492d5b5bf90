import path from 'node:path';
import * as vscode from 'vscode';

import type { ExportChoices, ExportFormat, ExportOrder, ExportSchema } from '../../../core/export/exportChoices';
import { nothingSelected } from '../../../core/export/exportChoices';
import { manifestSuffix } from '../../../io/export/exportTarget';
import type { Command } from '../../commands/command';
import { datasetTarget } from '../../commands/datasetTarget';
import { uncleanPairs } from '../uncleanPairs';
import { runExport } from '../runExport';

interface Choice<Value> extends vscode.QuickPickItem {
  readonly value: Value;
}

/** Asks how, and where to, then writes the dataset anew with its changes. */
export const exportDataset: Command = async ({ services }, argument) => {
  const uri = datasetTarget(argument);
  const choices = uri && (await askExtent(uri));
  if (uri === undefined || choices === undefined) return;
  const target = await vscode.window.showSaveDialog({ defaultUri: suggestedName(uri, choices), title: vscode.l10n.t('Export Dataset') });
  if (target === undefined) return;
  const options = { location: vscode.ProgressLocation.Notification, title: vscode.l10n.t('Exporting {0}', path.basename(uri.fsPath)), cancellable: true };
  const summary = await vscode.window.withProgress(options, (progress, token) => runExport(services, { uri, target, choices }, progress, token));
  if (summary !== undefined) await tell(target, summary);
};

/** First what most people want, which needs no further question. */
async function askExtent(uri: vscode.Uri): Promise<ExportChoices | undefined> {
  const plain = { schema: 'source', format: formatOf(uri), order: 'file', scoreColumns: false, drop: nothingSelected, swap: nothingSelected, verdicts: [], fixes: [] } as const;
  const chosen = await pick<() => Promise<ExportChoices | undefined>>(vscode.l10n.t('Export what?'), [
    {
      label: `$(sparkle) ${vscode.l10n.t('A cleaned copy')}`,
      detail: vscode.l10n.t('Without errors, duplicates and labels that are probably wrong; with your changes.'),
      value: () => Promise.resolve({ ...plain, drop: uncleanPairs }),
    },
    { label: `$(copy) ${vscode.l10n.t('All pairs')}`, detail: vscode.l10n.t('With your changes; same fields, same order.'), value: () => Promise.resolve(plain) },
    { label: `$(settings) ${vscode.l10n.t('Choose schema, format, order and figures…')}`, detail: vscode.l10n.t('All pairs, as a trainer wants them.'), value: askChoices },
  ]);
  return chosen?.value();
}

/** The file's own format; rows of everything else are lines of JSON. */
function formatOf(uri: vscode.Uri): ExportFormat {
  const extension = path.extname(uri.fsPath).slice(1).toLowerCase();
  return extension === 'json' || extension === 'csv' ? extension : extension.startsWith('parq') ? 'parquet' : 'jsonl';
}

async function askChoices(): Promise<ExportChoices | undefined> {
  const schema = await pick(vscode.l10n.t('Which schema?'), schemas());
  const format = schema && (await pick(vscode.l10n.t('Which format?'), formats()));
  const order = format && (await pick(vscode.l10n.t('In which order?'), orders()));
  const scoreColumns = order && (await pick(vscode.l10n.t('With figures?'), figures()));
  if (schema === undefined || format === undefined || order === undefined || scoreColumns === undefined) return undefined;
  return { schema: schema.value, format: format.value, order: order.value, scoreColumns: scoreColumns.value, drop: nothingSelected, swap: nothingSelected, verdicts: [], fixes: [] };
}

function pick<Value>(title: string, choices: readonly Choice<Value>[]): Thenable<Choice<Value> | undefined> {
  return vscode.window.showQuickPick(choices, { title, ignoreFocusOut: true, matchOnDetail: true });
}

function schemas(): readonly Choice<ExportSchema>[] {
  return [
    { label: vscode.l10n.t('As the file has it'), detail: vscode.l10n.t('Rows keep their fields.'), value: 'source' },
    { label: vscode.l10n.t('TRL, texts'), detail: vscode.l10n.t('One row a pair: prompt, chosen and rejected as texts.'), value: 'trl' },
    { label: vscode.l10n.t('TRL, conversations'), detail: vscode.l10n.t('One row a pair: prompt, chosen and rejected as message lists.'), value: 'trl-chat' },
  ];
}

function formats(): readonly Choice<ExportFormat>[] {
  return [
    { label: 'JSON Lines', description: '.jsonl', value: 'jsonl' },
    { label: 'Parquet', description: '.parquet', value: 'parquet' },
    { label: 'JSON', description: '.json', value: 'json' },
    { label: 'CSV', description: '.csv', value: 'csv' },
  ];
}

function orders(): readonly Choice<ExportOrder>[] {
  return [
    { label: vscode.l10n.t('As in the file'), value: 'file' },
    { label: vscode.l10n.t('Easy to hard by reward margin'), detail: vscode.l10n.t('Scores the pairs that are not scored yet.'), value: 'margin' },
    { label: vscode.l10n.t('Easy to hard by ranking difficulty'), detail: vscode.l10n.t('How far the reference ranks the pair the wrong way round.'), value: 'difficulty' },
    { label: vscode.l10n.t('Easy to hard by strength of preference'), detail: vscode.l10n.t('As annotators rated it, where the file says so.'), value: 'rating' },
  ];
}

function figures(): readonly Choice<boolean>[] {
  return [
    { label: vscode.l10n.t('Without figures'), value: false },
    { label: vscode.l10n.t('With the figures of every pair'), detail: vscode.l10n.t('Margin, rewards, CHES and more, one column each.'), value: true },
  ];
}

function suggestedName(uri: vscode.Uri, { format, schema }: ExportChoices): vscode.Uri {
  const stem = path.basename(uri.fsPath).replace(/\.(jsonl|ndjson|json|csv|tsv|parquet|parq)(\.gz)?$/i, '');
  // The sample lies in a folder of the extension's, where nobody would find what was written beside it.
  const [first] = vscode.workspace.workspaceFolders ?? [];
  const folder = first?.uri.scheme === 'file' && !vscode.workspace.getWorkspaceFolder(uri) ? first.uri.fsPath : path.dirname(uri.fsPath);
  return vscode.Uri.file(path.join(folder, `${stem}.${schema === 'source' ? 'export' : schema}.${format}`));
}

async function tell(target: vscode.Uri, summary: string): Promise<void> {
  const open = vscode.l10n.t('Open');
  const manifest = vscode.l10n.t('Show Manifest');
  const answer = await vscode.window.showInformationMessage(summary, open, manifest);
  if (answer === open) await vscode.commands.executeCommand('vscode.open', target);
  if (answer === manifest) await vscode.commands.executeCommand('vscode.open', vscode.Uri.file(target.fsPath + manifestSuffix));
}
