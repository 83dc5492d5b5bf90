import * as l10n from '@vscode/l10n';

import { fixed, precise, rounded, whole } from './numbers';

const minus = '\u2212';
const superscripts: Readonly<Record<string, string>> = {
  '-': '⁻', '0': '⁰', '1': '¹', '2': '²', '3': '³', '4': '⁴', '5': '⁵', '6': '⁶', '7': '⁷', '8': '⁸', '9': '⁹',
};

/** What stands where a figure does not exist. */
export const noFigure = '—';

/** About three digits that matter, with a real minus sign: 0.0123, 1.24, 45.6, 1,234. */
export function formatNumber(value: number): string {
  const size = Math.abs(value);
  if (size === 0) return '0';
  const digits = size >= 1e6 || size < 1e-4 ? powerOfTen(size) : plainNumber(size);
  return value < 0 ? minus + digits : digits;
}

export function formatSigned(value: number): string {
  return value > 0 ? `+${formatNumber(value)}` : formatNumber(value);
}

/** An end of a scale, which is a round number: +0.15 rather than +0.150. */
export function formatLimit(limit: number): string {
  const size = Math.abs(limit);
  if (size >= 1e6 || size < 1e-4) return formatSigned(limit);
  return `${limit < 0 ? minus : '+'}${rounded(size, 3)}`;
}

/** A probability or share as a percentage; never 0 or 100 for something that is only close to it. */
export function formatPercent(share: number): string {
  const percent = share * 100;
  if (percent > 0 && percent < 0.1) return l10n.t('under {0}', percentText(0.1, 1));
  if (percent < 100 && percent > 99.9) return l10n.t('over {0}', percentText(99.9, 1));
  const decimals = percent !== Math.round(percent) && (percent < 1 || percent > 99) ? 1 : 0;
  return percentText(percent, decimals);
}

function percentText(percent: number, decimals: number): string {
  return `${fixed(percent, decimals)} %`;
}

function plainNumber(size: number): string {
  if (size >= 1000) return whole(Math.round(size));
  if (size >= 100) return fixed(size, 1);
  if (size >= 1) return fixed(size, 2);
  return size >= 0.1 ? fixed(size, 3) : precise(size, 2);
}

function powerOfTen(size: number): string {
  const [mantissa = '', exponent = ''] = size.toExponential(2).split('e');
  const power = Array.from(exponent.replace('+', ''), (character) => superscripts[character] ?? character);
  return `${fixed(Number(mantissa), 2)} × 10${power.join('')}`;
}
