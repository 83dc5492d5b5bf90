import { axisX, axisY, gridY, line, rect, ruleX, ruleY, type Markish } from '@observablehq/plot';

import { fittedAccuracy } from '../core/noise/page/lengthFit';
import type { LengthFigures } from '../core/overview/overviewFigures';
import { drawPicture } from './drawPicture';
import { numberText, pairsText, percentInterval, percentText } from './numberTexts';
import type { MarkCondition, Picture } from './picture';
import { english, ticksOf, type PictureLanguage } from './pictureLanguage';
import { divergingColor, pictureColors } from './pictureColors';
import type { PictureOptions } from './pictureOptions';

type LengthBin = LengthFigures['bins'][number];
type Axes = Parameters<typeof drawPicture>[0]['axes'];

/**
 * Share of pairs with a margin above zero against the length difference, with its interval, and the length-controlled fit: where the curve crosses zero difference
 * is the accuracy at equal length.
 */
export function lengthAccuracy(figures: LengthFigures, options: PictureOptions): Picture {
  const { bins, fit } = figures;
  const { l10n = english } = options;
  return drawPicture(
    {
      title: l10n.t('Agreement by length difference'),
      description: accuracyDescription(figures, l10n),
      height: 220,
      axes: { ...lengthAxes(figures), y: { label: null, domain: [0, 1] } },
      marks: (register) => [
        gridY({ stroke: pictureColors.hairline, strokeOpacity: 1, ticks: 4 }),
        ruleY([0.5], { stroke: pictureColors.muted, strokeDasharray: '4,3' }),
        ruleX([0], { stroke: pictureColors.muted }),
        rect(bins, { x1: start, x2: end, y1: ({ accuracy }: LengthBin) => accuracy.low, y2: ({ accuracy }: LengthBin) => accuracy.high, insetLeft: 0.5, insetRight: 0.5, fill: pictureColors.magnitude, fillOpacity: 0.35, className: 'marks', render: register((index) => markOf(figures, index, l10n)) }),
        ruleY(bins, { x1: start, x2: end, y: ({ accuracy }: LengthBin) => accuracy.estimate, insetLeft: 0.5, insetRight: 0.5, stroke: pictureColors.ink, strokeWidth: 2, className: 'estimates' }),
        ...(fit === null ? [] : [fitLine(figures, fit)]),
        lengthAxis(l10n),
        axisY({ label: l10n.t('margin above zero'), tickSize: 0, labelArrow: 'none', tickFormat: (share: number) => percentText(share, l10n), ticks: 4 }),
      ],
    },
    options,
  );
}

/** Differences are whole tokens, and a bin holds both its ends: half a token on either side makes one that has a single value visible. */
function start({ low }: LengthBin): number {
  return low - 0.5;
}

function end({ high }: LengthBin): number {
  return high + 0.5;
}

/** The median margin of the same bins: what length alone moves. */
export function lengthMargins(figures: LengthFigures, options: PictureOptions): Picture {
  const { bins } = figures;
  const { l10n = english } = options;
  return drawPicture(
    {
      title: l10n.t('Median margin by length difference'),
      description: marginDescription(bins, l10n),
      height: 180,
      axes: { ...lengthAxes(figures), y: { label: null, nice: true } },
      marks: (register) => [
        gridY({ stroke: pictureColors.hairline, strokeOpacity: 1, ticks: 4 }),
        rect(bins, { x1: start, x2: end, y1: () => 0, y2: 'medianMargin', insetLeft: 0.5, insetRight: 0.5, fill: { value: ({ medianMargin }: LengthBin) => divergingColor(medianMargin < 0 ? 1 : 8), scale: null }, className: 'marks', render: register((index) => markOf(figures, index, l10n)) }),
        ruleY([0], { stroke: pictureColors.ink }),
        ruleX([0], { stroke: pictureColors.muted }),
        lengthAxis(l10n),
        axisY({ label: l10n.t('median margin'), ...ticksOf(l10n), tickSize: 0, labelArrow: 'none', ticks: 4 }),
      ],
    },
    options,
  );
}

/** Lengths have long tails, so the axis is linear around zero and logarithmic beyond. */
function lengthAxes({ bins, fit }: LengthFigures): Axes {
  const constant = Math.max(1, fit?.deviation ?? median(bins.map(({ low, high }) => Math.abs(low + high) / 2)));
  return { marginLeft: 48, marginBottom: 36, x: { label: null, type: 'symlog', constant } };
}

function lengthAxis(l10n: PictureLanguage): Markish {
  return axisX({ label: l10n.t('length difference in tokens (chosen − rejected)'), ...ticksOf(l10n), tickSize: 4, labelArrow: 'none', labelAnchor: 'center', ticks: 7 });
}

function fitLine({ bins }: LengthFigures, fit: NonNullable<LengthFigures['fit']>): Markish {
  const [low, high] = [bins[0]?.low ?? 0, bins[bins.length - 1]?.high ?? 0];
  const points = Array.from({ length: 81 }, (_, index) => spaced(low, high, index / 80, fit.deviation)).map((difference) => ({ difference, share: fittedAccuracy(fit, difference) }));
  return line(points, { x: 'difference', y: 'share', stroke: pictureColors.plus, strokeWidth: 1.5, className: 'fit' });
}

/** Evenly spaced as the axis shows them. */
function spaced(low: number, high: number, share: number, constant: number): number {
  const scaled = (value: number): number => Math.sign(value) * Math.log1p(Math.abs(value) / constant);
  const at = scaled(low) + share * (scaled(high) - scaled(low));
  return Math.sign(at) * Math.expm1(Math.abs(at)) * constant;
}

function markOf({ bins }: LengthFigures, index: number, l10n: PictureLanguage): { conditions: readonly MarkCondition[]; count: number; text: string } {
  const bin = bins[index];
  if (bin === undefined) throw new RangeError('A drawn bin has no datum.');
  const { low, high, pairs, medianMargin, accuracy } = bin;
  return {
    conditions: [{ kind: 'range', column: 'lengthDifference', from: low, below: high + 1 }],
    count: pairs,
    text: l10n.t('Length difference {0} to {1}: {2}, {3} with a margin above zero, median margin {4}', numberText(low, l10n), numberText(high, l10n), pairsText(pairs, l10n), percentInterval(accuracy, l10n), numberText(medianMargin, l10n)),
  };
}

function accuracyDescription({ bins, fit }: LengthFigures, l10n: PictureLanguage): string {
  const [first, last] = [bins[0], bins[bins.length - 1]];
  if (first === undefined || last === undefined) return l10n.t('No pair has a known length.');
  const atZero = fit === null ? '' : ` ${l10n.t('At equal length the fit says {0}.', percentText(fittedAccuracy(fit, 0), l10n))}`;
  return l10n.t('Where the chosen response is much shorter, {0} of the margins are above zero; where it is much longer, {1}.', percentInterval(first.accuracy, l10n), percentInterval(last.accuracy, l10n)) + atZero;
}

function marginDescription(bins: readonly LengthBin[], l10n: PictureLanguage): string {
  const [first, last] = [bins[0], bins[bins.length - 1]];
  if (first === undefined || last === undefined) return l10n.t('No pair has a known length.');
  return l10n.t('The median margin goes from {0} where the chosen response is much shorter to {1} where it is much longer.', numberText(first.medianMargin, l10n), numberText(last.medianMargin, l10n));
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((first, second) => first - second);
  return sorted[Math.floor(sorted.length / 2)] ?? 1;
}
