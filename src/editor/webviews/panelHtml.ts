import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';

import { pageHtml, pageTexts } from './pageHtml';

/** The folders that a view may load from. */
export function panelResourceRoots(extensionUri: vscode.Uri): vscode.Uri[] {
  return [vscode.Uri.joinPath(extensionUri, 'dist', 'webview'), vscode.Uri.joinPath(extensionUri, 'media')];
}

/** The pages of esbuild.mjs: each has a script and a style sheet of its own. */
export type PanelPage = 'pair' | 'table' | 'overview' | 'attribution' | 'compare';

/** The page of a view, in the language of VS Code where there is a translation. */
export function panelHtml(webview: vscode.Webview, extensionUri: vscode.Uri, view: PanelPage): string {
  const resource = (name: string) => webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, 'dist', 'webview', name)).toString();
  const nonce = randomBytes(24).toString('base64url');
  const texts = pageTexts(vscode.env.language, vscode.l10n.bundle);
  return pageHtml({ cspSource: webview.cspSource, nonce, script: resource(`${view}.js`), style: resource(`${view}Style.css`), texts });
}
