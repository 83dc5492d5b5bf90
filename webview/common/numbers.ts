import { pageLanguage } from './language';

const formats = new Map<string, Intl.NumberFormat>();

/** A number in the page's language, with thousands told apart and at most three digits behind the point: 1,234. */
export function whole(value: number): string {
  return formatted(value, 'whole', {});
}

/** A number with so many digits behind the point, in the page's language. */
export function fixed(value: number, decimals: number): string {
  return formatted(value, `fixed ${String(decimals)}`, { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
}

/** A number with so many digits that matter, in the page's language. */
export function precise(value: number, digits: number): string {
  return formatted(value, `precise ${String(digits)}`, { minimumSignificantDigits: digits, maximumSignificantDigits: digits });
}

/** A number with at most so many digits that matter, in the page's language: 0.15, 1,500. */
export function rounded(value: number, digits: number): string {
  return formatted(value, `rounded ${String(digits)}`, { maximumSignificantDigits: digits });
}

/** Making a format costs a hundred times as much as using it. */
function formatted(value: number, name: string, options: Intl.NumberFormatOptions): string {
  let format = formats.get(name);
  if (!format) formats.set(name, (format = new Intl.NumberFormat(pageLanguage, options)));
  return format.format(value);
}
