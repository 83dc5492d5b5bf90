import * as vscode from 'vscode';

/** The page that explains a code. */
export function findingPage(code: string): vscode.Uri {
  return vscode.Uri.parse(`https://github.com/preflens/preflens/blob/main/docs/findings.md#${code}`);
}
