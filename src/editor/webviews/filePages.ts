import type * as vscode from 'vscode';

/** A page that is about one file, such as its overview. */
export interface FilePage {
  readonly uri: vscode.Uri;
  /** Whether it has the focus. */
  readonly isActive: boolean;
}

const pages = new Set<FilePage>();

/** VS Code says of a tab with a page neither which page it is nor what it is about: pages say it themselves. */
export function announceFilePage(page: FilePage): vscode.Disposable {
  pages.add(page);
  return { dispose: () => void pages.delete(page) };
}

/** The file that the page in front is about. */
export function fileOfActivePage(): vscode.Uri | undefined {
  return [...pages].find(({ isActive }) => isActive)?.uri;
}
