import * as vscode from 'vscode';

import { statusMenuCommand } from '../commands/commandIds';
import { activeFile, isDatasetUri, watchActiveFile } from '../documents/datasetFiles';
import type { Feature } from '../feature';
import type { EditorServices } from '../services';
import type { DatasetSession } from '../session/datasetSession';
import { ProgressForecast } from '../session/progressForecast';
import { showStatusMenu } from './statusMenu';
import { statusText } from './statusText';
import { statusTooltip } from './statusTooltip';

/** One quiet item that says how far scoring is, or what came of it. */
export class StatusBar implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem('preflens.status', vscode.StatusBarAlignment.Right, 90);
  private readonly forecasts = new WeakMap<DatasetSession, ProgressForecast>();
  private readonly subscription: vscode.Disposable;

  constructor(private readonly services: EditorServices) {
    const { sessions, models } = services;
    this.item.name = 'Preflens';
    this.item.command = statusMenuCommand;
    this.subscription = vscode.Disposable.from(
      this.item,
      sessions.onDidChange((session) => this.sessionChanged(session)),
      sessions.onDidRemove(() => this.show()),
      models.onWillReplace(() => this.show()),
      watchActiveFile(() => this.show()),
      vscode.commands.registerCommand(statusMenuCommand, () => showStatusMenu(services, this.session()?.uri ?? activeFile())),
    );
    this.show();
  }

  get text(): string {
    return this.item.text;
  }

  dispose(): void {
    this.subscription.dispose();
  }

  private sessionChanged(session: DatasetSession): void {
    if (session.activity.kind === 'scoring') this.forecastOf(session).note(session.current?.summary.done ?? 0, Date.now());
    else this.forecasts.delete(session);
    this.show();
  }

  /** The file in front; where that is no dataset, one that is being scored. */
  private session(): DatasetSession | undefined {
    const file = activeFile();
    const active = file && this.services.sessions.get(file);
    return active ?? [...this.services.sessions].find((session) => session.isBusy);
  }

  private show(): void {
    const file = activeFile();
    const session = this.session();
    if (!session && !(file && isDatasetUri(file))) return this.item.hide();
    const summary = session?.current?.summary;
    const seconds = session && summary ? this.forecastOf(session).secondsFor(summary.rows - summary.done) : null;
    const { text, isWarning } = statusText(session, seconds);
    this.item.text = text;
    this.item.tooltip = statusTooltip(session, this.services.models);
    this.item.backgroundColor = isWarning ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
    this.item.accessibilityInformation = { label: `Preflens: ${text.replace(/\$\([^)]*\) ?/g, '')}` };
    this.item.show();
  }

  private forecastOf(session: DatasetSession): ProgressForecast {
    const forecast = this.forecasts.get(session) ?? new ProgressForecast();
    this.forecasts.set(session, forecast);
    return forecast;
  }
}

export function createStatusBarFeature(onStart: (statusBar: StatusBar) => void): Feature {
  return {
    name: 'status bar',
    start(services) {
      const statusBar = new StatusBar(services);
      onStart(statusBar);
      return statusBar;
    },
  };
}
