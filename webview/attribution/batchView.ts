import * as l10n from '@vscode/l10n';

import type { AttributionBatch, WordFigures } from '../../src/shared/attributionProtocol';
import { element } from '../common/element';
import { formatNumber, formatPercent } from '../common/formatting';
import { notice } from '../common/notice';
import { createButton, type ButtonHandle } from '../common/ui';
import type { PanelActions } from './actions';
import { BarList } from './barList';
import type { BarData } from './barRow';
import { barDomain } from './barChart';
import { effectText } from './effectTexts';
import { shortened, targetName } from './targetTexts';
import { evaluationCount, rowCount } from '../common/counts';
import { filled } from '../common/filled';
import { fixed, whole } from '../common/numbers';
import { placeName } from '../common/places';

const batchResponses = [{ name: l10n.t('chosen'), text: '', tokens: [] }, { name: l10n.t('rejected'), text: '', tokens: [] }];
const shownRows = 200;

/** Many rows at once: which words matter on average. */
export class BatchView {
  readonly element: HTMLElement;
  readonly #title = element('h1');
  readonly #place = element('p', { class: 'place' });
  readonly #line = element('p', { class: 'muted run-line' });
  readonly #progress = element('progress', { class: 'run-progress', max: '1', 'aria-label': l10n.t('Rows') });
  readonly #spoken = element('p', { class: 'visually-hidden', role: 'status' });
  readonly #words: BarList;
  readonly #noise = element('p');
  readonly #rows = element('div', { class: 'batch-rows' });
  readonly #stop: ButtonHandle;
  #activity: AttributionBatch['activity'] | null = null;

  constructor(actions: PanelActions) {
    this.#stop = createButton(l10n.t('Stop'), l10n.t('Stop after the row in work; what is known is kept'), () => actions.stopBatch());
    const copy = createButton(l10n.t('Copy'), l10n.t('Copy the words as Markdown'), () => actions.copy());
    const save = createButton(l10n.t('Save…'), l10n.t('Save words and rows as JSON'), () => actions.save('json', 'bars'));
    this.#words = new BarList(l10n.t('Words and their mean figures'), () => undefined);
    const header = element('header', { class: 'panel-header' }, element('div', { class: 'identity' }, this.#title, this.#place), element('div', { class: 'commands' }, this.#stop.element, copy.element, save.element));
    const meaning = element('p', { class: 'muted' }, l10n.t('Each bar is the mean figure of a word over the rows that hold it, with its 95 % interval over rows; words are in order of their mean size |figure|, which also counts where signs differ from row to row.'));
    const main = element('main', {}, this.#progress, this.#line, this.#spoken, element('h2', {}, l10n.t('Words')), meaning, this.#words.element, element('h2', {}, l10n.t('Token noise')), this.#noise, element('h2', {}, l10n.t('Rows')), this.#rows);
    this.element = element('div', { class: 'panel batch', hidden: '' }, header, main);
    this.#rows.addEventListener('click', (event) => {
      const row = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-row]')?.dataset['row'] : undefined;
      if (row !== undefined) actions.revealRow(Number(row));
    });
  }

  show(batch: AttributionBatch): void {
    const { activity, done, total, target } = batch;
    this.#title.textContent = l10n.t('Attribution by word');
    this.#place.replaceChildren(element('bdi', { class: 'file' }, batch.file), separator(), batch.rowsChosen, separator(), targetName(target, batchResponses));
    this.#stop.setDisabled(activity !== 'running');
    this.#progress.hidden = activity !== 'running';
    this.#progress.value = total === 0 ? 0 : done / total;
    const state = { running: l10n.t('Running'), stopped: l10n.t('Stopped'), done: l10n.t('Done') }[activity];
    this.#line.textContent = [state, l10n.t('{0} of {1}', whole(done), rowCount(total)), evaluationCount(batch.evaluations), `${fixed(batch.seconds, 1)} s`].join(' · ');
    if (activity !== this.#activity) this.#spoken.textContent = l10n.t('{0}.', state);
    this.#activity = activity;
    const bars = batch.words.map((word) => wordBar(batch, word));
    this.#words.update(bars, barDomain(bars));
    this.#noise.textContent = noiseText(batch);
    this.#showRows(batch);
  }

  #showRows({ rows, failures }: AttributionBatch): void {
    const focused = document.activeElement instanceof HTMLElement ? document.activeElement.dataset['row'] : undefined;
    const button = (row: number): HTMLElement => element('button', { type: 'button', class: 'link', 'data-row': String(row) }, placeName(row));
    const items = rows.slice(0, shownRows).map(({ row, noise, strongest }) => element('li', {}, ...filled(l10n.t('{0} strongest {1}'), button(row), element('bdi', {}, shortened(strongest))), noise === null ? '' : ` · ${l10n.t('token noise {0}', formatPercent(noise))}`));
    const more = rows.length > shownRows ? [element('p', { class: 'muted' }, l10n.t('{0} more in the saved file.', rowCount(rows.length - shownRows)))] : [];
    const failed = failures.slice(0, shownRows).map(({ row, reason }) => element('li', {}, button(row), ' ', reason));
    this.#rows.replaceChildren(element('ol', { class: 'row-list' }, ...items), ...more, ...(failed.length === 0 ? [] : [notice('warning', l10n.t('{0} could not be attributed.', rowCount(failures.length))), element('ol', { class: 'row-list' }, ...failed)]));
    if (focused !== undefined) this.#rows.querySelector<HTMLElement>(`[data-row="${CSS.escape(focused)}"]`)?.focus();
  }
}

function wordBar({ target }: AttributionBatch, { word, count, rows, size, effect }: WordFigures): BarData {
  const value = effectText(target, effect.mean);
  const interval = effect.low === null || effect.high === null ? null : { low: effect.low, high: effect.high };
  const seen = l10n.t('{0} in {1}, mean size {2}', count === 1 ? l10n.t('1 time') : l10n.t('{0} times', whole(count)), rowCount(rows), formatNumber(target.kind === 'probability' ? size.mean * 100 : size.mean));
  return {
    key: word,
    name: shortened(word) || l10n.t('(space)'),
    from: 0,
    to: effect.mean,
    interval,
    kind: effect.mean < 0 ? 'minus' : 'plus',
    isSettled: interval !== null && (interval.low > 0 || interval.high < 0),
    value,
    uncertainty: `×${whole(count)}`,
    spoken: l10n.t('{0}: {1}, {2}', shortened(word), value, seen),
    player: null,
  };
}

function noiseText({ tokenNoise, words }: AttributionBatch): string {
  if (tokenNoise === null) return words.length === 0 ? l10n.t('Known once rows are done.') : l10n.t('Needs at least two rows.');
  return l10n.t('On average {0} of a prompt’s attribution falls on words that carry little information (95 % interval over rows {1} to {2}).', formatPercent(tokenNoise.share), formatPercent(tokenNoise.low), formatPercent(tokenNoise.high));
}

function separator(): HTMLElement {
  return element('span', { class: 'separator', 'aria-hidden': 'true' }, '·');
}
