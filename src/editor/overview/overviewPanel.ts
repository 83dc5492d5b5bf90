import path from 'node:path';
import * as vscode from 'vscode';

import { buildOverview } from '../../core/overview/buildOverview';
import { fromOverviewSchema, overviewProtocolVersion as version, type FromOverview, type ToOverview } from '../../shared/overviewProtocol';
import { commandIds } from '../commands/commandIds';
import { findingArgument } from '../findings/findingTarget';
import { goToRow } from '../findings/goToRow';
import type { PairPanelController } from '../panel/pairPanelController';
import { TimeSlices } from '../scoring/timeSlices';
import type { EditorServices } from '../services';
import { openTable } from '../table/openTable';
import { announceFilePage } from '../webviews/filePages';
import type { Asked } from '../webviews/webviewConversation';
import { WebviewPanelHost } from '../webviews/webviewPanelHost';
import { collectOverview, type CollectedOverview } from './collectOverview';
import { pairsMessage } from './pairsMessage';
import { RowTexts } from './rowTexts';

/** How often pictures are made anew while results arrive, at most; and which share of the time that may take. */
const refreshMilliseconds = 400;
const refreshShare = 0.1;
/** While a file is scored, its columns are sent again when there are so many times more of them: what is sent in all stays a small multiple of the last. */
const growth = 1.25;

/** The overview of one file, for as long as its panel is open. Follows scores and findings. */
export class OverviewPanel implements vscode.Disposable {
  private readonly host: WebviewPanelHost<FromOverview, ToOverview>;
  private readonly texts: RowTexts;
  private readonly subscriptions: vscode.Disposable;
  private timer: NodeJS.Timeout | undefined;
  private refreshing = false;
  private isWanted = false;
  private isGone = false;
  private cost = 0;
  private generation = 0;
  private sent = { scored: -1, report: null as unknown, isScoring: false };
  readonly onDidClose;

  constructor(
    private readonly services: EditorServices,
    private readonly pairPanel: PairPanelController,
    readonly uri: vscode.Uri,
  ) {
    const { auditedRates, context, findings, log, selections, sessions } = services;
    this.host = new WebviewPanelHost({ extensionUri: context.extensionUri, log }, { viewType: 'preflens.overview', page: 'overview', name: 'the overview', schema: fromOverviewSchema });
    this.texts = new RowTexts(services, uri);
    this.onDidClose = this.host.onDidClose;
    const isOurs = (other: vscode.Uri) => other.toString() === uri.toString();
    this.subscriptions = vscode.Disposable.from(
      findings.hold(uri),
      announceFilePage(this),
      { dispose: () => selections.select(uri, null) },
      findings.onDidChange((changed) => (isOurs(changed) ? this.refreshSoon() : undefined)),
      auditedRates.onDidChange((changed) => (isOurs(changed) ? this.refreshSoon() : undefined)),
      sessions.onDidChange((session) => (isOurs(session.uri) ? this.refreshSoon() : undefined)),
      sessions.onDidRemove((session) => (isOurs(session.uri) ? this.refreshSoon() : undefined)),
      this.host.onMessage((message) => {
        this.answer(message).catch((error: unknown) => log.error(`overview: ${String(error)}`));
      }),
    );
  }

  /** Whether it has the focus, so that commands are about its file. */
  get isActive(): boolean {
    return this.host.isActive;
  }

  /** The figures that it shows; null before there are any. */
  get shown(): Extract<ToOverview, { type: 'figures' }> | null {
    return this.host.shown('figures');
  }

  /** Opens the panel, or brings it to the front. */
  reveal(): void {
    const isPanel = vscode.window.tabGroups.activeTabGroup.activeTab?.input instanceof vscode.TabInputWebview;
    this.host.reveal({ title: vscode.l10n.t('Overview: {0}', path.basename(this.uri.fsPath)), column: isPanel ? vscode.ViewColumn.Active : vscode.ViewColumn.Beside, takeKeys: true });
    this.refreshSoon(0);
    // Nobody may have looked yet, where the search is switched off or the file is large. What goes wrong is in the state and in the log.
    if (!this.services.findings.state(this.uri)) this.services.findings.look(this.uri).catch(() => undefined);
  }

  /** As if the page had sent it; nobody else can press its buttons in a test of the host. */
  simulate(message: FromOverview): void {
    this.host.simulate(message);
  }

  dispose(): void {
    this.isGone = true;
    clearTimeout(this.timer);
    this.subscriptions.dispose();
    this.texts.dispose();
    this.host.dispose();
  }

  private async answer(message: Asked<FromOverview>): Promise<void> {
    const { findings, selections } = this.services;
    switch (message.type) {
      case 'select':
        return selections.select(this.uri, message.rows);
      case 'openTable':
        return void (await openTable(this.services, this.uri, { filter: message.filter }));
      case 'goTo':
        return this.goTo(message.row, message.pair);
      case 'texts':
        return this.sendTexts(message.generation, message.rows);
      case 'score':
        return vscode.commands.executeCommand(commandIds.scoreDataset, this.uri);
      case 'review':
        return vscode.commands.executeCommand(commandIds.startReview, this.uri);
      case 'reviewSample':
        return vscode.commands.executeCommand(commandIds.reviewSample, this.uri);
      case 'exportReport':
        return vscode.commands.executeCommand(commandIds.exportReport, this.uri);
      case 'showCode': {
        const first = findings.of(this.uri)?.report.findings.find(({ code }) => code === message.code);
        if (first) await vscode.commands.executeCommand(commandIds.showFinding, findingArgument(this.uri, first));
      }
    }
  }

  /** The pair panel comes along where it is open; by itself it would follow a cursor, which a table has not. */
  private async goTo(row: number, pair: number): Promise<void> {
    const { findings, sessions } = this.services;
    const line = sessions.get(this.uri)?.shown?.index.lineOf(row) ?? lineIn(findings.of(this.uri)?.report.pairVerdicts.of(row, pair));
    await goToRow(this.services, this.uri, { row, line });
    if (this.pairPanel.panel.isVisible && !this.pairPanel.isLed) await this.pairPanel.load(this.uri, { row, pair });
  }

  private async sendTexts(generation: number, rows: readonly number[]): Promise<void> {
    const texts = [];
    for (const row of rows) texts.push({ row, text: await this.texts.textOf(row) });
    this.host.pass({ version, type: 'texts', generation, texts });
  }

  /** Not put off by further results: while a file is scored they never pause. */
  private refreshSoon(wait = Math.max(refreshMilliseconds, this.cost / refreshShare)): void {
    if (this.isGone) return;
    if (this.refreshing) this.isWanted = true;
    if (this.refreshing || this.timer) return;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.refresh().catch((error: unknown) => this.services.log.error(`overview of ${this.uri.fsPath}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`));
    }, wait);
  }

  private async refresh(): Promise<void> {
    this.refreshing = true;
    this.isWanted = false;
    const startedAt = performance.now();
    try {
      await this.send();
    } finally {
      this.refreshing = false;
      this.cost = performance.now() - startedAt;
      if (this.isWanted) this.refreshSoon();
    }
  }

  private async send(): Promise<void> {
    const slices = new TimeSlices();
    const collected = await collectOverview(this.services, this.uri, slices);
    const built = await slices.run(buildOverview(collected.source));
    if (this.isGone) return;
    // While a sample is reviewed the last search knows less than the review does.
    const audited = this.services.auditedRates.get(this.uri);
    const figures = audited ? { ...built, page: { ...built.page, auditedRate: audited } } : built;
    // The page wants them changeable, and they are made for it.
    this.host.send({ version, type: 'figures', figures: figures as Extract<ToOverview, { type: 'figures' }>['figures'], state: collected.state });
    if (this.hasMorePairs(collected, figures.scored)) await this.sendPairs(collected, figures.scored, slices);
  }

  private hasMorePairs({ source: { report }, state }: CollectedOverview, scored: number): boolean {
    const { sent } = this;
    if (report !== sent.report || scored < sent.scored) return true;
    const isScoring = state.scoring !== null;
    return isScoring ? scored >= sent.scored * growth : scored !== sent.scored || sent.isScoring;
  }

  private async sendPairs({ source, state }: CollectedOverview, scored: number, slices: TimeSlices): Promise<void> {
    this.sent = { scored, report: source.report, isScoring: state.scoring !== null };
    this.texts.forget();
    const message = await slices.run(pairsMessage(++this.generation, source));
    if (!this.isGone) this.host.send(message);
  }
}

function lineIn(verdict: { readonly line: number } | undefined): number {
  return verdict?.line ?? 0;
}
