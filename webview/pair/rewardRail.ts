import * as l10n from '@vscode/l10n';

import { element } from '../common/element';
import { formatSigned } from '../common/formatting';

/** Two bars from a common zero: how far each response moved, and which way. */
export function rewardRail(chosen: number, rejected: number): HTMLElement {
  const longest = Math.max(Math.abs(chosen), Math.abs(rejected));
  const spoken = l10n.t('Implicit reward: chosen {0}, rejected {1}.', formatSigned(chosen), formatSigned(rejected));
  return element('div', { class: 'rail', role: 'img', 'aria-label': spoken }, ...bar(l10n.t('Chosen'), chosen, longest), ...bar(l10n.t('Rejected'), rejected, longest));
}

function bar(name: string, value: number, longest: number): readonly HTMLElement[] {
  const fill = element('span', { class: value < 0 ? 'rail-fill minus' : 'rail-fill plus' });
  fill.style.setProperty('--extent', longest === 0 ? '0' : String(Math.abs(value) / longest));
  return [
    element('span', { class: 'rail-name' }, name),
    element('span', { class: 'rail-track' }, fill),
    element('span', { class: 'rail-value' }, formatSigned(value)),
  ];
}
