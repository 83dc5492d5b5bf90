import * as vscode from 'vscode';

/** U+2212: as wide as a plus sign and a digit, so that columns of figures stay straight. */
const minus = '\u2212';
const noBreakSpace = '\u00a0';

/** For example +1.24 or −0.87; without `always`, a positive number has no sign. Small numbers have more digits. */
export function formatNumber(value: number, options: { digits?: number; always?: boolean } = {}): string {
  const text = Math.abs(value).toFixed(options.digits ?? digitsFor(Math.abs(value)));
  // A number that rounds to zero has no sign: "−0.00" says less than it seems to.
  if (Number(text) === 0) return options.always ? `${noBreakSpace}${text}` : text;
  if (value < 0) return minus + text;
  return options.always ? `+${text}` : text;
}

/** Digits behind the point that tell numbers of a size apart: rewards at a small beta live far below one. */
export function digitsFor(size: number): number {
  return size >= 0.1 || size === 0 ? 2 : size >= 0.01 ? 3 : 4;
}

/** Whole numbers in the way of the editor's language: 1,500. */
export function formatCount(value: number): string {
  return value.toLocaleString(vscode.env.language);
}

export function formatPercent(share: number): string {
  return `${Math.round(share * 100)}${noBreakSpace}%`;
}

/** A probability that nobody can be sure of: never rounded to 0 or 100 %. */
export function formatCertainty(probability: number): string {
  if (probability > 0.99) return vscode.l10n.t('more than {0}', formatPercent(0.99));
  return probability < 0.01 ? vscode.l10n.t('less than {0}', formatPercent(0.01)) : formatPercent(probability);
}
