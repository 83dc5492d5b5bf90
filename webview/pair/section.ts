import { element } from '../common/element';

export interface FoldedSection {
  readonly element: HTMLElement;
  readonly body: HTMLElement;
}

/** A part of the panel under a heading that folds it; `toggled` is told, so that the choice can be remembered. */
export function section(title: string, open: boolean, toggled: (open: boolean) => void): FoldedSection {
  const body = element('div', { class: 'section-body' });
  const folding = element('details', { class: 'section', ...(open ? { open: '' } : {}) }, element('summary', {}, element('h2', {}, title)), body);
  folding.addEventListener('toggle', () => {
    if (folding.open === open) return;
    open = folding.open;
    toggled(open);
  });
  return { element: folding, body };
}
