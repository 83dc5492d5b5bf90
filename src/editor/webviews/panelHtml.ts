import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';

/** The folders that a view may load from. */
export function panelResourceRoots(extensionUri: vscode.Uri): vscode.Uri[] {
  return [vscode.Uri.joinPath(extensionUri, 'dist', 'webview'), vscode.Uri.joinPath(extensionUri, 'media')];
}

/** The pages of esbuild.mjs: each has a script and a style sheet of its own. */
export type PanelPage = 'pair' | 'table' | 'overview' | 'attribution';

/** The page of a view. It holds no data: everything about a dataset arrives by message. */
export function panelHtml(webview: vscode.Webview, extensionUri: vscode.Uri, view: PanelPage): string {
  const resource = (name: string) => webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, 'dist', 'webview', name)).toString();
  const nonce = randomBytes(24).toString('base64url');
  const { cspSource } = webview;
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    // The nonce is for the one style element with which the component toolkit asks the browser about :focus-visible.
    `style-src ${cspSource} 'nonce-${nonce}'`,
    `font-src ${cspSource}`,
    `img-src ${cspSource}`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta property="csp-nonce" content="${nonce}">
<meta name="viewport" content="width=device-width, initial-scale=1.0">
<link rel="stylesheet" href="${resource(`${view}Style.css`)}">
<title>Preflens</title>
</head>
<body>
<script type="module" nonce="${nonce}" src="${resource(`${view}.js`)}"></script>
</body>
</html>`;
}
