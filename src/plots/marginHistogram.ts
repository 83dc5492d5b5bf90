import { axisX, axisY, gridY, rectX, rectY, ruleX, text } from '@observablehq/plot';

import type { MarginFigure, MarginFigures } from '../core/overview/overviewFigures';
import { drawPicture } from './drawPicture';
import { marginAxis } from './marginNames';
import { countText, numberText, pairsText, percentInterval } from './numberTexts';
import type { MarkCondition, Picture } from './picture';
import { english, ticksOf, type PictureLanguage } from './pictureLanguage';
import { pictureColors } from './pictureColors';
import type { PictureOptions } from './pictureOptions';

interface Bar {
  readonly x1: number;
  readonly x2: number;
  readonly count: number;
  readonly isEnd: boolean;
  readonly condition: MarkCondition;
  readonly text: string;
}

/** How the reward margins are spread: bars left of zero speak against their labels. The band of margins that decide nothing is shaded; hollow bars at the ends hold the rest. */
export function marginHistogram(margins: MarginFigures, options: PictureOptions): Picture {
  const { l10n = english } = options;
  const bars = histogramBars(margins, l10n);
  const { ambiguous } = margins;
  return drawPicture(
    {
      title: margins.figure === 'rewardMargin' ? l10n.t('Reward margins') : l10n.t('Likelihood margins'),
      description: description(margins, l10n),
      height: 240,
      axes: { marginLeft: 48, marginBottom: 36, marginTop: 30, x: { label: null }, y: { label: null, nice: true } },
      marks: (register) => [
        gridY({ stroke: pictureColors.hairline, strokeOpacity: 1 }),
        ...(ambiguous === null ? [] : bandMarks(ambiguous, l10n)),
        rectY(bars, { x1: 'x1', x2: 'x2', y: 'count', fill: { value: barFill, scale: null }, stroke: { value: barStroke, scale: null }, insetLeft: 0.5, insetRight: 0.5, className: 'marks', render: register((index) => markOf(bars[index])) }),
        ruleX([0], { stroke: pictureColors.ink }),
        axisX({ label: marginAxis(margins.figure, l10n), ...ticksOf(l10n), tickSize: 4, labelArrow: 'none', labelAnchor: 'center' }),
        axisY({ label: l10n.t('pairs'), tickSize: 0, labelArrow: 'none', tickFormat: (value: number) => countText(value, l10n), ticks: 5 }),
      ],
    },
    options,
  );
}

function bandMarks({ low, high }: NonNullable<MarginFigures['ambiguous']>, l10n: PictureLanguage): ReturnType<typeof text>[] {
  const band = [{ low, high }];
  return [
    rectX(band, { x1: 'low', x2: 'high', fill: pictureColors.muted, fillOpacity: 0.16, className: 'ambiguous' }),
    ruleX([low, high], { stroke: pictureColors.muted, strokeDasharray: '3,3' }),
    text(band, { x: (datum: typeof band[number]) => (datum.low + datum.high) / 2, frameAnchor: 'top', dy: -14, text: () => l10n.t('ambiguous'), fill: pictureColors.muted }),
  ];
}

/** Bins as bars, with those beyond the edges as one more bin at either end. */
function histogramBars({ figure, histogram: { edges, counts, below, above } }: MarginFigures, l10n: PictureLanguage): readonly Bar[] {
  const [first, last] = [edges[0] ?? 0, edges[edges.length - 1] ?? 0];
  const width = counts.length === 0 ? 1 : (last - first) / counts.length;
  const bars = counts.map((count, index) => inner(figure, edges[index] ?? 0, edges[index + 1] ?? 0, count, l10n));
  const lower = below === 0 ? [] : [outer(figure, { x1: first - 1.5 * width, x2: first - width / 2, count: below, from: null, below: first, text: l10n.t('Margins below {0}: {1}', numberText(first, l10n), pairsText(below, l10n)) })];
  const upper = above === 0 ? [] : [outer(figure, { x1: last + width / 2, x2: last + 1.5 * width, count: above, from: last, below: null, text: l10n.t('Margins from {0} on: {1}', numberText(last, l10n), pairsText(above, l10n)) })];
  return [...lower, ...bars, ...upper];
}

function inner(column: MarginFigure, low: number, high: number, count: number, l10n: PictureLanguage): Bar {
  return { x1: low, x2: high, count, isEnd: false, condition: { kind: 'range', column, from: low, below: high }, text: l10n.t('Margins {0} to {1}: {2}', numberText(low, l10n), numberText(high, l10n), pairsText(count, l10n)) };
}

function outer(column: MarginFigure, { x1, x2, count, from, below, text }: { readonly x1: number; readonly x2: number; readonly count: number; readonly from: number | null; readonly below: number | null; readonly text: string }): Bar {
  return { x1, x2, count, isEnd: true, condition: { kind: 'range', column, from, below }, text };
}

function hue({ x1, x2 }: Bar): string {
  return x2 <= 0 ? pictureColors.minus : x1 >= 0 ? pictureColors.plus : pictureColors.muted;
}

function barFill(bar: Bar): string {
  return bar.isEnd ? 'none' : hue(bar);
}

function barStroke(bar: Bar): string {
  return bar.isEnd ? hue(bar) : 'none';
}

function markOf(bar: Bar | undefined): { conditions: readonly MarkCondition[]; count: number; text: string } {
  if (bar === undefined) throw new RangeError('A drawn bar has no datum.');
  return { conditions: [bar.condition], count: bar.count, text: bar.text };
}

function description({ median, accuracy, ambiguous }: MarginFigures, l10n: PictureLanguage): string {
  const band = ambiguous === null ? '' : ` ${l10n.t('Margins from {0} to {1} decide nothing.', numberText(ambiguous.low, l10n), numberText(ambiguous.high, l10n))}`;
  return l10n.t('The median margin is {0}; {1} of the pairs have a margin above zero: there the models agree with the label.', numberText(median, l10n), percentInterval(accuracy, l10n)) + band;
}
