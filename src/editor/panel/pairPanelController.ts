import * as vscode from 'vscode';

import type { PairTexts } from '../../core/dataset/preferencePair';
import { CancelledError } from '../../core/errors';
import type { ConventionName } from '../../core/ports';
import type { FindingRequest } from '../../shared/pairContext';
import type { FromPairPanel, PairEditAction } from '../../shared/pairPanelProtocol';
import { commandIds } from '../commands/commandIds';
import type { PairTarget } from '../commands/pairTarget';
import { readConfiguration } from '../configuration/configuration';
import { isTextFile } from '../documents/datasetFiles';
import type { EditorServices } from '../services';
import { worstNeighbour } from '../session/worstRows';
import { announceFilePage, type FilePage, type PagePlace } from '../webviews/filePages';
import { findingArgument } from '../findings/findingTarget';
import { openLink } from './openLink';
import { findingsOf, samePromptPositions, type ShownPair } from './pairContext';
import { PairContextFeed } from './pairContextFeed';
import { PairLoader, type RowPlace } from './pairLoader';
import { PairPanel } from './pairPanel';
import { pairView, type PairViewParts } from './pairView';
import { tokenComparison } from './tokenComparison';
import { revealLine, revealResponseText, showText } from './revealInText';

type Shown = Omit<PairViewParts, 'results'>;

/** Decides what the pair panel shows, and does what it asks for. */
export class PairPanelController implements FilePage, vscode.Disposable {
  readonly panel: PairPanel;
  private readonly loader: PairLoader;
  private readonly context: PairContextFeed;
  private readonly subscription: vscode.Disposable;
  private loading = new AbortController();
  private shown: Shown | undefined;

  constructor(private readonly services: EditorServices) {
    this.panel = new PairPanel({ extensionUri: services.context.extensionUri, log: services.log });
    this.loader = new PairLoader(services);
    this.context = new PairContextFeed(services, this.panel);
    this.subscription = vscode.Disposable.from(
      this.context,
      announceFilePage(this),
      this.panel.onDidClose(() => this.context.release()),
      this.panel.onMessage((message) => {
        this.answer(message).catch((error: unknown) => services.log.error(`pair panel: ${String(error)}`));
      }),
    );
  }

  /** Set while the panel is led through a review: it does not follow the cursor then. */
  isLed = false;

  /** Set while only the texts of pairs are shown, and nothing of what models and findings say of them. */
  isBlind = false;

  /** The texts of a pair, where they are what the panel shows. */
  textsAt(uri: vscode.Uri, { row, pair }: { readonly row: number; readonly pair: number }): PairTexts | undefined {
    const { shown } = this;
    return shown?.uri.toString() === uri.toString() && shown.row === row && shown.pair?.pair === pair ? shown.pair.texts : undefined;
  }

  /** What is shown now, while the panel is open. */
  get target(): (PairTarget & { readonly line: number; readonly pair: number }) | undefined {
    return this.panel.view && this.shown ? { uri: this.shown.uri, row: this.shown.row, line: this.shown.line, pair: this.shown.pair?.pair ?? 0 } : undefined;
  }

  get uri(): vscode.Uri | undefined {
    return this.target?.uri;
  }

  get isActive(): boolean {
    return this.panel.isActive;
  }

  get place(): PagePlace | null {
    return this.target ?? null;
  }

  /** Opens the panel with a pair; ends when its figures are there, or another pair was asked for. False where there is no such row. */
  async explain(uri: vscode.Uri, place: RowPlace, { takeKeys = false } = {}): Promise<boolean> {
    this.panel.reveal({ takeKeys });
    return this.load(uri, place);
  }

  /** Loads another pair into the panel as it is. */
  async load(uri: vscode.Uri, place: RowPlace): Promise<boolean> {
    this.loading.abort();
    const loading = new AbortController();
    this.loading = loading;
    try {
      for await (const parts of this.loader.load(uri, place, loading.signal)) {
        if (loading.signal.aborted) return true;
        if (!parts) return false;
        this.shown = parts;
        this.show();
        // What comes after the texts is what models say of them.
        if (this.isBlind) break;
        this.showContext();
      }
    } catch (error) {
      if (!loading.signal.aborted && !CancelledError.is(error)) throw error;
    }
    return true;
  }

  /** Places the pair anew among the others of its file. */
  show(): void {
    if (this.shown) this.panel.show(pairView({ ...this.shown, results: this.services.sessions.get(this.shown.uri)?.shown ?? null }));
  }

  /** Says anew what the rest of the file says of the pair. */
  showContext(): void {
    const shown = this.shownPair;
    if (!shown || this.isBlind) return;
    this.context.show(shown).catch((error: unknown) => this.services.log.warn(`pairs with the same prompt: ${String(error)}`));
  }

  private get shownPair(): ShownPair | undefined {
    return this.target;
  }

  /** Gives up what is being computed. */
  stop(): void {
    this.loading.abort();
  }

  dispose(): void {
    this.stop();
    this.subscription.dispose();
    this.panel.dispose();
  }

  private async answer(message: FromPairPanel): Promise<void> {
    if (message.type === 'openLink') return openLink(message.address);
    if (!this.shown) return;
    if (message.type === 'step') await this.step(this.shown, message);
    else if (message.type === 'go') await this.load(this.shown.uri, { row: message.row, pair: message.pair });
    else if (message.type === 'finding') await this.actOnFinding(this.shown, message.request);
    else if (message.type === 'compare') await this.compare(this.shown, message.convention);
    else if (message.type === 'copyFigures') await this.copyFigures(this.shown);
    else if (message.type === 'edit') await editShown(this.shown, message.action);
    else if (message.type === 'attribute') await attributeShown(this.shown);
    else if (message.type === 'revealRow' || message.type === 'revealText') await this.reveal(this.shown, message);
  }

  private async step({ uri, row, pair, pairCount }: Shown, { direction, order }: Extract<FromPairPanel, { type: 'step' }>): Promise<void> {
    if (order === 'row') {
      const next = (pair?.pair ?? 0) + (direction === 'next' ? 1 : -1);
      if (next >= 0 && next < pairCount) await this.load(uri, { row, pair: next });
      else if (direction === 'next') await this.load(uri, { row: row + 1, pair: 0 });
      else if (row > 0) await this.load(uri, { row: row - 1, pair: 'last' });
      return;
    }
    if (order === 'prompt') return this.stepInPrompt(direction);
    const results = this.services.sessions.get(uri)?.shown;
    const next = results ? worstNeighbour(results, readConfiguration(uri).inline.figure, row, direction) : undefined;
    if (next !== undefined) await this.load(uri, { row: next });
    else if (!results) await offerScoring(uri);
  }

  private async stepInPrompt(direction: 'next' | 'previous'): Promise<void> {
    const shown = this.shownPair;
    const all = shown && samePromptPositions(this.services, shown);
    if (!shown || !all) return;
    const here = all.findIndex(({ row, pair }) => row === shown.row && pair === shown.pair);
    const next = all[here + (direction === 'next' ? 1 : -1)];
    if (here >= 0 && next) await this.load(shown.uri, next);
  }

  private async actOnFinding({ uri, row, line, pair }: Shown, request: FindingRequest): Promise<void> {
    if (request.kind === 'look') return void (await this.services.findings.look(uri));
    const known = this.services.findings.of(uri);
    const all = known ? findingsOf(known, { row, pair: pair?.pair ?? 0 }, this.services.lines.lineNow(uri, line - 1)) : [];
    const finding = all.find(({ code }) => code === request.code);
    if (!finding) return void vscode.window.showInformationMessage(vscode.l10n.t('This finding is no longer there.'));
    const argument = findingArgument(uri, finding);
    if (request.kind === 'fix') await vscode.commands.executeCommand(commandIds.fixFinding, { ...argument, fix: request.fix });
    else await vscode.commands.executeCommand(commandIds.keepFinding, argument);
  }

  private async compare({ uri, row, pair }: Shown, other: ConventionName): Promise<void> {
    if (!pair) return;
    const current = readConfiguration(uri).convention;
    const comparison = await tokenComparison(this.services.models, { number: row, texts: pair.texts }, { current, other });
    if (this.shown?.row === row) this.panel.answer(comparison);
  }

  private async copyFigures({ score }: Shown): Promise<void> {
    if (!score) return;
    // Without the tokens, which are most of it: the figures are what one pastes into a table or an issue.
    const text = JSON.stringify(score, (key, value: unknown) => (key === 'tokens' ? undefined : value), 2);
    await vscode.env.clipboard.writeText(text);
    vscode.window.setStatusBarMessage(vscode.l10n.t('Figures copied as JSON'), 3000);
  }

  private async reveal(shown: Shown, message: Extract<FromPairPanel, { type: 'revealRow' | 'revealText' }>): Promise<void> {
    if (!isTextFile(shown.uri)) return void vscode.window.showInformationMessage(vscode.l10n.t('This file has no text that an editor could show.'));
    const editor = await showText(shown.uri);
    if (!editor) return;
    const line = this.services.lines.lineNow(shown.uri, shown.line - 1);
    if (line === undefined || line >= editor.document.lineCount) return this.panel.markStale(vscode.l10n.t('This row was changed or removed; save the file to see its new figures.'));
    if (message.type === 'revealRow' || !shown.pair || !revealResponseText(editor, line, shown.pair, message)) await revealLine(editor, line);
  }
}

const editCommands: Readonly<Record<PairEditAction, string>> = {
  swap: commandIds.swapPair,
  edit: commandIds.editPair,
  drop: commandIds.dropRow,
  silence: commandIds.silenceFinding,
};

async function editShown({ uri, row, pair }: Shown, action: PairEditAction): Promise<void> {
  await vscode.commands.executeCommand(editCommands[action], { uri: uri.toString(), row, pair: pair?.pair ?? 0 });
}

async function attributeShown({ uri, row, pair }: Shown): Promise<void> {
  if (pair) await vscode.commands.executeCommand(commandIds.attributePrompt, { uri: uri.toString(), row, pair: pair.pair });
}

async function offerScoring(uri: vscode.Uri): Promise<void> {
  const score = vscode.l10n.t('Score Dataset');
  const text = vscode.l10n.t('The worst pairs are known once the file is scored.');
  if ((await vscode.window.showInformationMessage(text, score)) === score) await vscode.commands.executeCommand('preflens.scoreDataset', uri);
}
