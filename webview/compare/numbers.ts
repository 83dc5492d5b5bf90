import { fixed, whole } from '../common/numbers';

/** A margin with its sign. */
export function margin(value: number): string {
  const text = fixed(Math.abs(value), 4);
  if (Math.abs(value) < 0.00005) return text;
  return `${value < 0 ? '\u2212' : '+'}${text}`;
}

/** A change of rank with its sign; ranks of equal margins may be halves. */
export function moved(value: number): string {
  if (value === 0) return '0';
  return `${value < 0 ? '\u2212' : '+'}${whole(Math.abs(value))}`;
}
