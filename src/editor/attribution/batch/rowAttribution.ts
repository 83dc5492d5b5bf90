import * as vscode from 'vscode';

import type { GameHost } from '../../../core/attribution/promptGame';
import type { AttributionFigures } from '../../../shared/attributionProtocol';
import { defaultBudget } from '../attributionDefaults';
import type { AttributionSubject } from '../attributionSubject';
import { AttributionThread, threadErrorName } from '../attributionThread';
import type { OpenedGame, ThreadEvent } from '../thread/threadProtocol';
import { threadProblem } from '../threadProblem';

/** Of many rows together less is asked of each: the interval over rows is what counts. */
const rowPrecision = 0.05;
const largestRowBudget = 512;

export interface RowAttribution {
  readonly opened: OpenedGame;
  readonly figures: AttributionFigures;
}

/** Attributes one prompt after the other by word, in one thread, for the first target of each. */
export class RowAttributions {
  /** Null before the first row, and after a thread that died: the next row gets another. */
  private thread: AttributionThread | null = null;
  private waiting: { readonly settle: (result: RowAttribution) => void; readonly fail: (error: Error) => void } | null = null;
  private opened: OpenedGame | null = null;
  evaluations = 0;

  constructor(
    private readonly threadFile: string,
    private readonly host: GameHost,
  ) {}

  /** Rejects with the reason where a prompt cannot be attributed. Ends early with what is known when stopped. */
  attribute(subject: AttributionSubject, hasReference: boolean, seed: number): Promise<RowAttribution> {
    const [target] = subject.targets(hasReference);
    if (!target) return Promise.reject(new Error(vscode.l10n.t('There is nothing to hold the prompt responsible for.')));
    this.opened = null;
    this.thread ??= new AttributionThread(this.threadFile, this.host, (event) => this.happened(event), (count) => (this.evaluations += count));
    const result = new Promise<RowAttribution>((settle, fail) => (this.waiting = { settle, fail }));
    this.thread.send({ type: 'open', spec: { texts: subject.texts, within: null, view: { unit: { kind: 'word' }, removal: { kind: 'delete' }, method: 'auto' }, target, seed } });
    return result;
  }

  dispose(): void {
    this.thread?.dispose();
    this.waiting?.fail(new Error(vscode.l10n.t('The attribution was stopped.')));
  }

  private happened(event: ThreadEvent): void {
    if (event.type === 'refused') {
      if (event.error.name === threadErrorName) this.thread = null;
      this.waiting?.fail(new Error(threadProblem(event.error)));
    }
    if (event.type === 'opened') this.begin(event.opened);
    else if (event.type === 'figures') this.tightened(event.figures);
  }

  private begin(opened: OpenedGame): void {
    this.opened = opened;
    if (!opened.isRefined) this.thread?.send({ type: 'run', asked: { budget: Math.min(largestRowBudget, defaultBudget(opened.players.length)), precision: rowPrecision } });
  }

  private tightened(figures: AttributionFigures): void {
    if (!this.opened || figures.game !== this.opened.game) return;
    if (figures.activity === 'failed') this.waiting?.fail(new Error(figures.problem ?? vscode.l10n.t('The prompt could not be attributed.')));
    else if (figures.activity === 'done') this.waiting?.settle({ opened: this.opened, figures });
  }
}
