import * as vscode from 'vscode';
import { z } from 'zod';

import type { CommandContext } from '../commands/command';
import { activeFile } from '../documents/datasetFiles';
import type { RowPlaceRequest } from './datasetEditor';
import { pairTextScheme } from './pairTextFiles';

/** Pairs of one file that a command is about. */
export interface EditTargets {
  readonly uri: vscode.Uri;
  readonly pairs: readonly { readonly place: RowPlaceRequest; readonly pair: number }[];
}

/** One pair as tables, lenses and the panel hand it over. The row is 0-based, on disk, or, with its text, in the document. */
const pairSchema = z.object({ uri: z.string(), row: z.int().nonnegative(), pair: z.int().nonnegative().optional(), text: z.string().optional() });
const argumentSchema = z.union([pairSchema, z.array(pairSchema).min(1)]);

/**
 * What a command is about: the pairs it was given (one, or several of one file, as a selection in a table has them), else the
 * rows at the cursors of the text editor, else the pair in the panel. Says why where there is none.
 */
export function editTargets(context: Pick<CommandContext, 'pairPanel'>, argument: unknown): EditTargets | undefined {
  const found = givenTargets(argument) ?? cursorTargets() ?? panelTarget(context);
  if (found === undefined) void vscode.window.showErrorMessage(vscode.l10n.t('Put the cursor on a row of a dataset first, or open the pair in the panel.'));
  else if (found.uri.scheme !== 'file') void vscode.window.showErrorMessage(vscode.l10n.t('Preflens changes datasets on the disk of the machine it runs on. Save a copy in a folder there.'));
  else return found;
  return undefined;
}

function givenTargets(argument: unknown): EditTargets | undefined {
  const parsed = argumentSchema.safeParse(argument);
  if (!parsed.success) return undefined;
  const given = [parsed.data].flat();
  const uri = given[0]?.uri ?? '';
  const pairs = given.filter((target) => target.uri === uri).map(({ row, text, pair = 0 }) => ({ place: text === undefined ? { row } : { row, text }, pair }));
  return { uri: vscode.Uri.parse(uri), pairs };
}

function cursorTargets(): EditTargets | undefined {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined || editor.document.uri.scheme === pairTextScheme || activeFile()?.toString() !== editor.document.uri.toString()) return undefined;
  const lines = new Set<number>();
  for (const { start, end } of editor.selections) {
    // A selection of whole lines ends at the start of the line behind them.
    const last = end.line > start.line && end.character === 0 ? end.line - 1 : end.line;
    for (let line = start.line; line <= last; line++) lines.add(line);
  }
  const filled = [...lines].filter((line) => lines.size === 1 || !editor.document.lineAt(line).isEmptyOrWhitespace);
  return { uri: editor.document.uri, pairs: filled.map((documentLine) => ({ place: { documentLine }, pair: 0 })) };
}

function panelTarget({ pairPanel }: Pick<CommandContext, 'pairPanel'>): EditTargets | undefined {
  const { target } = pairPanel;
  return target && { uri: target.uri, pairs: [{ place: { row: target.row }, pair: pairPanel.panel.view?.pair ?? 0 }] };
}
