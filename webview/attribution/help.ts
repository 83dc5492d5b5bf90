import * as l10n from '@vscode/l10n';

import { element } from '../common/element';

const keys: readonly (readonly [readonly string[], string])[] = [
  [['s'], l10n.t('stop, resume')],
  [['1', '2', '3'], l10n.t('bars, waterfall, interactions')],
  [['o'], l10n.t('order of the bars')],
  [['v'], l10n.t('next value')],
  [['c'], l10n.t('copy')],
  [['←', '→', '↑', '↓'], l10n.t('move among units and tokens')],
  [['Enter'], l10n.t('select the unit in the editor, attribute the token')],
];

/** The keys, in one line at the foot of the panel. */
export function help(): HTMLElement {
  const items = keys.map(([names, meaning]) => element('li', {}, ...names.map((name) => element('kbd', {}, name)), ' ', meaning));
  return element('footer', { class: 'help' }, element('ul', { 'aria-label': l10n.t('Keyboard') }, ...items));
}
