import type { AttributionBatch, WordFigures } from '../../src/shared/attributionProtocol';
import { element } from '../common/element';
import { formatCount, formatNumber, formatPercent } from '../common/formatting';
import { notice } from '../common/notice';
import { createButton, type ButtonHandle } from '../common/ui';
import type { PanelActions } from './actions';
import { BarList } from './barList';
import type { BarData } from './barRow';
import { barDomain } from './barChart';
import { effectText } from './effectTexts';
import { shortened, targetName } from './targetTexts';

const batchResponses = [{ name: 'chosen', text: '', tokens: [] }, { name: 'rejected', text: '', tokens: [] }];
const shownRows = 200;

/** Many rows at once: which words matter on average. */
export class BatchView {
  readonly element: HTMLElement;
  readonly #title = element('h1');
  readonly #place = element('p', { class: 'place' });
  readonly #line = element('p', { class: 'muted run-line' });
  readonly #progress = element('progress', { class: 'run-progress', max: '1', 'aria-label': 'Rows' });
  readonly #spoken = element('p', { class: 'visually-hidden', role: 'status' });
  readonly #words: BarList;
  readonly #noise = element('p');
  readonly #rows = element('div', { class: 'batch-rows' });
  readonly #stop: ButtonHandle;
  #activity: AttributionBatch['activity'] | null = null;

  constructor(actions: PanelActions) {
    this.#stop = createButton('Stop', 'Stop after the row in work; what is known is kept', () => actions.stopBatch());
    const copy = createButton('Copy', 'Copy the words as Markdown', () => actions.copy());
    const save = createButton('Save…', 'Save words and rows as JSON', () => actions.save('json', 'bars'));
    this.#words = new BarList('Words and their mean figures', () => undefined);
    const header = element('header', { class: 'panel-header' }, element('div', { class: 'identity' }, this.#title, this.#place), element('div', { class: 'commands' }, this.#stop.element, copy.element, save.element));
    const meaning = element('p', { class: 'muted' }, 'Each bar is the mean figure of a word over the rows that hold it, with its 95 % interval over rows; words are in order of their mean size |figure|, which also counts where signs differ from row to row.');
    const main = element('main', {}, this.#progress, this.#line, this.#spoken, element('h2', {}, 'Words'), meaning, this.#words.element, element('h2', {}, 'Token noise'), this.#noise, element('h2', {}, 'Rows'), this.#rows);
    this.element = element('div', { class: 'panel batch', hidden: '' }, header, main);
    this.#rows.addEventListener('click', (event) => {
      const row = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-row]')?.dataset['row'] : undefined;
      if (row !== undefined) actions.revealRow(Number(row));
    });
  }

  show(batch: AttributionBatch): void {
    const { activity, done, total, target } = batch;
    this.#title.textContent = 'Attribution by word';
    this.#place.replaceChildren(element('bdi', { class: 'file' }, batch.file), separator(), batch.rowsChosen, separator(), targetName(target, batchResponses));
    this.#stop.setDisabled(activity !== 'running');
    this.#progress.hidden = activity !== 'running';
    this.#progress.value = total === 0 ? 0 : done / total;
    const state = { running: 'Running', stopped: 'Stopped', done: 'Done' }[activity];
    this.#line.textContent = `${state} · ${String(done)} of ${formatCount(total, 'row')} · ${formatCount(batch.evaluations, 'evaluation')} · ${batch.seconds.toFixed(1)} s`;
    if (activity !== this.#activity) this.#spoken.textContent = `${state}.`;
    this.#activity = activity;
    const bars = batch.words.map((word) => wordBar(batch, word));
    this.#words.update(bars, barDomain(bars));
    this.#noise.textContent = noiseText(batch);
    this.#showRows(batch);
  }

  #showRows({ rows, failures }: AttributionBatch): void {
    const focused = document.activeElement instanceof HTMLElement ? document.activeElement.dataset['row'] : undefined;
    const button = (row: number): HTMLElement => element('button', { type: 'button', class: 'link', 'data-row': String(row) }, `Row ${(row + 1).toLocaleString('en-US')}`);
    const items = rows.slice(0, shownRows).map(({ row, noise, strongest }) => element('li', {}, button(row), ' strongest ', element('bdi', {}, shortened(strongest)), noise === null ? '' : ` · token noise ${formatPercent(noise)}`));
    const more = rows.length > shownRows ? [element('p', { class: 'muted' }, `${formatCount(rows.length - shownRows, 'more row')} in the saved file.`)] : [];
    const failed = failures.slice(0, shownRows).map(({ row, reason }) => element('li', {}, button(row), ' ', reason));
    this.#rows.replaceChildren(element('ol', { class: 'row-list' }, ...items), ...more, ...(failed.length === 0 ? [] : [notice('warning', `${formatCount(failures.length, 'row')} could not be attributed.`), element('ol', { class: 'row-list' }, ...failed)]));
    if (focused !== undefined) this.#rows.querySelector<HTMLElement>(`[data-row="${CSS.escape(focused)}"]`)?.focus();
  }
}

function wordBar({ target }: AttributionBatch, { word, count, rows, size, effect }: WordFigures): BarData {
  const value = effectText(target, effect.mean);
  const interval = effect.low === null || effect.high === null ? null : { low: effect.low, high: effect.high };
  const seen = `${formatCount(count, 'time')} in ${formatCount(rows, 'row')}, mean size ${formatNumber(target.kind === 'probability' ? size.mean * 100 : size.mean)}`;
  return {
    key: word,
    name: shortened(word) || '(space)',
    from: 0,
    to: effect.mean,
    interval,
    kind: effect.mean < 0 ? 'minus' : 'plus',
    isSettled: interval !== null && (interval.low > 0 || interval.high < 0),
    value,
    uncertainty: `×${String(count)}`,
    spoken: `${shortened(word)}: ${value}, ${seen}`,
    player: null,
  };
}

function noiseText({ tokenNoise, words }: AttributionBatch): string {
  if (tokenNoise === null) return words.length === 0 ? 'Known once rows are done.' : 'Needs at least two rows.';
  return `On average ${formatPercent(tokenNoise.share)} of a prompt’s attribution falls on words that carry little information (95 % interval over rows ${formatPercent(tokenNoise.low)} to ${formatPercent(tokenNoise.high)}).`;
}

function separator(): HTMLElement {
  return element('span', { class: 'separator', 'aria-hidden': 'true' }, '·');
}
