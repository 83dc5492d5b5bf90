import * as l10n from '@vscode/l10n';

import type { PairScore } from '../../src/core/scoring/pairScore';
import { element } from '../common/element';
import { formatNumber } from '../common/formatting';

const shownHashLength = 12;

/** How the figures came about: numbers are only worth showing with their convention. */
export function provenance(score: PairScore): HTMLElement {
  const items: [string, string, string][] = [
    [l10n.t('Convention'), score.convention, ''],
    [l10n.t('Beta'), formatNumber(score.beta), ''],
    [l10n.t('Precision'), score.precision, ''],
    [l10n.t('Policy'), score.policyHash.slice(0, shownHashLength), score.policyHash],
    [l10n.t('Reference'), score.referenceHash?.slice(0, shownHashLength) ?? l10n.t('none'), score.referenceHash ?? ''],
  ];
  const entries = items.map(([name, text, whole]) => element('div', {}, element('dt', {}, name), element('dd', whole === '' ? {} : { title: whole }, text)));
  return element('dl', { class: 'strip provenance' }, ...entries);
}
