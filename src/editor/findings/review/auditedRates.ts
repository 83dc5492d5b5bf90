import * as vscode from 'vscode';

import type { AuditedRate } from '../../../core/noise/lintReport';

/** What reviews of random samples in this window come to, decision by decision: the search for findings, which tells it too, is made anew only at their end. */
export class AuditedRates implements vscode.Disposable {
  private readonly rates = new Map<string, AuditedRate>();
  /** Reviews that are over: the next search knows what they came to. */
  private readonly settled = new Set<string>();
  private readonly changeEmitter = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.changeEmitter.event;

  get(uri: vscode.Uri): AuditedRate | undefined {
    return this.rates.get(uri.toString());
  }

  tell(uri: vscode.Uri, rate: AuditedRate): void {
    this.rates.set(uri.toString(), rate);
    this.settled.delete(uri.toString());
    this.changeEmitter.fire(uri);
  }

  settle(uri: vscode.Uri): void {
    this.settled.add(uri.toString());
  }

  /** The file was looked through, with all that stands in its review file. */
  forgetSettled(uri: vscode.Uri): void {
    const key = uri.toString();
    if (this.settled.delete(key)) this.rates.delete(key);
  }

  dispose(): void {
    this.changeEmitter.dispose();
  }
}
