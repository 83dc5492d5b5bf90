import * as vscode from 'vscode';

import { shownValue, type ResultSet } from '../../session/resultSet';
import type { EditorServices } from '../../services';
import { worstRows } from '../../session/worstRows';

/** Rows to attribute, and how they were chosen, in words. */
export interface ChosenRows {
  readonly rows: readonly number[];
  readonly words: string;
}

const counts = [10, 25, 50, 100];
const figure = 'rewardMargin';
const mostRows = 1000;

/** Asks which rows; undefined when it was left, or there are none. */
export async function chooseRows(services: EditorServices, uri: vscode.Uri): Promise<ChosenRows | undefined> {
  const choices = rowChoices(services, uri);
  if (choices.length === 0) return offerScoring(uri);
  const items = choices.map((choice) => ({ label: choice.words, choice }));
  const chosen = await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Attribute flagged rows'), placeHolder: vscode.l10n.t('Which rows? Each takes some seconds; it can be stopped at any time.') });
  return chosen?.choice;
}

/** Rows with findings, rows that the models see the other way round, and the worst ones; only what there is. */
export function rowChoices({ sessions }: EditorServices, uri: vscode.Uri): readonly ChosenRows[] {
  const session = sessions.get(uri);
  const results = session?.shown;
  if (!session || !results || results.summary.scored === 0) return [];
  const flagged = rowsWithFindings(uri, (line) => session.rowAtDocumentLine(line)).filter((row) => results.at(row)?.kind === 'scored').slice(0, mostRows);
  const wrong = worstRows(results, figure, mostRows).filter((row) => (shownValue(results.at(row), figure) ?? 0) < 0);
  return [
    ...choice(flagged, vscode.l10n.t('{0} rows with findings', flagged.length)),
    ...choice(wrong, vscode.l10n.t('{0} rows whose rejected response the models prefer', wrong.length)),
    ...worstChoices(results),
  ];
}

function worstChoices(results: ResultSet): readonly ChosenRows[] {
  return counts.filter((count) => count <= results.summary.scored).map((count) => ({ rows: worstRows(results, figure, count), words: vscode.l10n.t('{0} rows with the lowest reward margin', count) }));
}

function choice(rows: readonly number[], words: string): readonly ChosenRows[] {
  return rows.length === 0 ? [] : [{ rows, words }];
}

/** The Problems view is where findings are, whoever put them there. */
function rowsWithFindings(uri: vscode.Uri, rowAt: (line: number) => number | undefined): readonly number[] {
  const ours = vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'Preflens');
  const rows = ours.flatMap(({ range }) => rowAt(range.start.line) ?? []);
  return [...new Set(rows)].sort((left, right) => left - right);
}

async function offerScoring(uri: vscode.Uri): Promise<undefined> {
  const score = vscode.l10n.t('Score Dataset');
  const text = vscode.l10n.t('Which rows are flagged is known once the file is scored.');
  if ((await vscode.window.showInformationMessage(text, score)) === score) await vscode.commands.executeCommand('preflens.scoreDataset', uri);
  return undefined;
}
