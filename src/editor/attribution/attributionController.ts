import path from 'node:path';
import * as vscode from 'vscode';

import type { AttributionTarget } from '../../core/attribution/attributionTarget';
import type { ModelSetIdentity } from '../../core/ports';
import { attributionProtocolVersion as version, type AttributionChoice, type AttributionFigures, type AttributionPanelView, type FromAttributionPanel } from '../../shared/attributionProtocol';
import { showText } from '../panel/revealInText';
import { announceFilePage, type FilePage, type PagePlace } from '../webviews/filePages';
import { reportProblem } from '../scoring/reportProblem';
import type { EditorServices } from '../services';
import { defaultBudget, firstChoice } from './attributionDefaults';
import { AttributionPanelHost } from './attributionPanelHost';
import type { AttributionSubject } from './attributionSubject';
import { AttributionThread, threadErrorName } from './attributionThread';
import { threadProblem } from './threadProblem';
import { attributionView, emptyFigures } from './attributionView';
import { askListedWordings } from './listedWordings';
import { PromptDecorations } from './promptDecorations';
import { copyReport, saveReport } from './report/reportActions';
import { askQuestion } from './question';
import { trimmedPiece } from './trimmedPiece';
import { SelectionSubject } from './selectionSubject';
import type { GameError, OpenedGame, ThreadEvent } from './thread/threadProtocol';

/** One seed for all: the same prompt gives the same figures again. */
const seed = 1;
const largestBudget = 1_000_000;

/** One prompt on its way: its thread, what was chosen, and what came of it. */
interface Attribution {
  readonly subject: AttributionSubject;
  readonly identity: ModelSetIdentity;
  readonly thread: AttributionThread;
  choice: AttributionChoice;
  opened: OpenedGame | null;
  figures: AttributionFigures;
  /** Whether anybody chose a budget: until then it follows the number of units. */
  isBudgetChosen: boolean;
}

/** Decides what the attribution panel shows, and does what it asks for. */
export class AttributionController implements FilePage, vscode.Disposable {
  readonly panel: AttributionPanelHost;
  readonly decorations = new PromptDecorations();
  private current: Attribution | null = null;
  private watchesInteractions = false;
  private readonly threadFile: string;
  private readonly subscription: vscode.Disposable;
  private evaluated = 0;
  /** Counts calls of `attribute`, so that of two the later one counts. */
  private turn = 0;
  /** False after somebody cleared the colours, until another prompt is attributed. */
  private isTinting = true;

  constructor(private readonly services: EditorServices) {
    const { context, log, models } = services;
    this.panel = new AttributionPanelHost({ extensionUri: context.extensionUri, log }, 'preflens.attribution');
    this.threadFile = path.join(context.extensionPath, 'dist', 'attributionThread.js');
    this.subscription = vscode.Disposable.from(
      this.panel,
      this.decorations,
      announceFilePage(this),
      this.panel.onMessage((message) => {
        this.answer(message).catch((error: unknown) => void reportProblem(error));
      }),
      this.panel.onDidClose(() => this.end()),
      models.onWillReplace(() => this.modelsReplaced()),
      vscode.workspace.onDidChangeTextDocument((event) => this.edited(event)),
      vscode.window.onDidChangeVisibleTextEditors(() => this.decorations.paint()),
    );
  }

  /** Coalitions that went to the models since the window opened. */
  get evaluationCount(): number {
    return this.evaluated;
  }

  get figures(): AttributionFigures | null {
    return this.current?.figures ?? null;
  }

  get view(): AttributionPanelView | null {
    return this.panel.shown('show')?.view ?? null;
  }

  get uri(): vscode.Uri | undefined {
    return this.current?.subject.uri;
  }

  get isActive(): boolean {
    return this.panel.isActive;
  }

  /** Null where a selection is attributed. */
  get place(): PagePlace | null {
    const { row, pair } = this.current?.subject ?? { row: null, pair: null };
    return row === null ? null : { row, pair: pair ?? 0 };
  }

  /** Opens the panel on a prompt and begins to attribute it. Rejects with ModelRefusedError. */
  async attribute(subject: AttributionSubject, choice = firstChoice(subject), target?: AttributionTarget): Promise<void> {
    this.end();
    const turn = ++this.turn;
    this.panel.reveal(subject.row === null ? vscode.l10n.t('Attribution') : vscode.l10n.t('Attribution of row {0}', subject.row + 1));
    const identity = await this.services.models.identify();
    const targets = subject.targets(identity.referenceName !== null);
    const aimed = target ?? targets[0];
    // Somebody asked for another prompt meanwhile, or closed the panel.
    if (!aimed || turn !== this.turn || !this.panel.isOpen) return;
    this.isTinting = true;
    const thread = new AttributionThread(this.threadFile, this.services.models.gameHost, (event) => this.happened(thread, event), (count) => (this.evaluated += count));
    const figures = { ...emptyFigures({ subject, choice, identity, opened: null }, seed), target: aimed };
    this.current = { subject, identity, thread, choice, opened: null, figures, isBudgetChosen: false };
    const { unit, removal, method } = choice;
    thread.send({ type: 'open', spec: { texts: subject.texts, within: subject.parts, view: { unit, removal, method }, target: aimed, seed } });
    thread.send({ type: 'watch', interactions: this.watchesInteractions });
    this.show(this.current);
  }

  /** Takes the colours out of the text; the panel stays. */
  clearDecorations(): void {
    this.isTinting = false;
    this.decorations.clear();
  }

  dispose(): void {
    this.end();
    this.subscription.dispose();
  }

  private end(): void {
    this.current?.thread.dispose();
    this.current = null;
    this.decorations.clear();
  }

  private happened(thread: AttributionThread, event: ThreadEvent): void {
    const { current } = this;
    if (current?.thread !== thread) return;
    if (event.type === 'refused') this.refused(current, event.error);
    else if (event.type === 'sensitivity') this.panel.send({ version, type: 'sensitivity', sensitivity: event.sensitivity });
    else if (event.type === 'opened') this.opened(current, event.opened);
    else this.tightened(current, event.figures);
  }

  private opened(current: Attribution, opened: OpenedGame): void {
    current.opened = opened;
    current.figures = { ...current.figures, game: opened.game, activity: 'running', players: null, problem: null };
    if (!current.isBudgetChosen) current.choice = { ...current.choice, budget: defaultBudget(opened.players.length) };
    this.show(current);
    if (!opened.isRefined) this.run(current);
  }

  private tightened(current: Attribution, figures: AttributionFigures): void {
    current.figures = figures;
    this.panel.send({ version, type: 'figures', figures });
    const { view } = this;
    if (view && this.isTinting && this.panel.isOpen) this.decorations.show(current.subject, view, figures);
  }

  /** A wish that cannot be granted leaves what is shown; without anything shown it is the end. */
  private refused(current: Attribution, error: GameError): void {
    const isOver = current.opened === null || error.name === threadErrorName;
    if (current.opened) current.choice = { ...current.choice, ...current.opened.view, unit: unitOf(current.opened) };
    current.figures = { ...current.figures, activity: isOver ? 'failed' : 'stopped', problem: threadProblem(error) };
    this.show(current);
  }

  private show(current: Attribution): void {
    this.panel.send({ version, type: 'show', view: attributionView(current) });
    this.panel.send({ version, type: 'figures', figures: current.figures });
  }

  private run({ thread, choice: { budget, precision } }: Attribution): void {
    thread.send({ type: 'run', asked: { budget, precision } });
  }

  private async answer(message: FromAttributionPanel): Promise<void> {
    if (message.type === 'watch') return this.watch(message.interactions);
    const { current } = this;
    if (!current) return;
    switch (message.type) {
      case 'choose':
        return this.choose(current, message.choice);
      case 'aim':
        return current.thread.send({ type: 'aim', target: message.target });
      case 'run':
        return this.setRunning(current, message.action);
      case 'probe':
        return this.probe(current, message.listed);
      case 'ask':
        return this.askAgain(current);
      case 'revealPlayer':
        return this.reveal(current, message.player);
      case 'copy':
      case 'save':
        return this.report(message);
      default:
        return undefined;
    }
  }

  private watch(interactions: boolean): void {
    this.watchesInteractions = interactions;
    this.current?.thread.send({ type: 'watch', interactions });
  }

  private choose(current: Attribution, asked: AttributionChoice): void {
    const before = current.choice;
    const unit = asked.unit.kind === 'parts' && current.subject.parts ? { kind: 'parts' as const, parts: [...current.subject.parts] } : asked.unit;
    current.choice = { ...asked, unit };
    current.isBudgetChosen ||= asked.budget !== before.budget;
    const isOtherGame = JSON.stringify([before.unit, before.removal, before.method]) !== JSON.stringify([unit, asked.removal, asked.method]);
    if (isOtherGame) return current.thread.send({ type: 'show', view: { unit, removal: asked.removal, method: asked.method } });
    this.show(current);
    this.run(current);
  }

  /** Going on after the end doubles the budget, or asks for all of it where the precision was reached first. */
  private setRunning(current: Attribution, action: 'stop' | 'resume'): void {
    if (action === 'stop') {
      current.thread.send({ type: 'stop' });
      // An estimate under way may take a second; whoever stops wants to see it now.
      if (current.figures.activity === 'running') this.panel.send({ version, type: 'figures', figures: { ...current.figures, activity: 'stopped' } });
      return;
    }
    if (current.figures.activity === 'done') {
      const { choice, figures } = current;
      current.choice = figures.evaluations >= choice.budget ? { ...choice, budget: Math.min(largestBudget, 2 * choice.budget) } : { ...choice, precision: 0 };
      current.isBudgetChosen = true;
      this.show(current);
    }
    this.run(current);
  }

  private async probe({ subject, thread }: Attribution, isListed: boolean): Promise<void> {
    const listed = isListed ? await askListedWordings(subject.uri) : {};
    if (listed) thread.send({ type: 'probe', listed });
  }

  private async askAgain({ subject, choice }: Attribution): Promise<void> {
    if (!(subject instanceof SelectionSubject)) return;
    const question = await askQuestion(this.services.context.workspaceState);
    if (question) await this.attribute(subject.asking(question), choice);
  }

  private async reveal({ subject, opened }: Attribution, player: number): Promise<void> {
    const piece = opened?.players[player];
    const editor = piece && (await showText(subject.uri));
    if (!editor) return;
    const content = this.view?.prompt[piece.message]?.content ?? '';
    const ranges = subject.rangesIn(editor, trimmedPiece(content, piece));
    const [first] = ranges;
    if (!first) return void vscode.window.setStatusBarMessage(vscode.l10n.t('The text of this unit is not in the file as it is now.'), 4000);
    editor.selections = ranges.map(({ start, end }) => new vscode.Selection(start, end));
    editor.revealRange(first, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  }

  private async report(message: Extract<FromAttributionPanel, { type: 'copy' | 'save' }>): Promise<void> {
    const { view } = this;
    if (!view || !this.current) return;
    const report = { view, figures: this.current.figures, sensitivity: this.panel.shown('sensitivity')?.sensitivity ?? null };
    if (message.type === 'copy') await copyReport(report);
    else await saveReport(report, this.current.subject.uri, message.format, message.chart);
  }

  private edited(event: vscode.TextDocumentChangeEvent): void {
    const { current } = this;
    if (!current || event.contentChanges.length === 0 || event.document.uri.toString() !== current.subject.uri.toString()) return;
    if (current.subject.edited(event)) return;
    this.decorations.clear();
    this.panel.markStale(vscode.l10n.t('The text was changed; the figures are those of the text before.'));
  }

  private modelsReplaced(): void {
    const { current } = this;
    if (!current) return;
    this.end();
    this.panel.send({ version, type: 'figures', figures: { ...current.figures, activity: 'failed', problem: vscode.l10n.t('The models were changed meanwhile; attribute the prompt again.') } });
  }
}

function unitOf({ view: { unit } }: OpenedGame): AttributionChoice['unit'] {
  return unit.kind === 'parts' ? { kind: 'parts', parts: [...unit.parts] } : unit;
}
