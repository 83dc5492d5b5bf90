import { element } from '../common/element';

/** A name that unfolds into a sentence, by pointer, by keyboard and for screen readers alike. */
export function explainedName(name: string, explanation: string, open: boolean): HTMLElement {
  const summary = element('summary', { title: explanation }, name);
  return element('details', { class: 'explained', ...(open ? { open: '' } : {}) }, summary, element('p', { class: 'explanation' }, explanation));
}
