import * as vscode from 'vscode';

import { fromPairPanelSchema, pairPanelProtocolVersion, type FromPairPanel, type PairView, type ReviewView, type ToPairPanel } from '../../shared/pairPanelProtocol';
import { panelHtml, panelResourceRoots } from './panelHtml';

const viewType = 'preflens.pair';

/** The panel beside the text: one for the window, reused for every pair. Sends whole snapshots, since a hidden panel forgets. */
export class PairPanel implements vscode.Disposable {
  private panel: vscode.WebviewPanel | undefined;
  private isReady = false;
  private last: ToPairPanel[] = [];
  private review: Extract<ToPairPanel, { type: 'review' }> | null = null;
  private readonly messageEmitter = new vscode.EventEmitter<FromPairPanel>();
  readonly onMessage = this.messageEmitter.event;
  private readonly closeEmitter = new vscode.EventEmitter<void>();
  readonly onDidClose = this.closeEmitter.event;

  constructor(
    private readonly extensionUri: vscode.Uri,
    private readonly log: vscode.LogOutputChannel,
  ) {}

  get isVisible(): boolean {
    return this.panel?.visible === true;
  }

  /** What the panel shows; null when it is closed or empty. */
  get view(): PairView | null {
    const shown = this.panel && this.last.find((message) => message.type === 'show');
    return shown?.type === 'show' ? shown.view : null;
  }

  /** Opens the panel, or brings it to the front; without taking the cursor out of the text unless it is to have the keys. */
  reveal({ takeKeys = false } = {}): void {
    if (this.panel) {
      if (takeKeys || !this.panel.visible) this.panel.reveal(undefined, !takeKeys);
      return;
    }
    const options = { enableScripts: true, localResourceRoots: panelResourceRoots(this.extensionUri) };
    const column = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: !takeKeys };
    const panel = vscode.window.createWebviewPanel(viewType, vscode.l10n.t('Preference pair'), column, options);
    panel.iconPath = vscode.Uri.joinPath(this.extensionUri, 'media', 'icon.png');
    panel.webview.onDidReceiveMessage((message: unknown) => this.receive(message));
    panel.onDidDispose(() => this.closed());
    panel.webview.html = panelHtml(panel.webview, this.extensionUri, 'pair');
    this.panel = panel;
  }

  show(view: PairView): void {
    if (this.panel) this.panel.title = vscode.l10n.t('Pair {0}', view.row + 1);
    this.last = [{ version: pairPanelProtocolVersion, type: 'show', view }];
    this.postAll(this.last);
  }

  /** The answer to a question of the panel; it asks again by itself when it forgot. */
  answer(message: Extract<ToPairPanel, { type: 'comparison' }>): void {
    this.postAll([message]);
  }

  /** Says that what is shown no longer is what the file holds. */
  markStale(text: string): void {
    const message: ToPairPanel = { version: pairPanelProtocolVersion, type: 'stale', message: text };
    this.last = [...this.last.filter(({ type }) => type === 'show'), message];
    this.postAll([message]);
  }

  /** Shows where a review stands; null where there is none. */
  showReview(review: ReviewView | null): void {
    if (review === null && this.review === null) return;
    this.review = review && { version: pairPanelProtocolVersion, type: 'review', review };
    this.postAll([{ version: pairPanelProtocolVersion, type: 'review', review }]);
  }

  get reviewView(): ReviewView | null {
    return this.review?.review ?? null;
  }

  dispose(): void {
    this.panel?.dispose();
    this.messageEmitter.dispose();
    this.closeEmitter.dispose();
  }

  private closed(): void {
    this.panel = undefined;
    this.isReady = false;
    this.last = [];
    this.closeEmitter.fire();
  }

  private receive(raw: unknown): void {
    const parsed = fromPairPanelSchema.safeParse(raw);
    if (!parsed.success) return this.log.warn(`the pair panel sent a message that was dropped: ${parsed.error.message}`);
    const message = parsed.data;
    if (message.type === 'log') return this.log.warn(message.message);
    if (message.type === 'ready') {
      this.isReady = true;
      return this.postAll(this.review ? [this.review, ...this.last] : this.last);
    }
    this.messageEmitter.fire(message);
  }

  private postAll(messages: readonly ToPairPanel[]): void {
    if (!this.isReady) return;
    for (const message of messages) {
      this.panel?.webview.postMessage(message).then(undefined, (error: unknown) => this.log.warn(`the pair panel did not take a message: ${String(error)}`));
    }
  }
}
