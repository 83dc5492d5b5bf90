import * as vscode from 'vscode';

import { pageActivityChanged } from './filePages';
import { WebviewConversation, type Asked, type Greeting, type PageDescription, type PageSurroundings } from './webviewConversation';

export interface PanelPlace {
  readonly title: string;
  /** Where it opens; a panel that is open stays where it is. */
  readonly column: vscode.ViewColumn;
  /** Whether it takes the cursor out of the text. Default false. */
  readonly takeKeys?: boolean;
}

interface PanelDescription<Incoming> extends PageDescription<Incoming> {
  /** As in `onWebviewPanel:…`, such as "preflens.pair". */
  readonly viewType: string;
}

/**
 * A panel that is opened when it is first wanted and opened again after somebody closed it. Of each type of message it keeps the last
 * and sends them again, oldest first, to a page that begins anew, since a page that was hidden has forgotten everything.
 *
 * `Incoming` and `Outgoing` are the protocol of the page (src/shared); "ready" and "log" are answered here.
 */
export class WebviewPanelHost<Incoming extends Greeting | { readonly type: string }, Outgoing extends { readonly type: string }> implements vscode.Disposable {
  private open: { readonly panel: vscode.WebviewPanel; readonly conversation: WebviewConversation<Incoming, Outgoing> } | undefined;
  private readonly last = new Map<string, Outgoing>();
  private readonly messageEmitter = new vscode.EventEmitter<Asked<Incoming>>();
  private readonly closeEmitter = new vscode.EventEmitter<void>();
  readonly onMessage = this.messageEmitter.event;
  readonly onDidClose = this.closeEmitter.event;

  constructor(
    private readonly surroundings: PageSurroundings,
    private readonly description: PanelDescription<Incoming>,
  ) {}

  get isOpen(): boolean {
    return this.open !== undefined;
  }

  /** Whether somebody can see it: an open panel may lie behind another tab. */
  get isVisible(): boolean {
    return this.open?.panel.visible === true;
  }

  /** Whether it has the focus. */
  get isActive(): boolean {
    return this.open?.panel.active === true;
  }

  /** Opens the panel, or brings it to the front. */
  reveal({ title, column, takeKeys = false }: PanelPlace): void {
    if (!this.open) return this.create({ title, column, takeKeys });
    const { panel } = this.open;
    panel.title = title;
    if (takeKeys || !panel.visible) panel.reveal(undefined, !takeKeys);
  }

  /** Names the panel, while it is open. */
  setTitle(title: string): void {
    if (this.open) this.open.panel.title = title;
  }

  /** Sends a snapshot and keeps it as the last of its type, also while the panel is yet to open. */
  send(message: Outgoing): void {
    // Set anew, so that a page that begins anew gets the messages in the order in which they were sent.
    this.last.delete(message.type);
    this.last.set(message.type, message);
    this.pass(message);
  }

  /** Sends a message that is not kept: the answer to a question, which a page that begins anew asks again. */
  pass(message: Outgoing): void {
    this.open?.conversation.post(message);
  }

  /** Keeps messages of these types no longer; of all types where none is named. */
  forget(...types: readonly Outgoing['type'][]): void {
    if (types.length === 0) this.last.clear();
    for (const type of types) this.last.delete(type);
  }

  /** The last message of a type, while the panel is open. */
  shown<Type extends Outgoing['type']>(type: Type): Extract<Outgoing, { type: Type }> | null {
    return this.open ? ((this.last.get(type) as Extract<Outgoing, { type: Type }> | undefined) ?? null) : null;
  }

  /** As if the page had sent it; nobody else can press its buttons in a test of the host. */
  simulate(message: Incoming): void {
    this.open?.conversation.receive(message);
  }

  dispose(): void {
    this.open?.panel.dispose();
    this.messageEmitter.dispose();
    this.closeEmitter.dispose();
  }

  private create({ title, column, takeKeys }: Required<PanelPlace>): void {
    const panel = vscode.window.createWebviewPanel(this.description.viewType, title, { viewColumn: column, preserveFocus: !takeKeys });
    panel.iconPath = vscode.Uri.joinPath(this.surroundings.extensionUri, 'media', 'icon.png');
    const conversation = new WebviewConversation<Incoming, Outgoing>(panel.webview, this.surroundings, this.description);
    conversation.onMessage((message) => this.messageEmitter.fire(message));
    conversation.onReady(() => {
      for (const known of this.last.values()) conversation.post(known);
    });
    panel.onDidChangeViewState(() => pageActivityChanged());
    panel.onDidDispose(() => this.closed());
    this.open = { panel, conversation };
  }

  private closed(): void {
    this.open?.conversation.dispose();
    this.open = undefined;
    this.last.clear();
    this.closeEmitter.fire();
    pageActivityChanged();
  }
}
