import * as vscode from 'vscode';

import { scoringSettingKeys } from '../configuration/settingKeys';
import type { Feature } from '../feature';
import type { EditorServices } from '../services';

const settleMilliseconds = 300;

/** Figures follow the settings: at once where arithmetic is enough, on request where other models must be asked. */
export const settingsChanges: Feature = {
  name: 'settings',
  start(services) {
    let timer: NodeJS.Timeout | undefined;
    const recompute = () => {
      clearTimeout(timer);
      timer = setTimeout(() => void recomputeAll(services), settleMilliseconds);
    };
    return vscode.Disposable.from(
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (scoringSettingKeys.some((key) => event.affectsConfiguration(key))) recompute();
        if (event.affectsConfiguration('preflens.datasets')) markReadAnew(services);
      }),
      services.models.onWillReplace(() => markAllStale(services)),
      { dispose: () => clearTimeout(timer) },
    );
  },
};

/** The evaluations are in the store, so this reads the file and asks no model. */
async function recomputeAll({ sessions, scoring }: EditorServices): Promise<void> {
  for (const session of sessions) {
    if ((session.hasScores || session.isBusy) && session.staleReason === null) await scoring.recompute(session);
  }
}

function markReadAnew({ sessions }: EditorServices): void {
  for (const session of sessions) {
    if (session.hasScores) session.markStale(vscode.l10n.t('The settings now say another way to read this file; score it again.'));
  }
}

function markAllStale({ sessions, log }: EditorServices): void {
  const stale = [...sessions].filter((session) => session.hasScores);
  for (const session of stale) session.markStale(vscode.l10n.t('These figures are from another model, convention or maximal length than the settings name now.'));
  const [first] = stale;
  if (first) offer(first.uri).catch((error: unknown) => log.error(String(error)));
}

async function offer(uri: vscode.Uri): Promise<void> {
  const again = vscode.l10n.t('Score Again');
  const text = vscode.l10n.t('The models or the convention changed; the figures shown are from before.');
  if ((await vscode.window.showInformationMessage(text, again)) === again) await vscode.commands.executeCommand('preflens.scoreDataset', uri);
}
