import { axisX, axisY, rect, ruleY, text } from '@observablehq/plot';

import type { DisplacementAxis, DisplacementFigures, MarginFigure } from '../core/overview/overviewFigures';
import { drawPicture } from './drawPicture';
import { marginNames } from './marginNames';
import { counted, countText, numberText, signedText } from './numberTexts';
import type { MarkCondition, Picture } from './picture';
import { magnitudeColor, pictureColors } from './pictureColors';
import type { PictureOptions } from './pictureOptions';

/** As axes and sentences name them. */
export const displacementNames: Readonly<Record<DisplacementAxis, string>> = {
  lengthNormalizedChes: 'length-normalised CHES',
  displacement: 'displacement Δ',
};

const steps = 6;

interface Cell {
  readonly x1: number;
  readonly x2: number;
  readonly y1: number;
  readonly y2: number;
  readonly count: number;
}

/** Margin against a displacement score as a grid: the darker (on dark ground: lighter) a cell, the more pairs, each step a factor. Empty cells are not drawn. */
export function displacementGrid(figures: DisplacementFigures, margin: MarginFigure, options: PictureOptions): Picture {
  const cells = filledCells(figures);
  const most = Math.max(1, ...cells.map(({ count }) => count));
  const name = displacementNames[figures.axis];
  return drawPicture(
    {
      title: `${marginNames[margin]} against ${name}`,
      description: description(figures),
      height: 280,
      axes: { marginLeft: 48, marginBottom: 36, marginTop: 30, x: { label: null }, y: { label: null } },
      marks: (register) => [
        rect(cells, { x1: 'x1', x2: 'x2', y1: 'y1', y2: 'y2', inset: 0.25, fill: { value: ({ count }: Cell) => magnitudeColor(stepOf(count, most)), scale: null }, className: 'marks', render: register((index) => markOf(cells[index], figures.axis, margin)) }),
        ruleY([0], { stroke: pictureColors.ink, strokeDasharray: '4,3' }),
        text([legendText(most)], { frameAnchor: 'top-right', dy: -22, text: (words: string) => words, fill: pictureColors.muted }),
        axisX({ label: name, tickSize: 4, labelArrow: 'none', labelAnchor: 'center' }),
        axisY({ label: marginNames[margin].toLowerCase(), tickSize: 4, labelArrow: 'none' }),
      ],
    },
    options,
  );
}

function filledCells({ xEdges, yEdges, counts }: DisplacementFigures): readonly Cell[] {
  const columns = xEdges.length - 1;
  return counts.flatMap((count, index): Cell[] => {
    const [x, y] = [index % columns, Math.floor(index / columns)];
    if (count === 0) return [];
    return [{ x1: xEdges[x] ?? 0, x2: xEdges[x + 1] ?? 0, y1: yEdges[y] ?? 0, y2: yEdges[y + 1] ?? 0, count }];
  });
}

/** 1 for a single pair up to 6 for the fullest cell, in equal factors: densities differ by orders of magnitude. */
function stepOf(count: number, most: number): number {
  return most === 1 ? steps : 1 + Math.min(steps - 1, Math.floor((Math.log(count) / Math.log(most)) * (steps - 1) + 1e-9));
}

function legendText(most: number): string {
  return most === 1 ? 'one pair a cell' : `from 1 (palest) to ${countText(most)} pairs a cell`;
}

function markOf(cell: Cell | undefined, column: DisplacementAxis, margin: MarginFigure): { conditions: readonly MarkCondition[]; count: number; text: string } {
  if (cell === undefined) throw new RangeError('A drawn cell has no datum.');
  const { x1, x2, y1, y2, count } = cell;
  return {
    conditions: [
      { kind: 'range', column, from: x1, below: x2 },
      { kind: 'range', column: margin, from: y1, below: y2 },
    ],
    count,
    text: `Margin ${numberText(y1)} to ${numberText(y2)}, ${displacementNames[column]} ${numberText(x1)} to ${numberText(x2)}: ${counted(count, 'pair', 'pairs')}`,
  };
}

function description({ axis, spearman, outside }: DisplacementFigures): string {
  const risk = axis === 'displacement' ? 'Pairs far to the left' : 'Pairs far to the right';
  const rank = spearman === null ? '' : ` The ranks of the two correlate by ${signedText(spearman.estimate)} (95 % interval ${signedText(spearman.low)} to ${signedText(spearman.high)}).`;
  return `${risk} risk that training lowers their own chosen response.${rank}${outside === 0 ? '' : ` ${counted(outside, 'pair lies', 'pairs lie')} beyond the edges.`}`;
}
