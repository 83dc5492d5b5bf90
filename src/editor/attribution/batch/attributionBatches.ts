import path from 'node:path';
import * as vscode from 'vscode';

import { meanNoise } from '../../../core/attribution/tokenNoise';
import { attributionProtocolVersion as version, type AttributionBatch, type FromAttributionPanel } from '../../../shared/attributionProtocol';
import { commandIds } from '../../commands/commandIds';
import { isTextFile } from '../../documents/datasetFiles';
import { reportProblem } from '../../scoring/reportProblem';
import type { EditorServices } from '../../services';
import { announceFilePage, type FilePage } from '../../webviews/filePages';
import { AttributionPanelHost } from '../attributionPanelHost';
import { loadPairSubject } from '../commands/attributePrompt';
import type { PairSubject } from '../pairSubject';
import { saveText } from '../report/reportActions';
import { batchMarkdown } from './batchMarkdown';
import type { ChosenRows } from './chooseRows';
import { RowAttributions, type RowAttribution } from './rowAttribution';
import { WordTotals, type RowUnit } from './wordTotals';

const seed = 1;
/** More words are in the saved file. */
const shownWords = 100;
const updateMilliseconds = 200;

/** Attributes many rows one after the other and adds them up by word, in a panel of its own. */
export class AttributionBatches implements FilePage, vscode.Disposable {
  private readonly panel: AttributionPanelHost;
  private readonly threadFile: string;
  private readonly subscription: vscode.Disposable;
  private stop: AbortController | null = null;
  private last: { readonly uri: vscode.Uri; readonly totals: WordTotals } | null = null;

  constructor(private readonly services: EditorServices) {
    const { context, log, models } = services;
    this.panel = new AttributionPanelHost({ extensionUri: context.extensionUri, log }, 'preflens.attribution-batch');
    this.threadFile = path.join(context.extensionPath, 'dist', 'attributionThread.js');
    this.subscription = vscode.Disposable.from(
      this.panel,
      announceFilePage(this),
      this.panel.onDidClose(() => this.stop?.abort()),
      this.panel.onMessage((message) => {
        this.answer(message).catch((error: unknown) => void reportProblem(error));
      }),
      models.onWillReplace(() => this.stop?.abort()),
    );
  }

  /** What the panel shows, while it is open. */
  get shown(): AttributionBatch | null {
    return this.panel.shown('batch')?.batch ?? null;
  }

  get uri(): vscode.Uri | undefined {
    return this.last?.uri;
  }

  get isActive(): boolean {
    return this.panel.isActive;
  }

  /** Ends when all rows are done, or it was stopped; what was done is kept. */
  async run(uri: vscode.Uri, chosen: ChosenRows): Promise<void> {
    this.stop?.abort();
    const stop = new AbortController();
    this.stop = stop;
    this.panel.reveal(vscode.l10n.t('Attribution by word'));
    const identity = await this.services.models.identify(stop.signal);
    const work = new BatchWork(uri, chosen, identity.referenceName !== null);
    this.last = { uri, totals: work.totals };
    const attributions = new RowAttributions(this.threadFile, this.services.models.gameHost);
    stop.signal.addEventListener('abort', () => attributions.dispose());
    const title = vscode.l10n.t('Preflens attributes {0} prompts', chosen.rows.length);
    try {
      await vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title, cancellable: true }, async (progress, token) => {
        token.onCancellationRequested(() => stop.abort());
        await this.attributeAll(work, attributions, stop.signal, () => progress.report({ increment: 100 / chosen.rows.length, message: `${work.done} / ${chosen.rows.length}` }));
      });
    } finally {
      attributions.dispose();
    }
  }

  dispose(): void {
    this.stop?.abort();
    this.subscription.dispose();
  }

  private async attributeAll(work: BatchWork, attributions: RowAttributions, signal: AbortSignal, onRow: () => void): Promise<void> {
    let shownAt = 0;
    for (const row of work.chosen.rows) {
      if (signal.aborted) break;
      await this.attributeRow(work, attributions, row, signal);
      work.evaluations = attributions.evaluations;
      onRow();
      if (Date.now() - shownAt < updateMilliseconds) continue;
      shownAt = Date.now();
      this.show(work, 'running');
    }
    this.show(work, signal.aborted ? 'stopped' : 'done');
  }

  private async attributeRow(work: BatchWork, attributions: RowAttributions, row: number, signal: AbortSignal): Promise<void> {
    try {
      const subject = await loadPairSubject(this.services, work.uri, { row }, signal);
      if (!subject) return work.fail(row, vscode.l10n.t('The row holds no pair.'));
      work.add(row, subject, await attributions.attribute(subject, work.hasReference, seed));
    } catch (error) {
      // What was stopped has not failed.
      if (!signal.aborted) work.fail(row, error instanceof Error ? error.message : String(error));
    }
  }

  private show(work: BatchWork, activity: AttributionBatch['activity']): void {
    if (this.panel.isOpen) this.panel.send({ version, type: 'batch', batch: work.view(activity, shownWords) });
  }

  private async answer(message: FromAttributionPanel): Promise<void> {
    const { shown, last } = this;
    if (message.type === 'stopBatch') this.stop?.abort();
    if (!shown || !last) return;
    if (message.type === 'copy') {
      await vscode.env.clipboard.writeText(batchMarkdown(shown));
      vscode.window.setStatusBarMessage(vscode.l10n.t('Figures copied as Markdown'), 3000);
    } else if (message.type === 'save') {
      const all: AttributionBatch = { ...shown, words: last.totals.strongest(Infinity), wordsOmitted: 0 };
      await saveText(last.uri, 'attribution-by-word.json', `${JSON.stringify(all, null, 2)}\n`);
    } else if (message.type === 'revealRow') {
      await vscode.commands.executeCommand(isTextFile(last.uri) ? commandIds.attributePrompt : commandIds.explainPair, { uri: last.uri.toString(), row: message.row });
    }
  }
}

/** What is known of a batch so far. */
class BatchWork {
  readonly totals = new WordTotals();
  evaluations = 0;
  private readonly rows: AttributionBatch['rows'] = [];
  private readonly failures: AttributionBatch['failures'] = [];
  private readonly startedAt = Date.now();
  private target: AttributionBatch['target'] = { kind: 'likelihoodMargin' };

  constructor(
    readonly uri: vscode.Uri,
    readonly chosen: ChosenRows,
    readonly hasReference: boolean,
  ) {}

  get done(): number {
    return this.rows.length + this.failures.length;
  }

  add(row: number, { texts }: PairSubject, { opened, figures }: RowAttribution): void {
    const contents = texts.format === 'standard' ? [texts.prompt] : texts.prompt.map(({ content }) => content);
    const units = opened.players.map(({ message, start, end }, player): RowUnit => ({ text: (contents[message] ?? '').slice(start, end), value: figures.players?.[player]?.value ?? 0 }));
    this.totals.add(units);
    const strongest = units.reduce((best, unit) => (Math.abs(unit.value) > Math.abs(best?.value ?? 0) ? unit : best), units[0]);
    this.target = figures.target;
    this.rows.push({ row, noise: figures.tokenNoise?.share ?? null, strongest: strongest?.text.trim() ?? '' });
  }

  fail(row: number, reason: string): void {
    this.failures.push({ row, reason });
  }

  view(activity: AttributionBatch['activity'], most: number): AttributionBatch {
    const words = this.totals.strongest(most);
    return {
      file: path.basename(this.uri.path),
      activity,
      rowsChosen: this.chosen.words,
      target: this.target,
      removal: { kind: 'delete' },
      done: this.done,
      total: this.chosen.rows.length,
      evaluations: this.evaluations,
      seconds: (Date.now() - this.startedAt) / 1000,
      words,
      wordsOmitted: this.totals.words - words.length,
      tokenNoise: meanNoise(this.rows.flatMap(({ noise }) => noise ?? [])),
      rows: [...this.rows],
      failures: [...this.failures],
    };
  }
}
