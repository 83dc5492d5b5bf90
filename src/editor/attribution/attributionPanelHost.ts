import * as vscode from 'vscode';

import { attributionProtocolVersion as version, fromAttributionPanelSchema, type FromAttributionPanel, type ToAttributionPanel } from '../../shared/attributionProtocol';
import { panelHtml, panelResourceRoots } from '../panel/panelHtml';

/** Beside a text; among the panels where one of them asked. */
function columnForPanel(): vscode.ViewColumn {
  const isPanel = vscode.window.tabGroups.activeTabGroup.activeTab?.input instanceof vscode.TabInputWebview;
  return isPanel ? vscode.ViewColumn.Active : vscode.ViewColumn.Beside;
}

type Shown = Exclude<ToAttributionPanel, { type: 'stale' }>;

/** The panel beside the text. Keeps the last message of each kind, since a panel that was hidden has forgotten everything. */
export class AttributionPanelHost implements vscode.Disposable {
  private panel: vscode.WebviewPanel | undefined;
  private isReady = false;
  private readonly last = new Map<ToAttributionPanel['type'], ToAttributionPanel>();
  private readonly messageEmitter = new vscode.EventEmitter<FromAttributionPanel>();
  private readonly closeEmitter = new vscode.EventEmitter<void>();
  readonly onMessage = this.messageEmitter.event;
  readonly onDidClose = this.closeEmitter.event;

  constructor(
    private readonly extensionUri: vscode.Uri,
    private readonly log: vscode.LogOutputChannel,
    private readonly viewType: 'preflens.attribution' | 'preflens.attribution-batch',
  ) {}

  get isOpen(): boolean {
    return this.panel !== undefined;
  }

  /** The last message of a kind that the panel was sent, while it is open. */
  shown<Type extends Shown['type']>(type: Type): Extract<Shown, { type: Type }> | null {
    return (this.last.get(type) as Extract<Shown, { type: Type }> | undefined) ?? null;
  }

  /** Opens the panel, or brings it to the front, without taking the cursor out of the text. */
  reveal(title: string): void {
    if (this.panel) {
      this.panel.title = title;
      if (!this.panel.visible) this.panel.reveal(undefined, true);
      return;
    }
    const options = { enableScripts: true, localResourceRoots: panelResourceRoots(this.extensionUri) };
    const panel = vscode.window.createWebviewPanel(this.viewType, title, { viewColumn: columnForPanel(), preserveFocus: true }, options);
    panel.iconPath = vscode.Uri.joinPath(this.extensionUri, 'media', 'icon.png');
    panel.webview.onDidReceiveMessage((message: unknown) => this.receive(message));
    panel.onDidDispose(() => this.closed());
    panel.webview.html = panelHtml(panel.webview, this.extensionUri, 'attribution');
    this.panel = panel;
  }

  send(message: Shown): void {
    // Another game makes everything that was known of the last one worthless.
    if (message.type === 'show') this.last.clear();
    this.last.set(message.type, message);
    this.post(message);
  }

  markStale(text: string): void {
    const message: ToAttributionPanel = { version, type: 'stale', message: text };
    this.last.set('stale', message);
    this.post(message);
  }

  /** As if the panel had sent it; nobody else can press its buttons in a test of the host. */
  simulate(message: FromAttributionPanel): void {
    this.receive(message);
  }

  dispose(): void {
    this.panel?.dispose();
    this.messageEmitter.dispose();
    this.closeEmitter.dispose();
  }

  private closed(): void {
    this.panel = undefined;
    this.isReady = false;
    this.last.clear();
    this.closeEmitter.fire();
  }

  private receive(raw: unknown): void {
    const parsed = fromAttributionPanelSchema.safeParse(raw);
    if (!parsed.success) return this.log.warn(`the attribution panel sent a message that was dropped: ${parsed.error.message}`);
    const message = parsed.data;
    if (message.type === 'log') return this.log.warn(message.message);
    if (message.type === 'ready') {
      this.isReady = true;
      for (const known of this.last.values()) this.post(known);
      return;
    }
    this.messageEmitter.fire(message);
  }

  private post(message: ToAttributionPanel): void {
    if (!this.isReady) return;
    this.panel?.webview.postMessage(message).then(undefined, (error: unknown) => this.log.warn(`the attribution panel did not take a message: ${String(error)}`));
  }
}
