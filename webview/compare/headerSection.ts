import * as l10n from '@vscode/l10n';

import type { ComparedSide, ComparisonRecord } from '../../src/core/compare/comparisonRecord';
import type { CompareView } from '../../src/shared/compareProtocol';
import { element } from '../common/element';
import { whole } from '../common/numbers';
import { pairCount } from '../common/counts';
import { formatNumber, noFigure } from '../common/formatting';

/** What is compared with what, and how the pairs were matched. */
export function headerSection({ firstName, secondName, record }: CompareView): HTMLElement {
  return element('header', { class: 'compare-header' },
    element('h1', {}, l10n.t('Two score sets')),
    element('dl', { class: 'sides' }, ...side('A', firstName, record.first), ...side('B', secondName, record.second)),
    element('p', { class: 'muted' }, matchText(record)),
  );
}

function side(letter: string, name: string, { file, policyHash, referenceHash, convention, beta, scores }: ComparedSide): HTMLElement[] {
  const models = policyHash === null ? l10n.t('no figures') : l10n.t('policy {0}, reference {1}, {2}, β {3}', policyHash, referenceHash ?? l10n.t('none'), String(convention), beta === null ? noFigure : formatNumber(beta));
  const place = [...(name.startsWith(file) ? [] : [file]), ...(scores === null || scores === name ? [] : [l10n.t('scores from {0}', scores)]), models].join(' · ');
  return [element('dt', {}, letter), element('dd', {}, element('strong', { dir: 'auto' }, name), ' ', element('span', { class: 'muted', dir: 'auto' }, place))];
}

function matchText({ compared, matching, swapped, onlyFirst, onlySecond }: ComparisonRecord): string {
  const parts = [
    ...(swapped > 0 ? [l10n.t('{0} with swapped labels', whole(swapped))] : []),
    ...(onlyFirst > 0 ? [l10n.t('{0} only in A', whole(onlyFirst))] : []),
    ...(onlySecond > 0 ? [l10n.t('{0} only in B', whole(onlySecond))] : []),
  ];
  const matched = matching === 'place' ? l10n.t('{0}, matched row by row', pairCount(compared)) : l10n.t('{0}, matched by prompt and responses', pairCount(compared));
  return l10n.t('{0}.', parts.length === 0 ? matched : l10n.t('{0}; {1}', matched, parts.join(', ')));
}
