import type { PairMatch } from './matchPairs';
import type { ComparedFigure, ScoreSet } from './scoreSet';

/** Matched pairs whose margin both sets know, as columns in the order of the second file. */
export interface ComparedColumns {
  readonly length: number;
  /** Margins in nats, both in the sense of the first file's labels: above 0 the models prefer what it calls chosen. */
  readonly first: Float64Array;
  readonly second: Float64Array;
  /** 1 where the second file has the labels the other way round; its own margin is then −second. */
  readonly swapped: Uint8Array;
  /** Where the pair stands in the first file. */
  readonly row: Uint32Array;
  readonly pair: Uint16Array;
  readonly line: Uint32Array;
  /** Where it stands in the second. */
  readonly secondRow: Uint32Array;
}

/** Sets the margins of matched pairs side by side. */
export function comparedColumns(first: ScoreSet, second: ScoreSet, match: PairMatch, figure: ComparedFigure): ComparedColumns {
  const [a, b] = [first[figure], second[figure]];
  const kept = Uint32Array.from(match.first.keys()).filter((at) => !Number.isNaN(a[match.first[at] ?? 0]) && !Number.isNaN(b[match.second[at] ?? 0]));
  const inFirst = kept.map((at) => match.first[at] ?? 0);
  const inSecond = kept.map((at) => match.second[at] ?? 0);
  const swapped = Uint8Array.from(kept, (at) => match.swapped[at] ?? 0);
  return {
    length: kept.length,
    first: Float64Array.from(inFirst, (at) => a[at] ?? NaN),
    // 0 − x rather than −x: a margin of 0 stays 0.
    second: Float64Array.from(inSecond, (at, place) => (swapped[place] === 1 ? 0 - (b[at] ?? NaN) : (b[at] ?? NaN))),
    swapped,
    row: inFirst.map((at) => first.row[at] ?? 0),
    pair: Uint16Array.from(inFirst, (at) => first.pair[at] ?? 0),
    line: inFirst.map((at) => first.line[at] ?? 0),
    secondRow: inSecond.map((at) => second.row[at] ?? 0),
  };
}
