import * as vscode from 'vscode';

import { commandIds } from '../commands/commandIds';
import { pairArgument } from '../commands/pairTarget';
import { readConfiguration } from '../configuration/configuration';
import { formatFigure } from '../figures/chipText';
import { formatCount } from '../figures/numbers';
import type { EditorServices } from '../services';
import type { DatasetSession } from '../session/datasetSession';
import { worstRows } from '../session/worstRows';

interface MenuEntry extends vscode.QuickPickItem {
  readonly run?: () => unknown;
}

const listedWorst = 10;

/** The menu of the status bar item: what can be done with the file in front. */
export async function showStatusMenu({ sessions }: EditorServices, uri: vscode.Uri | undefined): Promise<void> {
  const session = uri && sessions.get(uri);
  const entries = [...actions(session, uri), ...worst(session), ...always()];
  const chosen = await vscode.window.showQuickPick(entries, { title: 'Preflens', matchOnDescription: true });
  await chosen?.run?.();
}

function actions(session: DatasetSession | undefined, uri: vscode.Uri | undefined): MenuEntry[] {
  const entries: MenuEntry[] = [];
  const add = (label: string, command: string) => entries.push({ label, run: () => vscode.commands.executeCommand(command, uri) });
  if (session?.isBusy) add(`$(debug-stop) ${vscode.l10n.t('Stop scoring')}`, commandIds.cancelScoring);
  else if (uri) add(`$(beaker) ${session?.hasScores ? vscode.l10n.t('Score again') : vscode.l10n.t('Score dataset')}`, commandIds.scoreDataset);
  if (uri) add(`$(open-preview) ${vscode.l10n.t('Explain the pair at the cursor')}`, commandIds.explainPair);
  if (session?.hasScores) {
    add(`$(arrow-down) ${vscode.l10n.t('Go to the next worst pair')}`, commandIds.goToNextWorstPair);
    add(`$(eye) ${vscode.l10n.t('Show or hide inline figures')}`, commandIds.toggleInline);
  }
  if (!uri) {
    add(`$(file-code) ${vscode.l10n.t('Open the sample dataset')}`, commandIds.openSample);
    add(`$(mortar-board) ${vscode.l10n.t('Take the walkthrough')}`, commandIds.openWalkthrough);
  }
  return entries;
}

function worst(session: DatasetSession | undefined): MenuEntry[] {
  const results = session?.shown;
  if (!session || !results) return [];
  const { figure } = readConfiguration(session.uri).inline;
  const rows = worstRows(results, figure, listedWorst);
  if (rows.length === 0) return [];
  const entry = (row: number): MenuEntry => {
    const figures = results.at(row);
    const value = figures?.kind === 'scored' ? figures[figure] : null;
    return {
      label: vscode.l10n.t('Row {0}', formatCount(row + 1)),
      description: value === null ? '' : formatFigure(figure, value, results.scale(figure)),
      run: () => vscode.commands.executeCommand(commandIds.explainPair, pairArgument({ uri: session.uri, row })),
    };
  };
  return [{ label: vscode.l10n.t('Worst pairs'), kind: vscode.QuickPickItemKind.Separator }, ...rows.map(entry)];
}

function always(): MenuEntry[] {
  return [
    { label: '', kind: vscode.QuickPickItemKind.Separator },
    { label: `$(info) ${vscode.l10n.t('Show models')}`, run: () => vscode.commands.executeCommand(commandIds.showModels) },
    { label: `$(cloud-download) ${vscode.l10n.t('Get a model…')}`, run: () => vscode.commands.executeCommand(commandIds.getModel) },
    { label: `$(gear) ${vscode.l10n.t('Open settings')}`, run: () => vscode.commands.executeCommand('workbench.action.openSettings', '@ext:preflens.preflens') },
    { label: `$(output) ${vscode.l10n.t('Show log')}`, run: () => vscode.commands.executeCommand(commandIds.showLog) },
  ];
}
