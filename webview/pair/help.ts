import { element } from '../common/element';

const keys: readonly (readonly [readonly string[], string])[] = [
  [['n', 'p'], 'next, previous pair'],
  [['1', '…', '7'], 'coloring'],
  [['m'], 'exact text or rendered'],
  [['s', 'e', 'Del'], 'swap, edit, drop'],
  [['a'], 'attribute the prompt'],
  [['←', '→', '↑', '↓'], 'move among tokens'],
  [['Enter'], 'select the token in the editor'],
  [['Esc'], 'leave the tokens'],
];

/** The keys, in one line at the foot of the panel. */
export function help(): HTMLElement {
  const items = keys.map(([names, meaning]) => {
    return element('li', {}, ...names.map((name) => element('kbd', {}, name)), ` ${meaning}`);
  });
  return element('footer', { class: 'help' }, element('ul', { 'aria-label': 'Keyboard' }, ...items));
}
