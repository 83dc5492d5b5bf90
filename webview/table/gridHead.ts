import type { TableSort } from '../../src/shared/tableProtocol';
import { element } from '../common/element';
import type { Column } from './columns';

export const narrowest = 44;
const widest = 2000;
/** How much a key press widens a column. */
export const widthStep = 24;

interface HeadActions {
  sort(column: Column): void;
  resize(column: Column, width: number): void;
}

/** The titles of the columns: a click sorts, the right edge changes the width. */
export class GridHead {
  readonly element = element('div', { role: 'row', class: 'row head', 'aria-rowindex': '1' });
  private cells: HTMLElement[] = [];

  constructor(private readonly actions: HeadActions) {}

  setColumns(columns: readonly Column[], widthOf: (column: Column) => number): void {
    this.cells = columns.map((column, index) => this.cell(column, index, widthOf));
    this.element.replaceChildren(...this.cells);
  }

  setSort(columns: readonly Column[], sort: TableSort | null): void {
    for (const [index, column] of columns.entries()) {
      const direction = sort?.column === column.id ? sort.direction : null;
      const cell = this.cells[index];
      if (cell === undefined || column.firstDirection === null) continue;
      cell.setAttribute('aria-sort', direction ?? 'none');
    }
  }

  cellId(index: number): string {
    return `head-${String(index)}`;
  }

  setActive(active: number | null): void {
    for (const [index, cell] of this.cells.entries()) cell.classList.toggle('active', index === active);
  }

  private cell(column: Column, index: number, widthOf: (column: Column) => number): HTMLElement {
    const title = element('span', { class: 'head-title' }, column.title);
    const grip = element('span', { class: 'grip', 'aria-hidden': 'true' });
    const attributes = { role: 'columnheader', class: `cell ${column.content.kind}`, id: this.cellId(index), 'aria-colindex': String(index + 1), title: column.explanation };
    const cell = element('div', attributes, title, element('span', { class: 'arrow', 'aria-hidden': 'true' }), grip);
    if (column.firstDirection !== null) cell.classList.add('sortable');
    cell.addEventListener('click', (event) => {
      if (event.target !== grip) this.actions.sort(column);
    });
    grip.addEventListener('pointerdown', (event) => this.drag(event, column, widthOf(column)));
    return cell;
  }

  private drag(event: PointerEvent, column: Column, width: number): void {
    const grip = event.target as HTMLElement;
    const from = event.clientX;
    event.preventDefault();
    grip.setPointerCapture(event.pointerId);
    const move = (moved: PointerEvent): void => this.actions.resize(column, clampWidth(width + moved.clientX - from));
    grip.addEventListener('pointermove', move);
    grip.addEventListener('pointerup', () => grip.removeEventListener('pointermove', move), { once: true });
    grip.addEventListener('lostpointercapture', () => grip.removeEventListener('pointermove', move), { once: true });
  }
}

export function clampWidth(width: number): number {
  return Math.round(Math.min(widest, Math.max(narrowest, width)));
}
