import path from 'node:path';
import * as vscode from 'vscode';

import { fromReportSchema, reportProtocolVersion as version, type FromReport } from '../../../shared/reportProtocol';
import { commandIds } from '../../commands/commandIds';
import { panelHtml, panelResourceRoots } from '../../webviews/panelHtml';
import type { EditorServices } from '../../services';
import { findingArgument } from '../findingTarget';
import { reportView } from './reportView';

const viewType = 'preflens.report';

/** The page of one file: what its findings come to as a whole. Follows the findings while it is open. */
export class ReportPanel {
  private static readonly open = new Map<string, ReportPanel>();
  private readonly panel: vscode.WebviewPanel;
  private isReady = false;

  /** Opens the page of a file, or brings it to the front. */
  static show(services: EditorServices, uri: vscode.Uri): void {
    const known = ReportPanel.open.get(uri.toString());
    if (known) known.panel.reveal();
    else ReportPanel.open.set(uri.toString(), new ReportPanel(services, uri));
  }

  private constructor(
    private readonly services: EditorServices,
    private readonly uri: vscode.Uri,
  ) {
    const { extensionUri } = services.context;
    const options = { enableScripts: true, localResourceRoots: panelResourceRoots(extensionUri) };
    this.panel = vscode.window.createWebviewPanel(viewType, vscode.l10n.t('Report: {0}', path.basename(uri.fsPath)), vscode.ViewColumn.Active, options);
    this.panel.iconPath = vscode.Uri.joinPath(extensionUri, 'media', 'icon.png');
    const following = vscode.Disposable.from(
      services.findings.hold(uri),
      services.findings.onDidChange((changed) => (changed.toString() === uri.toString() ? this.post() : undefined)),
    );
    this.panel.webview.onDidReceiveMessage((message: unknown) => this.receive(message));
    this.panel.onDidDispose(() => {
      following.dispose();
      ReportPanel.open.delete(uri.toString());
    });
    this.panel.webview.html = panelHtml(this.panel.webview, extensionUri, 'report');
  }

  private receive(raw: unknown): void {
    const parsed = fromReportSchema.safeParse(raw);
    if (!parsed.success) return this.services.log.warn(`the report sent a message that was dropped: ${parsed.error.message}`);
    this.answer(parsed.data).then(undefined, (error: unknown) => this.services.log.error(`report: ${String(error)}`));
  }

  private async answer(message: FromReport): Promise<void> {
    if (message.type === 'log') return this.services.log.warn(message.message);
    if (message.type === 'ready') {
      this.isReady = true;
      return this.post();
    }
    if (message.type === 'score') await vscode.commands.executeCommand(commandIds.scoreDataset, this.uri);
    else if (message.type === 'review') await vscode.commands.executeCommand(commandIds.startReview, this.uri);
    else await this.showCode(message.code);
  }

  private async showCode(code: string): Promise<void> {
    const first = this.services.findings.of(this.uri)?.report.findings.find((finding) => finding.code === code);
    if (first) await vscode.commands.executeCommand(commandIds.showFinding, findingArgument(this.uri, first));
  }

  /** Whole snapshots: a hidden page forgets. */
  private post(): void {
    const { findings, log } = this.services;
    const known = findings.of(this.uri);
    if (!known || !this.isReady) return;
    const view = reportView(known, findings.state(this.uri)?.kind === 'looking');
    this.panel.webview.postMessage({ version, type: 'show', view }).then(undefined, (error: unknown) => log.warn(`the report did not take a message: ${String(error)}`));
  }
}
