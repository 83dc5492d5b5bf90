import type { NumericColumn } from '../../src/shared/tableColumns';
import { formatSigned } from '../common/formatting';
import { fixed, whole } from '../common/numbers';

/** A number as its column writes it. */
export function formatCell({ style }: Pick<NumericColumn, 'style'>, value: number): string {
  if (style === 'count') return whole(value);
  if (style === 'share') return `${fixed(value * 100, 1)} %`;
  // As many digits in every row, so that the points stand below each other.
  const size = Math.abs(value);
  const sign = value < 0 ? '\u2212' : '+';
  return size >= 1e5 || (size > 0 && size < 0.0005) ? formatSigned(value) : sign + fixed(size, size >= 1000 ? 0 : 3);
}

