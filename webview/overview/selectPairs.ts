import { verdictNames } from '../../src/core/noise/lintReport';
import type { MarginFigure } from '../../src/core/overview/overviewFigures';
import type { Steps } from '../../src/core/noise/steps';
import { placesWhere } from '../../src/core/statistics/placesWhere';
import { sortedOrder } from '../../src/core/statistics/sortedOrder';
import type { ToOverview } from '../../src/shared/overviewProtocol';
import type { Condition } from './overviewState';

/** Columns, labels and findings of all pairs. */
export type OverviewData = Pick<Extract<ToOverview, { type: 'pairs' }>, 'generation' | 'pairs' | 'labels' | 'findings'>;

/** Places of the pairs for which all conditions hold, the worst margin of this kind first; pairs without a margin come last, in file order. */
export function selectPairs(data: OverviewData, conditions: readonly Condition[], figure: MarginFigure): Uint32Array {
  const kept = new Uint8Array(data.pairs.length).fill(1);
  for (const condition of conditions) keep(kept, data, condition);
  return worstFirst(kept, data.pairs[figure]);
}

/** Rows of pairs, each once, in file order. */
export function rowsOf({ pairs }: OverviewData, places: Uint32Array): Uint32Array<ArrayBuffer> {
  const rows = Uint32Array.from(places, (place) => pairs.row[place] ?? 0).sort();
  return rows.filter((row, at) => at === 0 || row !== rows[at - 1]);
}

function keep(kept: Uint8Array, data: OverviewData, condition: Condition): void {
  if (condition.kind === 'range') return keepRange(kept, data, condition);
  if (condition.kind === 'code') return keepPlaces(kept, data.findings.find(({ code }) => code === condition.code)?.places ?? new Uint32Array(0));
  const [codes, wanted] = condition.kind === 'verdict' ? [data.pairs.verdict, verdictNames.indexOf(condition.verdict)] : labelCodes(data, condition);
  for (let place = 0; place < kept.length; place += 1) if (codes[place] !== wanted) kept[place] = 0;
}

function labelCodes({ labels }: OverviewData, { label, value }: Extract<Condition, { kind: 'label' }>): [Uint8Array, number] {
  const column = labels.find((one) => one.label === label);
  const code = (column?.values.indexOf(value) ?? -1) + 1;
  // A value that is gone with a change of the file is had by no pair.
  return column === undefined || code === 0 ? [new Uint8Array(0), 1] : [column.codes, code];
}

function keepRange(kept: Uint8Array, { pairs }: OverviewData, { column, from, below }: Extract<Condition, { kind: 'range' }>): void {
  const values = pairs[column];
  const [low, high] = [from ?? -Infinity, below ?? Infinity];
  for (let place = 0; place < kept.length; place += 1) {
    const value = values[place] ?? Number.NaN;
    if (!(value >= low && (value < high || high === Infinity))) kept[place] = 0;
  }
}

function keepPlaces(kept: Uint8Array, places: Uint32Array): void {
  const wanted = new Uint8Array(kept.length);
  for (const place of places) wanted[place] = 1;
  for (let place = 0; place < kept.length; place += 1) kept[place] = (kept[place] ?? 0) & (wanted[place] ?? 0);
}

function worstFirst(kept: Uint8Array, margins: Float32Array): Uint32Array {
  const scored = atOnce(sortedOrder(margins.map((margin, place) => (kept[place] === 1 ? margin : Number.NaN))));
  const unscored = atOnce(placesWhere(kept.length, (place) => kept[place] === 1 && Number.isNaN(margins[place])));
  const places = new Uint32Array(scored.length + unscored.length);
  places.set(scored);
  places.set(unscored, scored.length);
  return places;
}

/** The page answers a gesture: nothing else wants its thread. */
function atOnce<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}
