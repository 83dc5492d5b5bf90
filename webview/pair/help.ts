import * as l10n from '@vscode/l10n';

import { element } from '../common/element';

const keys: readonly (readonly [readonly string[], string])[] = [
  [['n', 'p'], l10n.t('next, previous pair')],
  [['1', '…', '7'], l10n.t('coloring')],
  [['m'], l10n.t('exact text or rendered')],
  [['s', 'e', 'Del'], l10n.t('swap, edit, drop')],
  [['a'], l10n.t('attribute the prompt')],
  [['←', '→', '↑', '↓'], l10n.t('move among tokens')],
  [['Enter'], l10n.t('select the token in the editor')],
  [['Esc'], l10n.t('leave the tokens')],
];

/** The keys, in one line at the foot of the panel. */
export function help(): HTMLElement {
  const items = keys.map(([names, meaning]) => {
    return element('li', {}, ...names.map((name) => element('kbd', {}, name)), ' ', meaning);
  });
  return element('footer', { class: 'help' }, element('ul', { 'aria-label': l10n.t('Keyboard') }, ...items));
}
