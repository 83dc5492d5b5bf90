import type { ComparedSide, ComparisonRecord } from '../../src/core/compare/comparisonRecord';
import type { CompareView } from '../../src/shared/compareProtocol';
import { element } from '../common/element';
import { whole } from './numbers';

/** What is compared with what, and how the pairs were matched. */
export function headerSection({ firstName, secondName, record }: CompareView): HTMLElement {
  return element('header', { class: 'compare-header' },
    element('h1', {}, 'Two score sets'),
    element('dl', { class: 'sides' }, ...side('A', firstName, record.first), ...side('B', secondName, record.second)),
    element('p', { class: 'muted' }, matchText(record)),
  );
}

function side(letter: string, name: string, { file, policyHash, referenceHash, convention, beta, scores }: ComparedSide): HTMLElement[] {
  const models = policyHash === null ? 'no figures' : `policy ${policyHash}, reference ${referenceHash ?? 'none'}, ${String(convention)}, β ${String(beta)}`;
  const place = [...(name.startsWith(file) ? [] : [file]), ...(scores === null || scores === name ? [] : [`scores from ${scores}`]), models].join(' · ');
  return [element('dt', {}, letter), element('dd', {}, element('strong', { dir: 'auto' }, name), ' ', element('span', { class: 'muted', dir: 'auto' }, place))];
}

function matchText({ compared, matching, swapped, onlyFirst, onlySecond }: ComparisonRecord): string {
  const how = matching === 'place' ? 'row by row' : 'by prompt and responses';
  const parts = [
    ...(swapped > 0 ? [`${whole(swapped)} with swapped labels`] : []),
    ...(onlyFirst > 0 ? [`${whole(onlyFirst)} only in A`] : []),
    ...(onlySecond > 0 ? [`${whole(onlySecond)} only in B`] : []),
  ];
  return `${whole(compared)} pairs, matched ${how}${parts.length === 0 ? '' : `; ${parts.join(', ')}`}.`;
}
