import * as vscode from 'vscode';

import { heatBucket, heatBucketCount } from '../figures/heatScale';
import type { InlineFigure } from '../figures/inlineFigure';
import type { RowSelection } from '../overview/rowSelections';
import { shownValue, type ResultSet } from '../session/resultSet';
import { worstRows } from '../session/worstRows';

/** Up to here every row has its bar; beyond, only those around the visible part. */
const wholeFileRows = 10_000;
const windowLines = 1_500;
const rulerRows = 1_000;

/** Ranges for each step of the scale, worst first. */
export interface Heat {
  readonly bars: readonly vscode.Range[][];
  readonly ruler: readonly vscode.Range[][];
}

export const noHeat: Heat = { bars: Array.from({ length: heatBucketCount }, () => []), ruler: [[], []] };

/** Sorts rows by step of the scale, those of the selection where there is one; neighbours of one step become one range. */
export function heatOf(results: ResultSet, figure: InlineFigure, visible: readonly vscode.Range[], selection?: RowSelection): Heat {
  const scale = results.scale(figure);
  const bars = Array.from({ length: heatBucketCount }, () => new LineRanges());
  const ruler = [new LineRanges(), new LineRanges()];
  const bucketOf = (row: number): number | undefined => {
    const value = selection?.has(row) === false ? null : shownValue(results.at(row), figure);
    return value === null ? undefined : heatBucket(scale, value);
  };
  const isLarge = results.index.rowCount > wholeFileRows;
  for (const row of isLarge ? rowsAround(results, visible) : allRows(results)) {
    const line = results.documentLineOf(row);
    const bucket = bucketOf(row);
    if (line === undefined || bucket === undefined) continue;
    bars[bucket]?.add(line);
    if (!isLarge) ruler[bucket]?.add(line);
  }
  for (const row of isLarge ? worstRows(results, figure, rulerRows) : []) ruler[bucketOf(row) ?? -1]?.add(results.documentLineOf(row));
  return { bars: bars.map((lines) => lines.ranges), ruler: ruler.map((lines) => lines.ranges) };
}

function* allRows(results: ResultSet): Generator<number> {
  for (let row = 0; row < results.index.rowCount; row++) yield row;
}

function* rowsAround(results: ResultSet, visible: readonly vscode.Range[]): Generator<number> {
  const first = visible[0]?.start.line ?? 0;
  const last = visible[visible.length - 1]?.end.line ?? 0;
  const end = Math.min(results.index.rowCount, results.index.firstRowFrom(last + windowLines));
  for (let row = results.index.firstRowFrom(first - windowLines); row < end; row++) yield row;
}

class LineRanges {
  readonly ranges: vscode.Range[] = [];
  private last = -2;

  add(line: number | undefined): void {
    if (line === undefined) return;
    const open = this.ranges[this.ranges.length - 1];
    if (open && line === this.last + 1) this.ranges[this.ranges.length - 1] = new vscode.Range(open.start.line, 0, line, 0);
    else this.ranges.push(new vscode.Range(line, 0, line, 0));
    this.last = line;
  }
}
