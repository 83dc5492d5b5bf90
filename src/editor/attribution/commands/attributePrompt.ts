import * as vscode from 'vscode';
import { z } from 'zod';

import { readConfiguration } from '../../configuration/configuration';
import type { Command, CommandContext } from '../../commands/command';
import { activeFile, isDatasetDocument } from '../../documents/datasetFiles';
import { saveDocument } from '../../documents/saveDocument';
import { PairLoader, type RowPlace } from '../../panel/pairLoader';
import { pairOfActivePage } from '../../webviews/filePages';
import { PairSubject } from '../pairSubject';
import { askQuestion, questionSchema, type Question } from '../question';
import { selectedPrompt, SelectionSubject } from '../selectionSubject';

const argumentSchema = z.object({ uri: z.string(), row: z.int().nonnegative(), pair: z.int().nonnegative().optional() });

interface PairPlace {
  readonly uri: vscode.Uri;
  readonly place: RowPlace;
}

/** Attributes the prompt of a given pair, of the pair in the page in front, of the pair at the cursor of a dataset, or whatever text is selected elsewhere. */
export const attributePrompt: Command = async (context, argument) => {
  const given = givenPair(argument) ?? pairInPage() ?? pairInTable(context) ?? (await pairAtCursor(context));
  if (given === null) return undefined;
  return given ? attributePair(context, given) : attributeSelection(context, givenQuestion(argument));
};

function givenPair(argument: unknown): PairPlace | undefined {
  const parsed = argumentSchema.safeParse(argument);
  if (!parsed.success) return undefined;
  const { uri, row, pair } = parsed.data;
  return { uri: vscode.Uri.parse(uri), place: { row, ...(pair !== undefined && { pair }) } };
}

function pairInPage(): PairPlace | undefined {
  const shown = pairOfActivePage();
  return shown && { uri: shown.uri, place: { row: shown.row, pair: shown.pair } };
}

function pairInTable({ services }: CommandContext): PairPlace | undefined {
  const uri = activeFile();
  const row = uri && !vscode.window.activeTextEditor ? services.tables.selectedRow(uri) : null;
  return uri && row !== null ? { uri, place: { row } } : undefined;
}

/** Undefined outside a dataset; null where the row must be saved first and was not. */
async function pairAtCursor({ services }: CommandContext): Promise<PairPlace | null | undefined> {
  const editor = vscode.window.activeTextEditor;
  if (!editor || !isDatasetDocument(editor.document)) return undefined;
  const { uri } = editor.document;
  const { line } = editor.selection.active;
  const diskLine = services.lines.diskLine(uri, line);
  if (diskLine !== undefined) return { uri, place: { line: diskLine + 1 } };
  const save = vscode.l10n.t('Save');
  const answer = await vscode.window.showInformationMessage(vscode.l10n.t('This row has unsaved changes, and Preflens reads what is on disk.'), save);
  return answer === save && (await saveDocument(editor.document)) ? { uri, place: { line: line + 1 } } : null;
}

async function attributePair({ services, attribution }: CommandContext, { uri, place }: PairPlace): Promise<void> {
  const subject = await loadPairSubject(services, uri, place, new AbortController().signal);
  if (subject) await attribution.attribute(subject);
  else void vscode.window.showInformationMessage(vscode.l10n.t('There is no pair in this row, so there is no response to hold the prompt responsible for.'));
}

/** A key binding may say what to ask, so that nothing is asked. */
function givenQuestion(argument: unknown): Question | undefined {
  return questionSchema.safeParse(argument).data;
}

async function attributeSelection({ services, attribution }: CommandContext, given: Question | undefined): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  const selected = editor ? selectedPrompt(editor.document, editor.selections) : null;
  if (!selected) return void vscode.window.showInformationMessage(vscode.l10n.t('Select the text of a prompt first, or put the cursor on a row of a preference dataset.'));
  const question = given ?? (await askQuestion(services.context.workspaceState));
  if (question) await attribution.attribute(new SelectionSubject(selected, question));
}

/** The texts of a pair as they are on disk; no model is asked. Undefined where the row holds none. */
export async function loadPairSubject(services: CommandContext['services'], uri: vscode.Uri, place: RowPlace, signal: AbortSignal): Promise<PairSubject | undefined> {
  const { beta } = readConfiguration(uri).scoring;
  // The first answer holds the texts; leaving here spares the scoring.
  for await (const loaded of new PairLoader(services).load(uri, place, signal)) return loaded?.pair ? new PairSubject(uri, loaded.pair, beta, services.lines) : undefined;
  return undefined;
}
