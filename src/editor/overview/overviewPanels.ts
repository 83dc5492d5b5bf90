import type * as vscode from 'vscode';

import type { PairPanelController } from '../panel/pairPanelController';
import type { EditorServices } from '../services';
import { OverviewPanel } from './overviewPanel';

/** The overviews that are open, one a file. */
export class OverviewPanels implements vscode.Disposable {
  private readonly open = new Map<string, OverviewPanel>();

  constructor(
    private readonly services: EditorServices,
    private readonly pairPanel: PairPanelController,
  ) {}

  /** Opens the overview of a file, or brings it to the front. */
  show(uri: vscode.Uri): void {
    const key = uri.toString();
    const known = this.open.get(key);
    if (known) return known.reveal();
    const panel = new OverviewPanel(this.services, this.pairPanel, uri);
    this.open.set(key, panel);
    panel.onDidClose(() => {
      this.open.delete(key);
      panel.dispose();
    });
    panel.reveal();
  }

  of(uri: vscode.Uri): OverviewPanel | undefined {
    return this.open.get(uri.toString());
  }

  dispose(): void {
    for (const panel of this.open.values()) panel.dispose();
    this.open.clear();
  }
}
