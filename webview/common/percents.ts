import * as l10n from '@vscode/l10n';

import type { Interval } from '../../src/core/noise/lintReport';
import { isPreciseRate } from '../../src/core/noise/rate/isPreciseRate';
import { fixed } from './numbers';

/** A share of 0..1. Small ones keep a digit: 0.4 % is not nothing. */
export function percent(share: number): string {
  const value = share * 100;
  return `${fixed(value, Math.abs(value) < 10 && value !== 0 ? 1 : 0)}\u00a0%`;
}

export function percentInterval({ estimate, low, high }: Interval): string {
  return l10n.t('{0} ({1} to {2})', percent(estimate), percent(low), percent(high));
}

/** A rate with its interval, or the ends alone where the figure in the middle says no more than they do. */
export function rateInterval(rate: Interval): string {
  return isPreciseRate(rate) ? percentInterval(rate) : l10n.t('{0} to {1}', percent(rate.low), percent(rate.high));
}
