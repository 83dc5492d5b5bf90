import * as vscode from 'vscode';
import type { ZodType } from 'zod';

import { panelHtml, panelResourceRoots, type PanelPage } from './panelHtml';

/** What every page says beside its own messages: that it listens, and what it could not read. */
export type Greeting = { readonly type: 'ready' } | { readonly type: 'log'; readonly message: string };
/** What is left for whoever answers a page. */
export type Asked<Incoming> = Exclude<Incoming, Greeting>;

export interface PageDescription<Incoming> {
  readonly page: PanelPage;
  /** How the log speaks of it, such as "the pair panel". */
  readonly name: string;
  /** Messages that it does not accept are dropped with a line in the log. */
  readonly schema: ZodType<Incoming>;
}

/** What pages need of the extension. */
export interface PageSurroundings {
  readonly extensionUri: vscode.Uri;
  readonly log: vscode.LogOutputChannel;
}

/**
 * The extension's side of one page: loads it under the strict content policy, checks what it sends, and posts to it once it listens.
 * A page that was hidden starts anew and says so again, so `onReady` fires more than once: answer it with whole snapshots.
 */
export class WebviewConversation<Incoming extends Greeting | { readonly type: string }, Outgoing extends object> implements vscode.Disposable {
  private isReady = false;
  private readonly messageEmitter = new vscode.EventEmitter<Asked<Incoming>>();
  private readonly readyEmitter = new vscode.EventEmitter<void>();
  private readonly subscription: vscode.Disposable;
  readonly onMessage = this.messageEmitter.event;
  readonly onReady = this.readyEmitter.event;

  constructor(
    private readonly webview: vscode.Webview,
    private readonly surroundings: PageSurroundings,
    private readonly description: PageDescription<Incoming>,
  ) {
    const { extensionUri } = surroundings;
    webview.options = { enableScripts: true, localResourceRoots: panelResourceRoots(extensionUri) };
    this.subscription = webview.onDidReceiveMessage((message: unknown) => this.receive(message));
    webview.html = panelHtml(webview, extensionUri, description.page);
  }

  /** Whether the page has said that it listens. */
  get isListening(): boolean {
    return this.isReady;
  }

  /** Dropped before the page listens: what it must know is sent at `onReady`. */
  post(message: Outgoing): void {
    if (!this.isReady) return;
    const failed = (error: unknown) => this.surroundings.log.warn(`${this.description.name} did not take a message: ${String(error)}`);
    this.webview.postMessage(message).then(undefined, failed);
  }

  /** As if the page had sent it; nobody else can press its buttons in a test of the host. */
  receive(raw: unknown): void {
    const { log } = this.surroundings;
    const { name, schema } = this.description;
    const parsed = schema.safeParse(raw);
    if (!parsed.success) return log.warn(`${name} sent a message that was dropped: ${parsed.error.message}`);
    const message = parsed.data;
    if (isLog(message)) return log.warn(message.message);
    if (message.type !== 'ready') return this.messageEmitter.fire(message as Asked<Incoming>);
    this.isReady = true;
    this.readyEmitter.fire();
  }

  dispose(): void {
    this.isReady = false;
    this.subscription.dispose();
    this.messageEmitter.dispose();
    this.readyEmitter.dispose();
  }
}

function isLog(message: { readonly type: string }): message is Extract<Greeting, { type: 'log' }> {
  return message.type === 'log';
}
