import type { NumericColumn } from '../../src/shared/tableColumns';
import { formatCount, formatSigned } from '../common/formatting';

/** A number as its column writes it. */
export function formatCell({ style }: Pick<NumericColumn, 'style'>, value: number): string {
  if (style === 'count') return value.toLocaleString('en-US');
  if (style === 'share') return `${(value * 100).toFixed(1)} %`;
  // As many digits in every row, so that the points stand below each other.
  const size = Math.abs(value);
  const sign = value < 0 ? '\u2212' : '+';
  return size >= 1e5 || (size > 0 && size < 0.0005) ? formatSigned(value) : sign + size.toFixed(size >= 1000 ? 0 : 3);
}

export function formatRows(count: number): string {
  return formatCount(count, 'row');
}

