import * as vscode from 'vscode';

import type { PairContextView } from '../../shared/pairContext';
import { fromPairPanelSchema, pairPanelProtocolVersion as version, type FromPairPanel, type PairView, type ReviewView, type ToPairPanel } from '../../shared/pairPanelProtocol';
import type { PageSurroundings } from '../webviews/webviewConversation';
import { WebviewPanelHost } from '../webviews/webviewPanelHost';

/** The panel beside the text: one for the window, reused for every pair. */
export class PairPanel implements vscode.Disposable {
  private readonly host: WebviewPanelHost<FromPairPanel, ToPairPanel>;
  readonly onMessage;
  readonly onDidClose;

  constructor(surroundings: PageSurroundings) {
    this.host = new WebviewPanelHost(surroundings, { viewType: 'preflens.pair', page: 'pair', name: 'the pair panel', schema: fromPairPanelSchema });
    this.onMessage = this.host.onMessage;
    this.onDidClose = this.host.onDidClose;
  }

  get isVisible(): boolean {
    return this.host.isVisible;
  }

  /** Whether it has the focus. */
  get isActive(): boolean {
    return this.host.isActive;
  }

  /** What the panel shows; null when it is closed or empty. */
  get view(): PairView | null {
    return this.host.shown('show')?.view ?? null;
  }

  get reviewView(): ReviewView | null {
    return this.host.shown('review')?.review ?? null;
  }

  /** Opens the panel, or brings it to the front; without taking the cursor out of the text unless it is to have the keys. */
  reveal({ takeKeys = false } = {}): void {
    this.host.reveal({ title: this.title(this.view), column: vscode.ViewColumn.Beside, takeKeys });
  }

  show(view: PairView): void {
    this.host.setTitle(this.title(view));
    this.host.forget('stale');
    this.host.send({ version, type: 'show', view });
  }

  /** What the rest of the file says of the pair. */
  showContext(context: PairContextView): void {
    this.host.send({ version, type: 'context', context });
  }

  get context(): PairContextView | null {
    return this.host.shown('context')?.context ?? null;
  }

  /** The answer to a question of the panel; it asks again by itself when it forgot. */
  answer(message: Extract<ToPairPanel, { type: 'comparison' }>): void {
    this.host.pass(message);
  }

  /** Says that what is shown no longer is what the file holds. */
  markStale(message: string): void {
    this.host.send({ version, type: 'stale', message });
  }

  /** Shows where a review stands; null where there is none. */
  showReview(review: ReviewView | null): void {
    this.host.send({ version, type: 'review', review });
  }

  /** As if the panel had sent it. */
  simulate(message: FromPairPanel): void {
    this.host.simulate(message);
  }

  dispose(): void {
    this.host.dispose();
  }

  private title(view: PairView | null): string {
    return view ? vscode.l10n.t('Pair {0}', view.row + 1) : vscode.l10n.t('Preference pair');
  }
}
