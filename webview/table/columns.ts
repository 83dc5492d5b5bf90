import * as l10n from '@vscode/l10n';

import { numericColumns } from '../../src/shared/tableColumns';
import type { NumericColumn, TextColumnId } from '../../src/shared/tableColumns';
import type { TableSort, TableStatus } from '../../src/shared/tableProtocol';
import { translated } from '../common/translated';

export type ColumnContent =
  | { readonly kind: 'place' }
  | { readonly kind: 'text'; readonly text: TextColumnId }
  /** `index` is that of the row's `numbers` or `labels`. */
  | { readonly kind: 'number'; readonly index: number; readonly column: NumericColumn }
  | { readonly kind: 'label'; readonly index: number };

export interface Column {
  readonly id: string;
  readonly title: string;
  readonly explanation: string;
  readonly content: ColumnContent;
  /** In pixels, unless somebody chose another. */
  readonly width: number;
  /** What sorting begins with; null for columns that are not sorted by. */
  readonly firstDirection: TableSort['direction'] | null;
  readonly isShownFirst: boolean;
}

/** The two figures that say most stand before the texts, the others behind them. */
const leading = ['rewardMargin', 'lengthNormalizedChes'];
const hiddenFirst = ['referenceMargin', 'chosenTokens', 'rejectedTokens', 'tokenDifference', 'promptLength', 'bytes'];
/** Where the interesting end is the upper one. */
const highestFirst = ['lengthNormalizedChes', 'chosenTokens', 'rejectedTokens', 'tokenDifference', 'promptLength', 'chosenLength', 'rejectedLength', 'bytes'];

/** All columns that the file has, in their order. */
export function availableColumns({ labelColumns, hasBytes, scoring }: TableStatus): readonly Column[] {
  const hasFigures = scoring.done > 0 || scoring.activity !== 'idle';
  const numbers = numericColumns
    .map((column, index) => numberColumn(column, index))
    .filter(({ id, content }) => content.kind !== 'number' || (content.column.source === 'figure' ? hasFigures : id !== 'bytes' || hasBytes));
  const labels = labelColumns.map((name, index): Column => {
    const explanation = l10n.t('The field “{0}” of the row.', name);
    return { id: `label:${name}`, title: name, explanation, content: { kind: 'label', index }, width: 130, firstDirection: 'ascending', isShownFirst: true };
  });
  return [
    rowColumn,
    ...numbers.filter(({ id }) => leading.includes(id)),
    textColumn('prompt', l10n.t('Prompt'), l10n.t('What was asked: of a conversation the last question.')),
    textColumn('chosen', l10n.t('Chosen'), l10n.t('The preferred response.')),
    textColumn('rejected', l10n.t('Rejected'), l10n.t('The other response.')),
    ...numbers.filter(({ id }) => !leading.includes(id)),
    ...labels,
  ];
}

/** The columns to show, given those that somebody switched on or off. */
export function shownColumns(available: readonly Column[], toggled: readonly string[]): readonly Column[] {
  return available.filter((column) => isShown(column, toggled));
}

export function isShown(column: Column, toggled: readonly string[]): boolean {
  return toggled.includes(column.id) !== column.isShownFirst;
}

const rowColumn: Column = {
  id: 'row',
  title: l10n.t('Row'),
  explanation: l10n.t('Number of the row in the file, counted from 1.'),
  content: { kind: 'place' },
  width: 74,
  firstDirection: 'descending',
  isShownFirst: true,
};

function textColumn(text: TextColumnId, title: string, explanation: string): Column {
  return { id: text, title, explanation, content: { kind: 'text', text }, width: 300, firstDirection: null, isShownFirst: true };
}

function numberColumn(column: NumericColumn, index: number): Column {
  const { id, style } = column;
  const [title, explanation] = [translated(column.title), translated(column.explanation)];
  const width = Math.max(84, 30 + title.length * 7.5 + (style === 'count' ? 0 : 4));
  const firstDirection = highestFirst.includes(id) ? 'descending' : 'ascending';
  return { id, title, explanation, content: { kind: 'number', index, column }, width, firstDirection, isShownFirst: !hiddenFirst.includes(id) };
}
