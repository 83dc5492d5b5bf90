import * as l10n from '@vscode/l10n';

import type { ToTable } from '../../src/shared/tableProtocol';
import { rowCount } from '../common/counts';
import { whole } from '../common/numbers';

/** The search that goes on, as the table tells of it. */
export class SearchState {
  /** What is looked for; empty where nothing is. */
  lowerCase = '';
  /** What was found so far, in words. */
  text = '';
  /** Something is marked on the page. */
  isMarked = false;
  #id = 0;
  #wantsFirstStep = false;
  #hasHits = false;

  /** The number of the new search; null where this very text is looked for already. With `goes`, its first hit will be gone to. */
  begin(text: string, goes: boolean): number | null {
    if (text.toLowerCase() === this.lowerCase) return null;
    this.lowerCase = text.toLowerCase();
    this.text = text === '' ? '' : l10n.t('Searching…');
    this.#wantsFirstStep = goes && text !== '';
    this.#hasHits = false;
    this.#id += 1;
    return this.#id;
  }

  end(): void {
    this.lowerCase = '';
    this.text = '';
    this.#wantsFirstStep = false;
  }

  /** False for a message about an older search. */
  take({ id, rows, occurrences, share, isDone }: Extract<ToTable, { type: 'search' }>): boolean {
    if (id !== this.#id || this.lowerCase === '') return false;
    const found = rows === 0 ? (isDone ? l10n.t('Nothing found') : l10n.t('Nothing so far')) : l10n.t('{0} in {1}', whole(occurrences), rowCount(rows));
    this.text = isDone ? found : `${found} · ${whole(Math.floor(share * 100))} %`;
    this.#hasHits = rows > 0;
    return true;
  }

  /** True once for each search, as soon as it found something: that is then gone to. */
  takeFirstStep(): boolean {
    if (!this.#wantsFirstStep || !this.#hasHits) return false;
    this.#wantsFirstStep = false;
    return true;
  }
}
