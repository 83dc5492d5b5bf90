import type { Steps } from '../noise/steps';
import { filledInSteps } from '../statistics/filledInSteps';
import { placesWhere } from '../statistics/placesWhere';
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
  readonly secondLine: Uint32Array;
}

/** Sets the margins of matched pairs side by side. */
export function* comparedColumns(first: ScoreSet, second: ScoreSet, match: PairMatch, figure: ComparedFigure): Steps<ComparedColumns> {
  const [a, b] = [first[figure], second[figure]];
  const kept = yield* placesWhere(match.first.length, (at) => !Number.isNaN(a[match.first[at] ?? 0]) && !Number.isNaN(b[match.second[at] ?? 0]));
  const { length } = kept;
  const inFirst = yield* filledInSteps(new Uint32Array(length), (place) => match.first[kept[place] ?? 0] ?? 0);
  const inSecond = yield* filledInSteps(new Uint32Array(length), (place) => match.second[kept[place] ?? 0] ?? 0);
  const swapped = yield* filledInSteps(new Uint8Array(length), (place) => match.swapped[kept[place] ?? 0] ?? 0);
  const marginOfSecond = (place: number) => b[inSecond[place] ?? 0] ?? NaN;
  return {
    length,
    first: yield* filledInSteps(new Float64Array(length), (place) => a[inFirst[place] ?? 0] ?? NaN),
    // 0 − x rather than −x: a margin of 0 stays 0.
    second: yield* filledInSteps(new Float64Array(length), (place) => (swapped[place] === 1 ? 0 - marginOfSecond(place) : marginOfSecond(place))),
    swapped,
    row: yield* filledInSteps(new Uint32Array(length), (place) => first.row[inFirst[place] ?? 0] ?? 0),
    pair: yield* filledInSteps(new Uint16Array(length), (place) => first.pair[inFirst[place] ?? 0] ?? 0),
    line: yield* filledInSteps(new Uint32Array(length), (place) => first.line[inFirst[place] ?? 0] ?? 0),
    secondRow: yield* filledInSteps(new Uint32Array(length), (place) => second.row[inSecond[place] ?? 0] ?? 0),
    secondLine: yield* filledInSteps(new Uint32Array(length), (place) => second.line[inSecond[place] ?? 0] ?? 0),
  };
}
