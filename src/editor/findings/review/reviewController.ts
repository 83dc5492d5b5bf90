import * as vscode from 'vscode';

import { CancelledError } from '../../../core/errors';
import type { AuditedSample } from '../../../core/noise/rate/auditedRate';
import type { SampleChoice } from '../../../core/noise/review/randomSample';
import { ReviewFile } from '../../../io/review/reviewFile';
import { commandIds } from '../../commands/commandIds';
import { watchFile } from '../../documents/watchFile';
import type { PairPanelController } from '../../panel/pairPanelController';
import { reportProblem } from '../../scoring/reportProblem';
import type { EditorServices } from '../../services';
import { contextKeys } from '../../status/contextKeys';
import type { ReviewAction } from '../../../shared/pairPanelProtocol';
import type { AppliedDecision } from './applyDecisions';
import { FindingsReview } from './findingsReview';
import type { LedReview } from './ledReview';
import { SampleReview } from './sampleReview';

/** Leads through the findings of one file, or through pairs drawn from it, in the pair panel, by keys alone. One review a window. */
export class ReviewController implements vscode.Disposable {
  private running: LedReview | undefined;
  private watched: vscode.Disposable | undefined;
  /** Keys that come while a decision is being written are for something that is not shown yet. */
  private isBusy = false;
  private readonly subscriptions: vscode.Disposable;

  constructor(
    private readonly services: EditorServices,
    private readonly pairPanel: PairPanelController,
  ) {
    const { findings, auditedRates } = services;
    this.subscriptions = vscode.Disposable.from(
      pairPanel.panel.onMessage((message) => (message.type === 'review' ? void this.act(message.action) : undefined)),
      pairPanel.panel.onDidClose(() => this.end()),
      findings.onDidChange((uri) => (findings.state(uri)?.kind === 'found' ? auditedRates.forgetSettled(uri) : undefined)),
    );
  }

  get uri(): vscode.Uri | undefined {
    return this.running?.uri;
  }

  /** Goes on with the review of a file, or begins one of all findings or of those with certain codes. Rejects with what stops it. */
  async start(uri: vscode.Uri, begin?: { readonly codes: readonly string[] | null }): Promise<void> {
    this.end();
    const review = await FindingsReview.open(this.services, uri, begin);
    if (review.session.items.length > 0) return this.lead(review);
    review.dispose();
    void vscode.window.showInformationMessage(vscode.l10n.t('Nothing was found in this file that could be reviewed.'));
  }

  /** Begins a review of pairs drawn at random, or goes on with it. Rejects with what stops it. */
  async startSample(uri: vscode.Uri, choice: SampleChoice, sample: AuditedSample): Promise<void> {
    this.end();
    await this.lead(await SampleReview.open({ services: this.services, pairPanel: this.pairPanel }, uri, choice, sample));
  }

  act(action: ReviewAction): Promise<void> {
    return this.alone((running) => this.perform(running, action));
  }

  /** Makes decisions true in the dataset; asks which unless told. */
  apply(told?: readonly AppliedDecision[]): Promise<void> {
    return this.alone(async (running) => {
      await running.apply(told);
      this.showReview(running);
    });
  }

  private async alone(work: (running: LedReview) => Promise<void>): Promise<void> {
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
    this.watched?.dispose();
    this.running?.dispose();
    this.running = undefined;
    this.pairPanel.isLed = false;
    this.pairPanel.isBlind = false;
    this.pairPanel.panel.showReview(null);
    this.updateKeys();
  }

  dispose(): void {
    this.watched?.dispose();
    this.subscriptions.dispose();
  }

  private async lead(review: LedReview): Promise<void> {
    const { uri } = review;
    const refresh = (isLookedThrough: boolean) => void this.refresh(isLookedThrough).catch((error: unknown) => this.services.log.warn(`review: ${String(error)}`));
    const { findings } = this.services;
    this.watched = vscode.Disposable.from(
      watchFile(new ReviewFile(uri.fsPath).path, () => refresh(false)),
      findings.onDidChange((changed) => (changed.toString() === uri.toString() && findings.state(uri)?.kind === 'found' ? refresh(true) : undefined)),
    );
    this.running = review;
    this.pairPanel.isLed = true;
    this.updateKeys();
    await this.show({ takeKeys: true });
  }

  private async perform(running: LedReview, action: ReviewAction): Promise<void> {
    if (action === 'end') return this.leave(running);
    if (action === 'apply') return running.apply();
    if (action === 'export') return void (await vscode.commands.executeCommand(commandIds.exportDataset, running.uri));
    if (action === 'enlarge') return void vscode.commands.executeCommand(commandIds.reviewSample, running.uri);
    if (action === 'reveal') running.reveal();
    else if (action === 'skip') await running.session.skip();
    else if (action === 'back') await running.session.back();
    else await running.decide(action);
    const shown = this.show();
    // The next key may come before its figures are there, but not before its texts, which are all that a blind review shows.
    if (running.isBlind) await shown;
  }

  /** What was hidden may be seen again. */
  private leave(running: LedReview): void {
    const { isBlind, target } = this.pairPanel;
    this.end();
    if (isBlind && target) void this.pairPanel.load(running.uri, target).catch((error: unknown) => this.services.log.warn(`pair panel: ${String(error)}`));
  }

  private async refresh(isLookedThrough: boolean): Promise<void> {
    const { running } = this;
    if (running === undefined || this.isBusy) return;
    await running.refresh(isLookedThrough);
    if (this.running === running) this.showReview(running);
  }

  private async show(focus: { readonly takeKeys?: boolean } = {}): Promise<void> {
    const { running } = this;
    if (running === undefined) return;
    const { uri, session } = running;
    const { current } = session;
    this.showReview(running);
    if (current === null) return this.pairPanel.panel.reveal(focus);
    running.showBehind();
    try {
      await this.pairPanel.explain(uri, { row: current.item.row, pair: current.item.pair }, focus);
    } catch (error) {
      if (!CancelledError.is(error)) void reportProblem(error);
    }
  }

  private showReview(running: LedReview): void {
    this.pairPanel.isBlind = running.isBlind;
    this.pairPanel.panel.showReview(running.view());
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
