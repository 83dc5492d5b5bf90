import type { Interval } from '../core/noise/lintReport';

/** With thousands apart. */
export function countText(value: number): string {
  return value.toLocaleString('en-US');
}

export function counted(value: number, one: string, several: string): string {
  return `${countText(value)} ${value === 1 ? one : several}`;
}

/** A share of 0..1. Small ones keep a digit: 0.4 % is not nothing. */
export function percentText(share: number): string {
  const value = share * 100;
  return `${value.toFixed(Math.abs(value) < 10 && value !== 0 ? 1 : 0)}\u00a0%`;
}

/** The estimate with its 95 % interval. */
export function percentInterval({ estimate, low, high }: Interval): string {
  return `${percentText(estimate)} (${percentText(low)} to ${percentText(high)})`;
}

/** With a real minus sign, and without digits that say nothing. */
export function numberText(value: number, digits = 3): string {
  if (value === 0) return '0';
  const text = Number(value.toPrecision(digits)).toLocaleString('en-US', { maximumSignificantDigits: digits });
  return text.replace('-', '\u2212');
}

export function signedText(value: number, decimals = 2): string {
  const text = Math.abs(value).toFixed(decimals);
  if (Number(text) === 0) return text;
  return `${value < 0 ? '\u2212' : '+'}${text}`;
}
