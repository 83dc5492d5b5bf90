import { element } from '../common/element';

export interface Column {
  readonly title: string;
  /** Read by screen readers alone: the column is understood when it is seen. */
  readonly isTitleHidden?: boolean;
  readonly kind?: 'number' | 'bar';
}

/** A table with a heading for each column; cells are nodes or plain text. */
export function figureTable(caption: string, columns: readonly Column[], rows: readonly (readonly (Node | string)[])[]): HTMLElement {
  const head = element('tr', {}, ...columns.map(({ title, kind, isTitleHidden }) => element('th', { scope: 'col', class: kind ?? '' }, isTitleHidden === true ? element('span', { class: 'visually-hidden' }, title) : title)));
  const body = rows.map((cells) => {
    return element('tr', {}, ...cells.map((cell, index) => (index === 0 ? element('th', { scope: 'row' }, cell) : element('td', { class: columns[index]?.kind ?? '' }, cell))));
  });
  // It scrolls where it is narrow, and so it is reached by the keyboard.
  return element('div', { class: 'table-frame', tabindex: '0', role: 'region', 'aria-label': caption }, element('table', {}, element('caption', { class: 'visually-hidden' }, caption), element('thead', {}, head), element('tbody', {}, ...body)));
}

/** A name with what it means under it, so that narrow columns need no wide rows. */
export function explained(name: Node | string, meaning: string): HTMLElement {
  return element('span', { class: 'explained' }, element('span', {}, name), element('span', { class: 'muted' }, meaning));
}
