import * as vscode from 'vscode';

import { LineTracker, type LineEdit } from '../session/lineTracker';
import { isFollowedDocument, openDocument } from './datasetFiles';

/** Follows unsaved edits of all open datasets, so that a file scored from disk finds its rows in a changed document. */
export class DocumentLines implements vscode.Disposable {
  private readonly trackers = new Map<string, LineTracker>();
  private readonly subscriptions: vscode.Disposable[];

  constructor() {
    for (const document of vscode.workspace.textDocuments) this.add(document);
    this.subscriptions = [
      vscode.workspace.onDidOpenTextDocument((document) => this.add(document)),
      vscode.workspace.onDidCloseTextDocument((document) => this.trackers.delete(document.uri.toString())),
    ];
  }

  apply(uri: vscode.Uri, edits: readonly LineEdit[]): void {
    this.trackers.get(uri.toString())?.apply(edits);
  }

  /** The document is what is on disk. */
  reset(document: vscode.TextDocument): void {
    this.trackers.set(document.uri.toString(), new LineTracker(document.lineCount));
  }

  /** Where a 0-based line of the disk stands in the document; undefined when it was touched or removed. */
  lineNow(uri: vscode.Uri, diskLine: number): number | undefined {
    const tracker = this.trackers.get(uri.toString());
    return tracker ? tracker.lineNow(diskLine) : diskLine;
  }

  /** Which 0-based line of the disk stands untouched on a line of the document. */
  diskLine(uri: vscode.Uri, line: number): number | undefined {
    const tracker = this.trackers.get(uri.toString());
    return tracker ? tracker.diskLine(line) : line;
  }

  /** From the lines on disk to the lines of the document as it is now; `lineCount` is that of the disk. */
  trackerFor(uri: vscode.Uri, lineCount: number): LineTracker {
    const isDirty = openDocument(uri)?.isDirty === true;
    const tracker = this.trackers.get(uri.toString());
    return isDirty && tracker ? tracker.copy() : new LineTracker(lineCount);
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private add(document: vscode.TextDocument): void {
    if (!isFollowedDocument(document)) return;
    const tracker = new LineTracker(document.lineCount);
    // A document restored with unsaved text: nobody saw its edits, so no line of the disk can be found in it until it is saved.
    if (document.isDirty) tracker.loseAll();
    this.trackers.set(document.uri.toString(), tracker);
  }
}
