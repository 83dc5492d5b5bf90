import type { FieldChange } from '../dataset/fieldChange';
import type { FieldSource, PairSources } from '../dataset/preferencePair';
import { ChangeRefused } from './changeRefused';
import type { EditableRow, RowPath } from './editableRow';

/** Two places of a row that change places. */
export interface Exchange {
  readonly first: RowPath;
  readonly second: RowPath;
}

/**
 * The values whose exchange swaps the two responses of a pair: those under which the one and the other lie, and with them the
 * columns that speak of one of them (`chosen_model`, `rejected_model`; `score_chosen`, `score_rejected`), which stay with their text.
 * Throws ChangeRefused where the responses lie in one list, whose order or scores say which is better.
 */
export function exchangedPaths(row: EditableRow, sources: PairSources): readonly Exchange[] {
  const roots = responseRoots(sources);
  if (roots === undefined || typeof roots.first.at(-1) !== 'string') throw new ChangeRefused(inOneList);
  return [roots, ...companions(row, roots)];
}

const inOneList = 'Which of the two answers is better is said elsewhere in this row, so they cannot be swapped here; change it by hand or drop the row.';

/** The paths of the two responses up to the first step at which they differ. Undefined where they do not differ. */
export function responseRoots({ chosen, rejected }: PairSources): Exchange | undefined {
  const [first, second] = [commonPath(chosen), commonPath(rejected)];
  const steps = first.findIndex((step, index) => step !== second[index]);
  return steps === -1 || steps >= second.length ? undefined : { first: first.slice(0, steps + 1), second: second.slice(0, steps + 1) };
}

function commonPath(sources: readonly FieldSource[]): RowPath {
  const [first, ...others] = sources.map(({ path }) => path);
  if (first === undefined) return [];
  const differs = first.findIndex((step, index) => others.some((other) => other[index] !== step));
  return differs === -1 ? first : first.slice(0, differs);
}

/** The columns that go along where a schema exchanges the two responses themselves, apart from those that it names itself. */
export function companionsOf(row: EditableRow, sources: PairSources, changes: readonly FieldChange[]): readonly Exchange[] {
  const roots = responseRoots(sources);
  const isChanged = (path: RowPath | undefined) => changes.some((change) => change.path.length === 1 && change.path[0] === path?.[0]);
  if (roots === undefined || !isChanged(roots.first) || !isChanged(roots.second)) return [];
  return companions(row, roots).filter(({ first, second }) => !isChanged(first) && !isChanged(second));
}

function companions(row: EditableRow, { first, second }: Exchange): readonly Exchange[] {
  if (first.length !== 1 || !/chosen/i.test(String(first[0])) || !/rejected/i.test(String(second[0]))) return [];
  const names = new Set(row.names);
  return row.names.flatMap((name) => {
    const other = name.replace(/chosen/i, (word) => (word === 'Chosen' ? 'Rejected' : word === 'CHOSEN' ? 'REJECTED' : 'rejected'));
    return name === first[0] || other === name || other === second[0] || !names.has(other) ? [] : [{ first: [name], second: [other] }];
  });
}
