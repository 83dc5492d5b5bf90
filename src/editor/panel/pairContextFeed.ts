import type * as vscode from 'vscode';

import type { PairContextView } from '../../shared/pairContext';
import type { FileFindings } from '../findings/fileFindings';
import type { EditorServices } from '../services';
import { pairContext, samePromptView, type ShownPair } from './pairContext';
import type { PairPanel } from './pairPanel';
import { RowLookup } from './rowLookup';

/** Tells the panel what the rest of the file says of the pair that it shows, and keeps the findings of that file for as long. */
export class PairContextFeed implements vscode.Disposable {
  private readonly lookup: RowLookup;
  private held: { readonly uri: string; readonly hold: vscode.Disposable } | undefined;
  private reading = new AbortController();
  /** The list of pairs with the same prompt, and what it was made of: it reads rows, so it is not made twice. */
  private list: { readonly key: string; readonly findings: FileFindings | undefined; readonly view: PairContextView['samePrompt'] } | undefined;

  constructor(
    private readonly services: EditorServices,
    private readonly panel: PairPanel,
  ) {
    this.lookup = new RowLookup(services.sessions);
  }

  /** At once what is known, then the same with the list of pairs with the same prompt. */
  async show(shown: ShownPair): Promise<void> {
    this.hold(shown.uri);
    const findings = this.services.findings.of(shown.uri);
    const key = `${shown.uri.toString()} ${String(shown.row)} ${String(shown.pair)}`;
    const isListed = this.list?.key === key && this.list.findings === findings;
    this.send(shown, this.list?.key === key ? this.list.view : null);
    if (isListed) return;
    this.reading.abort();
    const reading = new AbortController();
    this.reading = reading;
    const view = await samePromptView(this.services, this.lookup, shown, reading.signal);
    if (reading.signal.aborted) return;
    this.list = { key, findings, view };
    this.send(shown, view);
  }

  /** The panel was closed. */
  release(): void {
    this.reading.abort();
    this.held?.hold.dispose();
    this.held = undefined;
    this.list = undefined;
  }

  dispose(): void {
    this.release();
  }

  private send(shown: ShownPair, samePrompt: PairContextView['samePrompt']): void {
    this.panel.showContext({ ...pairContext(this.services, shown), samePrompt });
  }

  private hold(uri: vscode.Uri): void {
    if (this.held?.uri === uri.toString()) return;
    this.held?.hold.dispose();
    this.held = { uri: uri.toString(), hold: this.services.findings.hold(uri) };
  }
}
