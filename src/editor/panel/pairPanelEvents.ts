import * as vscode from 'vscode';

import { readConfiguration } from '../configuration/configuration';
import { scoringSettingKeys } from '../configuration/settingKeys';
import { isDatasetDocument } from '../documents/datasetFiles';
import type { EditorServices } from '../services';
import type { PairPanelController } from './pairPanelController';

const cursorMilliseconds = 150;
const refreshMilliseconds = 600;

/** Keeps the open panel in step with the cursor, the file and the settings. */
export class PairPanelEvents implements vscode.Disposable {
  private readonly subscription: vscode.Disposable;
  private readonly timers = new Map<string, NodeJS.Timeout>();
  private placing: NodeJS.Timeout | undefined;
  private telling: NodeJS.Timeout | undefined;
  private cursor = '';

  constructor(
    private readonly services: EditorServices,
    private readonly controller: PairPanelController,
  ) {
    const { sessions } = services;
    this.subscription = vscode.Disposable.from(
      vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => this.cursorMoved(textEditor)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.edited(document)),
      vscode.workspace.onDidSaveTextDocument((document) => this.saved(document)),
      sessions.onDidChange(({ uri }) => {
        if (this.isShown(uri)) this.placeSoon();
      }),
      sessions.onDidRemove(({ uri }) => {
        if (this.isShown(uri)) controller.panel.markStale(vscode.l10n.t('The file is gone; this is what it held.'));
      }),
      services.findings.onDidChange((uri) => {
        if (this.isShown(uri)) this.contextSoon();
      }),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (scoringSettingKeys.some((key) => event.affectsConfiguration(key))) this.reload();
      }),
      services.models.onWillReplace(() => {
        controller.stop();
        this.reload();
      }),
    );
  }

  dispose(): void {
    for (const timer of [this.placing, this.telling, ...this.timers.values()]) clearTimeout(timer);
    this.subscription.dispose();
  }

  private isShown(uri: vscode.Uri): boolean {
    return this.controller.target?.uri.toString() === uri.toString();
  }

  private cursorMoved({ document, selection }: vscode.TextEditor): void {
    if (!this.controller.panel.isVisible || this.controller.isLed || !isDatasetDocument(document)) return;
    const line = selection.active.line;
    const cursor = `${document.uri.toString()}#${line}`;
    if (cursor === this.cursor) return;
    this.cursor = cursor;
    if (!readConfiguration(document.uri).followCursor) return;
    this.later('cursor', cursorMilliseconds, () => {
      const diskLine = this.services.lines.diskLine(document.uri, line);
      const target = this.controller.target;
      // On a row with unsaved changes the panel stays where it is; the next move on the line, an undo say, tries again.
      if (diskLine === undefined) this.cursor = '';
      if (diskLine === undefined || (this.isShown(document.uri) && target?.line === diskLine + 1)) return;
      this.run(this.controller.load(document.uri, { line: diskLine + 1 }));
    });
  }

  private edited(document: vscode.TextDocument): void {
    const target = this.controller.target;
    if (!target || !this.isShown(document.uri) || !document.isDirty) return;
    if (this.services.lines.lineNow(document.uri, target.line - 1) !== undefined) return;
    this.controller.panel.markStale(vscode.l10n.t('This row has unsaved changes; the figures are those of the saved text.'));
  }

  private saved(document: vscode.TextDocument): void {
    const target = this.controller.target;
    if (!target || !this.isShown(document.uri)) return;
    // Where the row went, as long as that is known: after a save the lines on disk are counted anew.
    const line = (this.services.lines.lineNow(document.uri, target.line - 1) ?? target.line - 1) + 1;
    this.later('saved', cursorMilliseconds, () => this.run(this.controller.load(document.uri, { line })));
  }

  private reload(): void {
    const target = this.controller.target;
    if (target) this.later('settings', refreshMilliseconds, () => this.run(this.controller.load(target.uri, { row: target.row, pair: target.pair })));
  }

  /** Not put off by further results: while a file is scored they never pause. */
  private placeSoon(): void {
    if (this.placing) return;
    this.placing = setTimeout(() => {
      this.placing = undefined;
      this.controller.show();
    }, refreshMilliseconds);
  }

  /** As with results: while a file is looked through there is no pause either. */
  private contextSoon(): void {
    if (this.telling) return;
    this.telling = setTimeout(() => {
      this.telling = undefined;
      this.controller.showContext();
    }, cursorMilliseconds);
  }

  private run(loading: Promise<unknown>): void {
    loading.catch((error: unknown) => this.controller.panel.markStale(error instanceof Error ? error.message : String(error)));
  }

  private later(name: string, milliseconds: number, work: () => void): void {
    clearTimeout(this.timers.get(name));
    this.timers.set(name, setTimeout(work, milliseconds));
  }
}
