import * as vscode from 'vscode';

import { CancelledError } from '../../../core/errors';
import { reviewItems, type ReviewItem } from '../../../core/noise/review/reviewQueue';
import type { DecisionName } from '../../../core/noise/review/reviewRecord';
import { ReviewFile } from '../../../io/review/reviewFile';
import { commandIds } from '../../commands/commandIds';
import { watchFile } from '../../documents/watchFile';
import type { PairPanelController } from '../../panel/pairPanelController';
import { reportProblem } from '../../scoring/reportProblem';
import type { EditorServices } from '../../services';
import { contextKeys } from '../../status/contextKeys';
import type { ReviewAction } from '../../../shared/pairPanelProtocol';
import { applyDecisions, type AppliedDecision } from './applyDecisions';
import { findingHashes } from './findingHashes';
import { ReviewSession } from './reviewSession';
import { reviewView } from './reviewView';
import { showRowBehind } from './showRowBehind';

interface RunningReview {
  readonly uri: vscode.Uri;
  readonly session: ReviewSession;
  readonly subscriptions: vscode.Disposable;
}

/** Leads through the findings of one file in the pair panel, by keys alone. One review a window. */
export class ReviewController implements vscode.Disposable {
  private running: RunningReview | undefined;
  /** Keys that come while a decision is being written are for a finding that is not shown yet. */
  private isBusy = false;
  private readonly subscriptions: vscode.Disposable;

  constructor(
    private readonly services: EditorServices,
    private readonly pairPanel: PairPanelController,
  ) {
    this.subscriptions = vscode.Disposable.from(
      pairPanel.panel.onMessage((message) => (message.type === 'review' ? void this.act(message.action) : undefined)),
      pairPanel.panel.onDidClose(() => this.end()),
    );
  }

  get uri(): vscode.Uri | undefined {
    return this.running?.uri;
  }

  /** Goes on with the review of a file, or begins one of all findings or of those with certain codes. Rejects with what stops it. */
  async start(uri: vscode.Uri, begin?: { readonly codes: readonly string[] | null }): Promise<void> {
    this.end();
    const itemsOf = await this.itemsOf(uri);
    const session = await ReviewSession.open(new ReviewFile(uri.fsPath), itemsOf, begin);
    if (session.items.length === 0) return void vscode.window.showInformationMessage(vscode.l10n.t('Nothing was found in this file that could be reviewed.'));
    const refresh = () => void this.refresh().catch((error: unknown) => this.services.log.warn(`review: ${String(error)}`));
    const subscriptions = vscode.Disposable.from(
      this.services.findings.hold(uri),
      watchFile(new ReviewFile(uri.fsPath).path, refresh),
      this.services.findings.onDidChange((changed) => (changed.toString() === uri.toString() && this.services.findings.state(uri)?.kind === 'found' ? refresh() : undefined)),
    );
    this.running = { uri, session, subscriptions };
    this.pairPanel.isLed = true;
    this.updateKeys();
    await this.show({ takeKeys: true });
  }

  act(action: ReviewAction): Promise<void> {
    return this.alone((running) => this.perform(running, action));
  }

  /** Makes decisions true in the dataset; asks which unless told. */
  apply(told?: readonly AppliedDecision[]): Promise<void> {
    return this.alone(({ uri, session }) => applyDecisions(this.services, uri, session, told));
  }

  private async alone(work: (running: RunningReview) => Promise<void>): Promise<void> {
    if (this.running === undefined || this.isBusy) return;
    this.isBusy = true;
    try {
      await work(this.running);
    } catch (error) {
      this.services.log.error(`review: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      void reportProblem(error);
    } finally {
      this.isBusy = false;
    }
  }

  /** What was decided stays beside the file. */
  end(): void {
    this.running?.subscriptions.dispose();
    this.running = undefined;
    this.pairPanel.isLed = false;
    this.pairPanel.panel.showReview(null);
    this.updateKeys();
  }

  dispose(): void {
    this.running?.subscriptions.dispose();
    this.subscriptions.dispose();
  }

  private async perform({ uri, session }: RunningReview, action: ReviewAction): Promise<void> {
    if (action === 'end') return this.end();
    if (action === 'apply') return applyDecisions(this.services, uri, session);
    if (action === 'export') return void (await vscode.commands.executeCommand(commandIds.exportDataset, uri));
    if (action === 'skip') await session.skip();
    else if (action === 'back') await session.back();
    else await session.decide(action satisfies DecisionName);
    // The next key may come before its figures are there.
    void this.show();
  }

  private async refresh(): Promise<void> {
    const { running } = this;
    if (running === undefined || this.isBusy) return;
    await running.session.refresh(await this.itemsOf(running.uri));
    if (this.running === running) this.showReview(running);
  }

  private async show(focus: { readonly takeKeys?: boolean } = {}): Promise<void> {
    const { running } = this;
    if (running === undefined) return;
    const { uri, session } = running;
    const { current } = session;
    this.showReview(running);
    if (current === null) return this.pairPanel.panel.reveal(focus);
    showRowBehind(this.services, uri, current.item.finding);
    try {
      await this.pairPanel.explain(uri, { row: current.item.row, pair: current.item.pair }, focus);
    } catch (error) {
      if (!CancelledError.is(error)) void reportProblem(error);
    }
  }

  private showReview({ uri, session }: RunningReview): void {
    const findings = this.services.findings.of(uri);
    this.pairPanel.panel.showReview(reviewView(session, findings));
  }

  private async itemsOf(uri: vscode.Uri): Promise<(codes: readonly string[] | null) => readonly ReviewItem[]> {
    const findings = await this.services.findings.get(uri);
    const hashes = await findingHashes(this.services, findings, new AbortController().signal);
    const items = reviewItems(findings.report.findings, hashes);
    return (codes) => (codes === null ? items : items.filter(({ code }) => codes.includes(code)));
  }

  /**
   * Single letters are ours only where the cursor is in the panel or in the text of the reviewed file. VS Code itself compares its path: asked about
   * only when the editor changed, the first letters would be typed into the text.
   */
  private updateKeys(): void {
    const uri = this.running?.uri;
    void vscode.commands.executeCommand('setContext', contextKeys.isReviewing, uri !== undefined);
    // In a remote window the path is that of the address, which on Windows is another than that of the file.
    void vscode.commands.executeCommand('setContext', contextKeys.hasReviewKeys, uri ? [uri.fsPath, uri.path] : []);
  }
}
