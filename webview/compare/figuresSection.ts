import * as l10n from '@vscode/l10n';

import { describedFigures, type DescribedFigure } from '../../src/core/compare/describedFigures';
import type { ComparisonRecord } from '../../src/core/compare/comparisonRecord';
import { element } from '../common/element';
import { fixed, whole } from '../common/numbers';
import { translated } from '../common/translated';

/** How far both sides agree: each figure with its interval and one plain sentence. */
export function figuresSection(record: ComparisonRecord): HTMLElement {
  const entries = describedFigures(record).map((figure) =>
    element('div', { class: 'figure' }, element('dt', {}, translated(figure.name)), element('dd', {}, element('span', { class: 'figure-value' }, valueText(figure)), element('span', { class: 'muted' }, sentenceText(figure)))),
  );
  return element('section', { class: 'part' }, element('h2', {}, l10n.t('How far they agree')), element('p', { class: 'muted' }, l10n.t('In brackets: the 95 % interval.')), element('dl', { class: 'figure-list' }, ...entries));
}

function sentenceText({ sentence, values }: DescribedFigure): string {
  return translated(sentence, ...values.map((value) => (typeof value === 'number' ? whole(value) : value)));
}

function valueText({ interval, style }: DescribedFigure): string {
  if (interval === null) return '–';
  const [estimate, low, high] = [interval.estimate, interval.low, interval.high].map((value) => styled(value, style));
  return l10n.t('{0} ({1} to {2})', estimate ?? '', low ?? '', high ?? '');
}

function styled(value: number, style: DescribedFigure['style']): string {
  if (style === 'share') return `${fixed(value * 100, 1)}\u00a0%`;
  if (style === 'change of share') return `${signOf(value * 100, 1, '+')}${fixed(Math.abs(value * 100), 1)}\u00a0%`;
  return style === 'change' ? signOf(value, 4, '+') + fixed(Math.abs(value), 4) : signOf(value, 3, '') + fixed(Math.abs(value), 3);
}

/** None for what rounds to zero. */
function signOf(value: number, decimals: number, plus: string): string {
  if (Number(value.toFixed(decimals)) === 0) return '';
  return value < 0 ? '\u2212' : plus;
}
