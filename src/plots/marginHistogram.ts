import { axisX, axisY, gridY, rectX, rectY, ruleX, text } from '@observablehq/plot';

import type { MarginFigure, MarginFigures } from '../core/overview/overviewFigures';
import { drawPicture } from './drawPicture';
import { marginNames } from './marginNames';
import { countText, counted, numberText, percentInterval } from './numberTexts';
import type { MarkCondition, Picture } from './picture';
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
  const bars = histogramBars(margins);
  const name = marginNames[margins.figure];
  const { ambiguous } = margins;
  return drawPicture(
    {
      title: `${name}s`,
      description: description(margins),
      height: 240,
      axes: { marginLeft: 48, marginBottom: 36, marginTop: 30, x: { label: null }, y: { label: null, nice: true } },
      marks: (register) => [
        gridY({ stroke: pictureColors.hairline, strokeOpacity: 1 }),
        ...(ambiguous === null ? [] : bandMarks(ambiguous)),
        rectY(bars, { x1: 'x1', x2: 'x2', y: 'count', fill: { value: barFill, scale: null }, stroke: { value: barStroke, scale: null }, insetLeft: 0.5, insetRight: 0.5, className: 'marks', render: register((index) => markOf(bars[index])) }),
        ruleX([0], { stroke: pictureColors.ink }),
        axisX({ label: name.toLowerCase(), tickSize: 4, labelArrow: 'none', labelAnchor: 'center' }),
        axisY({ label: 'pairs', tickSize: 0, labelArrow: 'none', tickFormat: (value: number) => countText(value), ticks: 5 }),
      ],
    },
    options,
  );
}

function bandMarks({ low, high }: NonNullable<MarginFigures['ambiguous']>): ReturnType<typeof text>[] {
  const band = [{ low, high }];
  return [
    rectX(band, { x1: 'low', x2: 'high', fill: pictureColors.muted, fillOpacity: 0.16, className: 'ambiguous' }),
    ruleX([low, high], { stroke: pictureColors.muted, strokeDasharray: '3,3' }),
    text(band, { x: (datum: typeof band[number]) => (datum.low + datum.high) / 2, frameAnchor: 'top', dy: -14, text: () => 'ambiguous', fill: pictureColors.muted }),
  ];
}

/** Bins as bars, with those beyond the edges as one more bin at either end. */
function histogramBars({ figure, histogram: { edges, counts, below, above } }: MarginFigures): readonly Bar[] {
  const [first, last] = [edges[0] ?? 0, edges[edges.length - 1] ?? 0];
  const width = counts.length === 0 ? 1 : (last - first) / counts.length;
  const bars = counts.map((count, index) => inner(figure, edges[index] ?? 0, edges[index + 1] ?? 0, count));
  const lower = below === 0 ? [] : [outer(figure, { x1: first - 1.5 * width, x2: first - width / 2, count: below, from: null, below: first, words: `below ${numberText(first)}` })];
  const upper = above === 0 ? [] : [outer(figure, { x1: last + width / 2, x2: last + 1.5 * width, count: above, from: last, below: null, words: `from ${numberText(last)} on` })];
  return [...lower, ...bars, ...upper];
}

function inner(column: MarginFigure, low: number, high: number, count: number): Bar {
  return { x1: low, x2: high, count, isEnd: false, condition: { kind: 'range', column, from: low, below: high }, text: `Margins ${numberText(low)} to ${numberText(high)}: ${counted(count, 'pair', 'pairs')}` };
}

function outer(column: MarginFigure, { x1, x2, count, from, below, words }: { readonly x1: number; readonly x2: number; readonly count: number; readonly from: number | null; readonly below: number | null; readonly words: string }): Bar {
  return { x1, x2, count, isEnd: true, condition: { kind: 'range', column, from, below }, text: `Margins ${words}: ${counted(count, 'pair', 'pairs')}` };
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

function description({ median, accuracy, ambiguous }: MarginFigures): string {
  const band = ambiguous === null ? '' : ` Margins from ${numberText(ambiguous.low)} to ${numberText(ambiguous.high)} decide nothing.`;
  return `The median margin is ${numberText(median)}; ${percentInterval(accuracy)} of the pairs have a margin above zero: there the models agree with the label.${band}`;
}
