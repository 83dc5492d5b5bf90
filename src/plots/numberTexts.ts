import type { Interval } from '../core/noise/lintReport';
import { isPreciseRate } from '../core/noise/rate/isPreciseRate';
import { english, type PictureLanguage } from './pictureLanguage';

/** With thousands apart. */
export function countText(value: number, { language }: PictureLanguage = english): string {
  return value.toLocaleString(language);
}

export function counted(value: number, one: string, several: string): string {
  return `${countText(value)} ${value === 1 ? one : several}`;
}

export function pairsText(count: number, l10n: PictureLanguage): string {
  return count === 1 ? l10n.t('1 pair') : l10n.t('{0} pairs', countText(count, l10n));
}

export function findingsText(count: number, l10n: PictureLanguage): string {
  return count === 1 ? l10n.t('1 finding') : l10n.t('{0} findings', countText(count, l10n));
}

/** A share of 0..1. Small ones keep a digit: 0.4 % is not nothing. */
export function percentText(share: number, l10n: PictureLanguage = english): string {
  const value = share * 100;
  return `${decimal(value, Math.abs(value) < 10 && value !== 0 ? 1 : 0, l10n)}\u00a0%`;
}

/** The estimate with its 95 % interval. */
export function percentInterval({ estimate, low, high }: Interval, l10n: PictureLanguage = english): string {
  return l10n.t('{0} ({1} to {2})', percentText(estimate, l10n), percentText(low, l10n), percentText(high, l10n));
}

/** A rate with its interval, or the ends alone where the figure in the middle says no more than they do. */
export function rateText(rate: Interval, l10n: PictureLanguage = english): string {
  return isPreciseRate(rate) ? percentInterval(rate, l10n) : l10n.t('{0} to {1}', percentText(rate.low, l10n), percentText(rate.high, l10n));
}

/** With a real minus sign, and without digits that say nothing. */
export function numberText(value: number, l10n: PictureLanguage = english): string {
  const digits = 3;
  if (value === 0) return '0';
  const text = Number(value.toPrecision(digits)).toLocaleString(l10n.language, { maximumSignificantDigits: digits });
  return text.replace('-', '\u2212');
}

export function signedText(value: number, l10n: PictureLanguage = english): string {
  const decimals = 2;
  const text = decimal(Math.abs(value), decimals, l10n);
  if (Number(Math.abs(value).toFixed(decimals)) === 0) return text;
  return `${value < 0 ? '\u2212' : '+'}${text}`;
}

function decimal(value: number, decimals: number, { language }: PictureLanguage): string {
  return language === english.language ? value.toFixed(decimals) : value.toLocaleString(language, { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
}
