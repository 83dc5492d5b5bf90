import { element } from '../common/element';

const keys: readonly (readonly [readonly string[], string])[] = [
  [['s'], 'stop, resume'],
  [['1', '2', '3'], 'bars, waterfall, interactions'],
  [['o'], 'order of the bars'],
  [['v'], 'next value'],
  [['c'], 'copy'],
  [['←', '→', '↑', '↓'], 'move among units and tokens'],
  [['Enter'], 'select the unit in the editor, attribute the token'],
];

/** The keys, in one line at the foot of the panel. */
export function help(): HTMLElement {
  const items = keys.map(([names, meaning]) => element('li', {}, ...names.map((name) => element('kbd', {}, name)), ` ${meaning}`));
  return element('footer', { class: 'help' }, element('ul', { 'aria-label': 'Keyboard' }, ...items));
}
