import * as vscode from 'vscode';

import { attributionProtocolVersion as version, fromAttributionPanelSchema, type FromAttributionPanel, type ToAttributionPanel } from '../../shared/attributionProtocol';
import type { PageSurroundings } from '../webviews/webviewConversation';
import { WebviewPanelHost } from '../webviews/webviewPanelHost';

/** Beside a text; among the panels where one of them asked. */
function columnForPanel(): vscode.ViewColumn {
  const isPanel = vscode.window.tabGroups.activeTabGroup.activeTab?.input instanceof vscode.TabInputWebview;
  return isPanel ? vscode.ViewColumn.Active : vscode.ViewColumn.Beside;
}

type Shown = Exclude<ToAttributionPanel, { type: 'stale' }>;

/** The panel beside the text. */
export class AttributionPanelHost implements vscode.Disposable {
  private readonly host: WebviewPanelHost<FromAttributionPanel, ToAttributionPanel>;
  readonly onMessage;
  readonly onDidClose;

  constructor(surroundings: PageSurroundings, viewType: 'preflens.attribution' | 'preflens.attribution-batch') {
    this.host = new WebviewPanelHost(surroundings, { viewType, page: 'attribution', name: 'the attribution panel', schema: fromAttributionPanelSchema });
    this.onMessage = this.host.onMessage;
    this.onDidClose = this.host.onDidClose;
  }

  get isOpen(): boolean {
    return this.host.isOpen;
  }

  /** Whether it has the focus. */
  get isActive(): boolean {
    return this.host.isActive;
  }

  /** The last message of a kind that the panel was sent, while it is open. */
  shown<Type extends Shown['type']>(type: Type): Extract<ToAttributionPanel, { type: Type }> | null {
    return this.host.shown(type);
  }

  /** Opens the panel, or brings it to the front, without taking the cursor out of the text. */
  reveal(title: string): void {
    this.host.reveal({ title, column: columnForPanel() });
  }

  send(message: Shown): void {
    // Another game makes everything that was known of the last one worthless.
    if (message.type === 'show') this.host.forget();
    this.host.send(message);
  }

  markStale(message: string): void {
    this.host.send({ version, type: 'stale', message });
  }

  /** As if the panel had sent it; nobody else can press its buttons in a test of the host. */
  simulate(message: FromAttributionPanel): void {
    this.host.simulate(message);
  }

  dispose(): void {
    this.host.dispose();
  }
}
