import { element } from '../common/element';
import { isShown } from './columns';
import type { Column } from './columns';

/** A box for each column, ticked where it is shown. The number of the row always is. */
export function columnMenuEntries(columns: readonly Column[], toggled: readonly string[], toggle: (id: string) => void): readonly Node[] {
  return columns
    .filter(({ content }) => content.kind !== 'place')
    .map((column) => {
      const box = element('input', { type: 'checkbox' });
      box.checked = isShown(column, toggled);
      box.addEventListener('change', () => toggle(column.id));
      return element('label', { class: 'menu-box', title: column.explanation }, box, column.title);
    });
}
