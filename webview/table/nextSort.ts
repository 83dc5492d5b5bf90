import type { TableSort } from '../../src/shared/tableProtocol';

/** The order after another press on the head of a column: its first direction, the other one, then that of the file. */
export function nextSort(sort: TableSort | null, column: string, first: TableSort['direction']): TableSort | null {
  if (sort?.column !== column) return { column, direction: first };
  return sort.direction === first ? { column, direction: first === 'ascending' ? 'descending' : 'ascending' } : null;
}
