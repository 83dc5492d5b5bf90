import * as l10n from '@vscode/l10n';

import type { DisplacementAxis, OverviewFigures } from '../../src/core/overview/overviewFigures';
import { overviewProtocolVersion as version, type FromOverview, type OverviewState, type ToOverview } from '../../src/shared/overviewProtocol';
import { element } from '../common/element';
import type { Host } from '../common/host';
import { createButton } from '../common/ui';
import { readRememberedState, type Condition, type RememberedState } from './overviewState';
import { OverviewPictures } from './overviewPictures';
import { SelectionList } from './selectionList';
import { selectionWords, tableFilterOf } from './selectionTexts';
import { rowsOf, selectPairs, type OverviewData } from './selectPairs';
import { rounded, whole } from '../common/numbers';
import { findingCount, pairCount, rowCount } from '../common/counts';

type Outgoing = FromOverview extends infer Message ? (Message extends FromOverview ? Omit<Message, 'version'> : never) : never;

/** The overview of one file: pictures and figures, and the rows that somebody selects in them. */
export class OverviewPage {
  readonly #host: Host<ToOverview, FromOverview>;
  readonly #root = element('div', { class: 'overview', 'aria-busy': 'true' });
  readonly #header = element('header', { class: 'overview-header' });
  readonly #status = element('p', { class: 'visually-hidden', role: 'status' });
  readonly #pictures: OverviewPictures;
  readonly #list: SelectionList;
  #figures: OverviewFigures | null = null;
  #data: OverviewData | null = null;
  #remembered: RememberedState;
  #posted = false;

  constructor(host: Host<ToOverview, FromOverview>) {
    this.#host = host;
    this.#remembered = readRememberedState(host.readState());
    this.#pictures = new OverviewPictures({
      select: (picture, conditions) => this.#select({ picture, conditions: [...conditions] }),
      clear: () => this.#clear(),
      say: (text) => (this.#status.textContent = text),
      goTo: (place) => this.#goTo(place),
      showCode: (code) => this.#post({ type: 'showCode', code }),
      changeAxis: (axis) => this.#changeAxis(axis),
      reviewSample: () => this.#post({ type: 'reviewSample' }),
    });
    this.#list = new SelectionList({
      goTo: (place) => this.#goTo(place),
      openTable: () => this.#post({ type: 'openTable', filter: tableFilterOf(this.#conditions ?? []) }),
      clear: () => void this.#clear(),
      askTexts: (rows) => this.#post({ type: 'texts', generation: this.#data?.generation ?? 0, rows: rows.slice(0, 200) }),
    });
  }

  start(parent: HTMLElement): void {
    const main = element('main', {}, this.#header, this.#pictures.element);
    this.#root.append(main, this.#list.element, this.#status);
    parent.append(this.#root);
    window.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && !event.defaultPrevented) this.#clear();
    });
    this.#host.listen((message) => this.#receive(message));
    this.#post({ type: 'ready' });
  }

  get #conditions(): readonly Condition[] | null {
    return this.#remembered.selection?.conditions ?? null;
  }

  #receive(message: ToOverview): void {
    if (message.type === 'texts') return this.#list.setTexts(message.generation, message.texts);
    if (message.type === 'figures') this.#showFigures(message.figures, message.state);
    else this.#data = message;
    this.#pictures.showPairs(this.#data, this.#remembered.axis);
    this.#showSelection();
  }

  #showFigures(figures: OverviewFigures, state: OverviewState): void {
    this.#figures = figures;
    this.#root.removeAttribute('aria-busy');
    this.#header.replaceChildren(...this.#headerOf(figures, state));
    this.#pictures.showFigures(figures, state);
  }

  #headerOf({ file, rows, pairs, scored, codes, models }: OverviewFigures, state: OverviewState): readonly HTMLElement[] {
    const found = codes.reduce((sum, { count: findings }) => sum + findings, 0);
    const review = createButton(l10n.t('Review findings'), l10n.t('Go through the findings one by one with the keyboard'), () => this.#post({ type: 'review' }));
    review.setDisabled(found === 0);
    const exporting = createButton(l10n.t('Export report…'), l10n.t('Write these pictures and figures as one web page or Markdown file'), () => this.#post({ type: 'exportReport' }));
    const lines = [l10n.t('{0}, {1}, {2} scored, {3}', rowCount(rows), pairCount(pairs), whole(scored), findingCount(found)), ...(models === null ? [] : [modelsText(models)]), ...stateTexts(state)];
    const texts = element('div', {}, element('h1', {}, element('bdi', {}, file)), ...lines.map((line) => element('p', { class: 'muted' }, line)));
    const score = createButton(l10n.t('Score dataset'), l10n.t('Have the models score every pair'), () => this.#post({ type: 'score' }));
    const hint = l10n.t('These findings need no model. Once the file is scored, the page also shows margins and displacement, which labels the models object to, how many labels are probably wrong, and what the file prefers.');
    const unscored = state.hasScores || state.scoring !== null ? [] : [element('div', { class: 'hint' }, element('p', {}, hint), score.element)];
    return [texts, element('div', { class: 'overview-actions' }, review.element, exporting.element), ...unscored];
  }

  #select(selection: NonNullable<RememberedState['selection']>): void {
    this.#remember({ selection });
    this.#posted = false;
    this.#showSelection();
  }

  /** False where nothing was selected. */
  #clear(): boolean {
    if (this.#remembered.selection === null) return false;
    this.#remember({ selection: null });
    this.#showSelection();
    this.#post({ type: 'select', rows: null });
    this.#status.textContent = l10n.t('Selection cleared.');
    return true;
  }

  #changeAxis(axis: DisplacementAxis): void {
    this.#remember({ axis });
    this.#pictures.showPairs(this.#data, axis);
    this.#showSelection();
  }

  #showSelection(): void {
    const { selection } = this.#remembered;
    this.#root.classList.toggle('has-list', selection !== null && this.#data !== null);
    if (selection === null || this.#data === null || this.#figures === null) {
      this.#pictures.showSelected(null, null);
      return this.#list.hide();
    }
    const figure = this.#figures.margins?.figure ?? 'rewardMargin';
    const places = selectPairs(this.#data, selection.conditions, figure);
    this.#pictures.showSelected(selection, places);
    this.#list.show(this.#data, figure, places, selectionWords(selection.conditions));
    this.#tellSelection(this.#data, places);
  }

  /** Once for each selection and each generation of the data. */
  #tellSelection(data: OverviewData, places: Uint32Array): void {
    if (this.#posted && this.#toldGeneration === data.generation) return;
    this.#posted = true;
    this.#toldGeneration = data.generation;
    this.#post({ type: 'select', rows: rowsOf(data, places) });
  }

  #toldGeneration = -1;

  #goTo(place: number): void {
    const { pairs } = this.#data ?? {};
    const [row, pair] = [pairs?.row[place], pairs?.pair[place]];
    if (row !== undefined && pair !== undefined) this.#post({ type: 'goTo', row, pair });
  }

  #remember(part: Partial<RememberedState>): void {
    this.#remembered = { ...this.#remembered, ...part };
    this.#host.writeState(this.#remembered);
  }

  #post(message: Outgoing): void {
    this.#host.post({ version, ...message });
  }
}

function modelsText({ policyName, referenceName, convention, precision, beta }: NonNullable<OverviewFigures['models']>): string {
  const how = [convention, precision, rounded(beta, 6)] as const;
  if (referenceName === null) return l10n.t('{0} without a reference, as {1} reads pairs, {2}, beta {3}', policyName, ...how);
  return l10n.t('{0} against {1}, as {2} reads pairs, {3}, beta {4}', policyName, referenceName, ...how);
}

function stateTexts({ scoring, isLooking, isWorstOnly, problem }: OverviewState): readonly string[] {
  const progress = scoring === null ? [] : [l10n.t('Scoring: {0} of {1} rows are done; the pictures fill as scores arrive.', whole(scoring.done), whole(scoring.total))];
  const looking = isLooking ? [l10n.t('Findings are being looked for.')] : [];
  const worst = isWorstOnly ? [l10n.t('Of rows with several pairs only the worst is shown until the findings are known.')] : [];
  return [...progress, ...looking, ...worst, ...(problem === null ? [] : [problem])];
}
