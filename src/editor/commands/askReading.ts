import path from 'node:path';
import * as vscode from 'vscode';

import { openDatasetReader } from '../../core/dataset/openDatasetReader';
import type { FieldMapping } from '../../core/dataset/readingOptions';
import { readRowFields } from '../../core/dataset/readRowFields';
import type { SchemaChoice } from '../../core/dataset/schemas/schemaAdapter';
import type { RowSource } from '../../core/ports';
import { readConfiguration } from '../configuration/configuration';
import type { DatasetRule } from '../configuration/datasetRules';
import { readingOptionsFor } from '../configuration/readingOptionsFor';
import type { EditorServices } from '../services';

/**
 * Asks once what the data leave open, and keeps the answer in the settings for files of that name. A question that is not
 * answered is asked again next time; until then the default of its schema counts, and the pairs say so. False where no layout is known.
 */
export async function askReading(services: EditorServices, uri: vscode.Uri): Promise<boolean> {
  try {
    return await withSource(services, uri, (source) => askChoices(uri, source));
  } catch {
    // What cannot be opened or read is said by the scoring, in one place.
    return true;
  }
}

/** No layout is known, so every row is unreadable: offers to say which fields hold what. True once that is said. */
export async function offerMapping(services: EditorServices, uri: vscode.Uri): Promise<boolean> {
  const choose = vscode.l10n.t('Choose Fields…');
  const text = vscode.l10n.t('The layout of {0} is not known. Which of its fields are the two answers?', path.basename(uri.fsPath));
  if ((await vscode.window.showInformationMessage(text, choose)) !== choose) return false;
  return withSource(services, uri, (source) => askMapping(uri, source));
}

async function withSource<Result>({ openDataset }: EditorServices, uri: vscode.Uri, use: (source: RowSource) => Promise<Result>): Promise<Result> {
  const source = await openDataset(uri, new AbortController().signal);
  try {
    return await use(source);
  } finally {
    await source.close();
  }
}

async function askChoices(uri: vscode.Uri, source: RowSource): Promise<boolean> {
  const options = readingOptionsFor(uri);
  const { detection } = await openDatasetReader(source, options);
  if (detection.schema === null && detection.sampled > 0) return false;
  const answers: Record<string, string> = {};
  for (const choice of detection.choices) {
    const answer = await askChoice(choice, uri);
    if (answer === undefined) return true;
    answers[choice.key] = answer;
  }
  if (Object.keys(answers).length > 0) await remember(uri, { choices: { ...options.choices, ...answers } });
  return true;
}

async function askChoice({ question, values }: SchemaChoice, uri: vscode.Uri): Promise<string | undefined> {
  const items = values.map(({ value, label }, index) => ({ label, value, ...(index === 0 ? { description: vscode.l10n.t('default') } : {}) }));
  const options = { title: path.basename(uri.fsPath), placeHolder: question, ignoreFocusOut: true };
  return (await vscode.window.showQuickPick(items, options))?.value;
}

async function askMapping(uri: vscode.Uri, source: RowSource): Promise<boolean> {
  const names = await fieldNames(source);
  const ask = async (placeHolder: string, items: readonly string[]) => vscode.window.showQuickPick([...items], { title: path.basename(uri.fsPath), placeHolder, ignoreFocusOut: true });
  const chosen = await ask(vscode.l10n.t('Which field is the preferred answer?'), names);
  if (chosen === undefined) return false;
  const rejected = await ask(vscode.l10n.t('Which field is the other answer?'), names.filter((name) => name !== chosen));
  if (rejected === undefined) return false;
  const none = vscode.l10n.t('(none: both answers begin with the prompt)');
  const prompt = await ask(vscode.l10n.t('Which field is the prompt?'), [...names.filter((name) => name !== chosen && name !== rejected), none]);
  if (prompt === undefined) return false;
  const mapping: FieldMapping = { ...(prompt === none ? {} : { prompt: quoted(prompt) }), chosen: quoted(chosen), rejected: quoted(rejected) };
  await remember(uri, { mapping });
  return true;
}

async function fieldNames(source: RowSource): Promise<readonly string[]> {
  for await (const [first] of source.locate()) {
    if (first === undefined) continue;
    const content = readRowFields(await source.read(first));
    return content.kind === 'fields' ? Object.keys(content.fields) : [];
  }
  return [];
}

/** Names with dots or brackets in them would be read as paths. */
function quoted(name: string): string {
  return /[.[\]"\\]/.test(name) ? JSON.stringify(name) : name;
}

/** A later rule counts before an earlier one, so the new one goes to the end and takes the place of one for the same files. */
async function remember(uri: vscode.Uri, found: Omit<DatasetRule, 'pattern'>): Promise<void> {
  const pattern = path.basename(uri.fsPath);
  const settings = vscode.workspace.getConfiguration('preflens', uri);
  const target = vscode.workspace.workspaceFolders ? vscode.ConfigurationTarget.Workspace : vscode.ConfigurationTarget.Global;
  const known = readConfiguration(uri).datasets;
  const before = known.findLast((rule) => rule.pattern === pattern);
  await settings.update('datasets', [...known.filter((rule) => rule.pattern !== pattern), { ...before, ...found, pattern }], target);
}
