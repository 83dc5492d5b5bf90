import * as l10n from '@vscode/l10n';

import type { TableStatus } from '../../src/shared/tableProtocol';
import { element } from '../common/element';
import { notice } from '../common/notice';
import { rowCount as formatRows } from '../common/counts';
import { whole } from '../common/numbers';

export interface StatusParts {
  readonly status: TableStatus;
  /** Rows in the arrangement. */
  readonly count: number;
  readonly isArranged: boolean;
  /** How far sorting and filtering are, 0..1; null when nothing is being arranged. */
  readonly arranging: number | null;
  /** Figures arrived that the order does not know yet. */
  readonly isOutdated: boolean;
}

interface StatusActions {
  reload(): void;
  updateOrder(): void;
  clearFilter(): void;
}

/** One line that says how many rows there are and what is going on, and notices where something is wrong. */
export class StatusLine {
  readonly element = element('div', { class: 'status-line' });
  readonly notices = element('div', { class: 'notices' });
  /** Said by screen readers: only what has come to an end, since progress would never stop talking. */
  readonly #spoken = element('p', { class: 'visually-hidden', role: 'status' });
  readonly #text = element('span', { class: 'counts' });
  readonly #update = linkButton(l10n.t('Update order'), l10n.t('Figures arrived since the rows were arranged'));
  readonly #bar = element('progress', { class: 'bar', max: '1', 'aria-label': l10n.t('Progress') });
  #noticed = '';

  constructor(private readonly actions: StatusActions) {
    this.#update.addEventListener('click', () => actions.updateOrder());
    this.element.append(this.#text, this.#update, this.#bar, this.#spoken);
  }

  update(parts: StatusParts): void {
    const { text, progress } = describe(parts);
    if (this.#text.textContent !== text) this.#text.textContent = text;
    this.#update.hidden = !parts.isOutdated || parts.arranging !== null;
    this.#bar.hidden = progress === undefined;
    if (typeof progress === 'number') this.#bar.value = progress;
    else this.#bar.removeAttribute('value');
    if (progress === undefined && this.#spoken.textContent !== text) this.#spoken.textContent = text;
    this.#notice(parts);
  }

  #notice({ status, count, isArranged, arranging }: StatusParts): void {
    const { failure, changedOnDisk, scoring, phase, rowCount } = status;
    const isSilent = phase !== 'ready' || arranging !== null;
    const key = JSON.stringify([failure, changedOnDisk, scoring.problem, scoring.stale, isSilent, rowCount === 0, count === 0 && isArranged]);
    if (key === this.#noticed) return;
    this.#noticed = key;
    const notices: HTMLElement[] = [];
    if (failure !== null) notices.push(withButton(notice('error', failure), l10n.t('Try again'), () => this.actions.reload()));
    if (changedOnDisk) notices.push(withButton(notice('warning', l10n.t('The file changed on disk; what is shown is from before.')), l10n.t('Reload'), () => this.actions.reload()));
    if (scoring.problem !== null) notices.push(notice('error', scoring.problem));
    if (scoring.stale !== null) notices.push(notice('warning', scoring.stale));
    if (!isSilent && rowCount === 0) notices.push(notice('info', l10n.t('The file has no rows.')));
    else if (!isSilent && count === 0 && isArranged) notices.push(withButton(notice('info', l10n.t('No row fits the filter.')), l10n.t('Clear filter'), () => this.actions.clearFilter()));
    this.notices.replaceChildren(...notices);
  }
}

/** `progress` is undefined when nothing goes on, and null when nobody knows how far it is. */
function describe({ status, count, isArranged, arranging }: StatusParts): { readonly text: string; readonly progress: number | null | undefined } {
  const { phase, rowCount, locatedShare, scoring } = status;
  if (phase === 'failed') return { text: '', progress: undefined };
  if (phase === 'locating') return { text: l10n.t('Finding rows: {0} so far', whole(rowCount)), progress: locatedShare };
  if (arranging !== null) return { text: l10n.t('Arranging {0}…', formatRows(rowCount)), progress: arranging };
  const rows = isArranged && count !== rowCount ? l10n.t('{0} of {1}', whole(count), formatRows(rowCount)) : formatRows(rowCount);
  if (scoring.activity === 'loading-models') return { text: `${rows} · ${l10n.t('loading the models…')}`, progress: null };
  if (scoring.activity === 'locating') return { text: `${rows} · ${l10n.t('reading…')}`, progress: null };
  if (scoring.activity === 'scoring') return { text: `${rows} · ${l10n.t('{0} scored so far', whole(scoring.done))}`, progress: rowCount === 0 ? null : scoring.done / rowCount };
  const unscored = scoring.done - scoring.scored;
  if (scoring.done === 0) return { text: rows, progress: undefined };
  const scored = unscored > 0 ? l10n.t('{0} scored, {1} could not be', whole(scoring.scored), whole(unscored)) : l10n.t('{0} scored', whole(scoring.scored));
  return { text: `${rows} · ${scored}`, progress: undefined };
}

function linkButton(text: string, title: string): HTMLButtonElement {
  return element('button', { type: 'button', class: 'link', title, hidden: '' }, text);
}

function withButton(shown: HTMLElement, text: string, press: () => void): HTMLElement {
  const button = element('button', { type: 'button', class: 'link' }, text);
  button.addEventListener('click', press);
  shown.append(button);
  return shown;
}
