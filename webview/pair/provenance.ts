import type { PairScore } from '../../src/core/scoring/pairScore';
import { element } from '../common/element';
import { formatNumber } from '../common/formatting';

const shownHashLength = 12;

/** How the figures came about: numbers are only worth showing with their convention. */
export function provenance(score: PairScore): HTMLElement {
  const items: [string, string, string][] = [
    ['Convention', score.convention, ''],
    ['Beta', formatNumber(score.beta), ''],
    ['Precision', score.precision, ''],
    ['Policy', score.policyHash.slice(0, shownHashLength), score.policyHash],
    ['Reference', score.referenceHash?.slice(0, shownHashLength) ?? 'none', score.referenceHash ?? ''],
  ];
  const entries = items.map(([name, text, whole]) => element('div', {}, element('dt', {}, name), element('dd', whole === '' ? {} : { title: whole }, text)));
  return element('dl', { class: 'strip provenance' }, ...entries);
}
