import { setImmediate } from 'node:timers/promises';
import * as vscode from 'vscode';

import { inTurns } from '../../app/lint/inTurns';
import { compareScoreSets, type Comparison } from '../../core/compare/comparison';
import type { Matching } from '../../core/compare/matchPairs';
import { compareProtocolVersion as version, fromCompareSchema, type CompareView, type FromCompare, type ToCompare } from '../../shared/compareProtocol';
import { formatCount } from '../figures/numbers';
import { goToRow } from '../findings/goToRow';
import type { EditorServices } from '../services';
import { announceFilePage, type FilePage } from '../webviews/filePages';
import { WebviewPanelHost } from '../webviews/webviewPanelHost';
import type { Asked } from '../webviews/webviewConversation';
import type { CompareSide } from './compareSide';
import { compareView } from './compareView';
import { loadSide, type LoadedSide } from './loadSide';

interface Shown {
  readonly first: LoadedSide;
  readonly second: LoadedSide;
  readonly comparison: Comparison;
}

/** Runs comparisons and shows the last one in a panel. */
export class CompareController implements FilePage, vscode.Disposable {
  private readonly host: WebviewPanelHost<FromCompare, ToCompare>;
  private current: Shown | undefined;
  private readonly announcement = announceFilePage(this);

  constructor(private readonly services: EditorServices) {
    const { log, context } = services;
    this.host = new WebviewPanelHost({ extensionUri: context.extensionUri, log }, { viewType: 'preflens.compare', page: 'compare', name: 'the comparison', schema: fromCompareSchema });
    this.host.onMessage((message) => {
      this.answer(message).then(undefined, (error: unknown) => log.error(`comparison: ${String(error)}`));
    });
    this.host.onDidClose(() => (this.current = undefined));
  }

  /** What the panel shows, while it is open. */
  get shown(): CompareView | null {
    return this.host.shown('show')?.view ?? null;
  }

  /** The file of the first side: what commands are about while the comparison is in front. */
  get uri(): vscode.Uri | undefined {
    return this.current?.first.side.uri;
  }

  get isActive(): boolean {
    return this.host.isActive;
  }

  /** Loads both sides, one after the other, and shows how they compare. Rejects with what stopped it; a press of Cancel with CancelledError. */
  async compare(first: CompareSide, second: CompareSide): Promise<void> {
    const options = { location: vscode.ProgressLocation.Notification, title: vscode.l10n.t('Comparing scores'), cancellable: true };
    const { view, ...found } = await vscode.window.withProgress(options, (progress, token) => this.find(first, second, progress, token));
    this.current = found;
    this.host.reveal({ title: vscode.l10n.t('Compare: {0}', found.first.about.file), column: vscode.ViewColumn.Beside, takeKeys: true });
    this.host.send({ version, type: 'show', view });
  }

  /** As if the page had sent it; nobody else can press its buttons in a test of the host. */
  simulate(message: FromCompare): void {
    this.host.simulate(message);
  }

  dispose(): void {
    this.announcement.dispose();
    this.host.dispose();
  }

  private async find(first: CompareSide, second: CompareSide, progress: vscode.Progress<{ message: string }>, token: vscode.CancellationToken): Promise<Shown & { readonly view: CompareView }> {
    const abortion = new AbortController();
    token.onCancellationRequested(() => abortion.abort());
    const { signal } = abortion;
    const onPair = (letter: string) => throttled((pairs) => progress.report({ message: vscode.l10n.t('{0}: {1} pairs', letter, formatCount(pairs)) }));
    const a = await loadSide(this.services, first, signal, onPair('A'));
    const b = await loadSide(this.services, second, signal, onPair('B'));
    const turns = { turn: setImmediate, signal };
    const comparison = await inTurns(compareScoreSets(a.collected.set, b.collected.set, matchingOf(first, second)), turns);
    if (comparison.columns.length === 0) throw new Error(nothingToCompare(a, b));
    return { first: a, second: b, comparison, view: await inTurns(compareView(a, b, comparison), turns) };
  }

  /** Goes to the row that was asked for. */
  private async answer(message: Asked<FromCompare>): Promise<void> {
    const { current } = this;
    if (!current) return;
    const { columns } = current.comparison;
    const isFirst = message.side === 'first';
    const row = (isFirst ? columns.row : columns.secondRow)[message.place];
    const line = (isFirst ? columns.line : columns.secondLine)[message.place];
    if (row !== undefined && line !== undefined) await goToRow(this.services, current[message.side].side.uri, { row, line });
  }
}

function matchingOf(first: CompareSide, second: CompareSide): Matching {
  return first.uri.toString() === second.uri.toString() ? 'place' : 'content';
}

function nothingToCompare(first: LoadedSide, second: LoadedSide): string {
  const without = [first, second].find(({ about }) => about.unscored === about.pairs);
  if (without) return vscode.l10n.t('“{0}” has no figures to compare. {1}', without.name, without.collected.problem ?? '');
  return vscode.l10n.t('“{0}” and “{1}” have no scored pair in common; choose two versions of one dataset.', first.about.file, second.about.file);
}

/** Notifications repaint with every report. */
function throttled(report: (pairs: number) => void): (pairs: number) => void {
  const everyMilliseconds = 200;
  let last = 0;
  return (pairs) => {
    const now = Date.now();
    if (now - last < everyMilliseconds) return;
    last = now;
    report(pairs);
  };
}
