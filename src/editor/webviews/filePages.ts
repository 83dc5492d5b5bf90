import * as vscode from 'vscode';

/** A page that is about one file, such as its overview. */
export interface FilePage {
  /** Undefined while it shows nothing. */
  readonly uri: vscode.Uri | undefined;
  /** Whether it has the focus. */
  readonly isActive: boolean;
  /** The pair that it is about; undefined or null where it is about the whole file. */
  readonly place?: PagePlace | null;
}

export interface PagePlace {
  /** 0-based. */
  readonly row: number;
  readonly pair: number;
}

const pages = new Set<FilePage>();
const activityEmitter = new vscode.EventEmitter<void>();
/** Another page came to the front, or the one in front went. VS Code may tell of tabs before pages know that they are active. */
export const onDidChangeActivePage = activityEmitter.event;

/** VS Code says of a tab with a page neither which page it is nor what it is about: pages say it themselves. */
export function announceFilePage(page: FilePage): vscode.Disposable {
  pages.add(page);
  return { dispose: () => void pages.delete(page) };
}

/** A page gained or lost the focus, or shows another file. */
export function pageActivityChanged(): void {
  activityEmitter.fire();
}

/** The file that the page in front is about. */
export function fileOfActivePage(): vscode.Uri | undefined {
  return [...pages].find(({ isActive }) => isActive)?.uri;
}

/** The pair that the page in front is about. */
export function pairOfActivePage(): (PagePlace & { readonly uri: vscode.Uri }) | undefined {
  const { uri, place } = [...pages].find(({ isActive }) => isActive) ?? {};
  return uri && place ? { uri, ...place } : undefined;
}
