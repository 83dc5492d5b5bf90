import { axisX, rectY, ruleX, text } from '@observablehq/plot';

import type { MarginFigure, MarginFigures, SliceMargins } from '../core/overview/overviewFigures';
import { drawPicture } from './drawPicture';
import { marginAxis } from './marginNames';
import { countText, numberText, pairsText, percentInterval } from './numberTexts';
import type { MarkCondition, Picture } from './picture';
import { english, ticksOf, type PictureLanguage } from './pictureLanguage';
import { pictureColors } from './pictureColors';
import type { PictureOptions } from './pictureOptions';
import { shortened } from './shortened';

const mostSlices = 24;
/** For the heading (name, pairs, share, at the size of letters that every picture has) and for the bars below it, in pixels. Nothing of one is drawn in the other. */
const headingHeight = 50;
const barsHeight = 48;
const rowHeight = headingHeight + barsHeight;
const gap = 12;
const [marginTop, marginBottom] = [4, 36];

interface Panel {
  readonly slice: SliceMargins;
  readonly column: number;
  readonly row: number;
}

interface SliceBar extends Panel {
  readonly x1: number;
  readonly x2: number;
  readonly count: number;
  /** Of the pairs of the slice. */
  readonly share: number;
}

/** Margins slice by slice (source, model, annotator, language) on one scale of shares, so that small slices can be compared with large ones. A mark is a bar of one slice. */
export function sliceMultiples(slices: readonly SliceMargins[], { figure, histogram }: Pick<MarginFigures, 'figure' | 'histogram'>, options: PictureOptions): Picture {
  const { l10n = english } = options;
  const panels = panelsOf(slices.slice(0, mostSlices), options.width);
  const bars = panels.flatMap((panel) => barsOf(panel, histogram.edges));
  const [first, last] = [histogram.edges[0] ?? 0, histogram.edges[histogram.edges.length - 1] ?? 1];
  const tallest = Math.max(0.01, ...bars.map(({ share }) => share));
  const rows = Math.max(1, ...panels.map(({ row }) => row + 1));
  return drawPicture(
    {
      title: l10n.t('Margins by slice'),
      description: description(slices, panels.length, l10n),
      height: rows * (rowHeight + gap) - gap + marginTop + marginBottom,
      axes: { marginLeft: 8, marginRight: 8, marginTop, marginBottom, x: { label: null, domain: [first, last] }, y: { label: null, axis: null, domain: [0, (tallest * rowHeight) / barsHeight] }, fx: { axis: null, padding: 0.08 }, fy: { axis: null, paddingInner: gap / (rowHeight + gap), paddingOuter: 0, round: false } },
      marks: (register) => [
        rectY(bars, { fx: 'column', fy: 'row', x1: 'x1', x2: 'x2', y: 'share', fill: { value: hue, scale: null }, className: 'marks', render: register((index) => markOf(bars[index], figure, l10n)) }),
        ruleX(panels, { fx: 'column', fy: 'row', x: () => 0, y1: () => 0, y2: () => tallest, stroke: pictureColors.muted }),
        text(panels, { fx: 'column', fy: 'row', frameAnchor: 'top-left', dy: 2, text: ({ slice }: Panel) => heading(slice, l10n), fill: pictureColors.ink, lineHeight: 1.25 }),
        axisX({ label: marginAxis(figure, l10n), ...ticksOf(l10n), tickSize: 3, labelArrow: 'none', labelAnchor: 'center', ticks: 3 }),
      ],
    },
    options,
  );
}

function panelsOf(slices: readonly SliceMargins[], width: number): readonly Panel[] {
  const columns = Math.max(1, Math.min(slices.length, Math.floor(width / 170)));
  return slices.map((slice, index) => ({ slice, column: index % columns, row: Math.floor(index / columns) }));
}

function barsOf(panel: Panel, edges: readonly number[]): readonly SliceBar[] {
  const { counts, pairs } = panel.slice;
  return counts.flatMap((count, index) => (count === 0 ? [] : [{ ...panel, x1: edges[index] ?? 0, x2: edges[index + 1] ?? 0, count, share: count / Math.max(1, pairs) }]));
}

function hue({ x1, x2 }: SliceBar): string {
  return x2 <= 0 ? pictureColors.minus : x1 >= 0 ? pictureColors.plus : pictureColors.muted;
}

function heading({ label, value, pairs, accuracy }: SliceMargins, l10n: PictureLanguage): string {
  const agreement = accuracy === null ? '' : `\n${percentInterval(accuracy, l10n)}`;
  return `${shortened(`${label} ${value}`, 26)}\n${pairsText(pairs, l10n)}${agreement}`;
}

function markOf(bar: SliceBar | undefined, column: MarginFigure, l10n: PictureLanguage): { conditions: readonly MarkCondition[]; count: number; text: string } {
  if (bar === undefined) throw new RangeError('A drawn bar has no datum.');
  const { slice: { label, value }, x1, x2, count } = bar;
  return {
    conditions: [
      { kind: 'label', label, value },
      { kind: 'range', column, from: x1, below: x2 },
    ],
    count,
    text: l10n.t('{0}: {1} with margins {2} to {3}', shortened(`${label} ${value}`, 60), pairsText(count, l10n), numberText(x1, l10n), numberText(x2, l10n)),
  };
}

function description(slices: readonly SliceMargins[], shown: number, l10n: PictureLanguage): string {
  const left = slices.length > shown ? ` ${l10n.t('The first {0} of {1} slices are shown.', String(shown), String(slices.length))}` : '';
  const known = slices.flatMap((slice) => (slice.accuracy === null ? [] : [{ slice, accuracy: slice.accuracy }]));
  const [worst] = [...known].sort((first, second) => first.accuracy.estimate - second.accuracy.estimate);
  if (worst === undefined) return (slices.length === 1 ? l10n.t('Margins of 1 slice of the file.') : l10n.t('Margins of {0} slices of the file.', countText(slices.length, l10n))) + left;
  return l10n.t('The models agree least in {0}: {1} of its margins are above zero.', shortened(`${worst.slice.label} ${worst.slice.value}`, 60), percentInterval(worst.accuracy, l10n)) + left;
}
