import type { NumericColumn } from '../../src/shared/tableColumns';
import { formatCount, formatPercent, formatSigned } from '../common/formatting';

/** A number as its column writes it. */
export function formatCell({ style }: Pick<NumericColumn, 'style'>, value: number): string {
  if (style === 'count') return value.toLocaleString('en-US');
  return style === 'share' ? formatPercent(value) : formatSigned(value);
}

export function formatRows(count: number): string {
  return formatCount(count, 'row');
}

