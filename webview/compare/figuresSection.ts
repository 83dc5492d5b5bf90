import { comparisonSentences } from '../../src/core/compare/comparisonSentences';
import type { ComparisonRecord } from '../../src/core/compare/comparisonRecord';
import { element } from '../common/element';

/** How far both sides agree: each figure with its interval and one plain sentence. */
export function figuresSection(record: ComparisonRecord): HTMLElement {
  const entries = comparisonSentences(record).map(({ name, value, sentence }) =>
    element('div', { class: 'figure' }, element('dt', {}, name), element('dd', {}, element('span', { class: 'figure-value' }, value), element('span', { class: 'muted' }, sentence))),
  );
  return element('section', { class: 'part' }, element('h2', {}, 'How far they agree'), element('p', { class: 'muted' }, 'In brackets: the 95 % interval.'), element('dl', { class: 'figure-list' }, ...entries));
}
