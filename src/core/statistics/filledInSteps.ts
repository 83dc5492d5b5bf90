import type { Steps } from '../noise/steps';

const valuesAtOnce = 1 << 14;

type NumberColumn = Float64Array | Float32Array | Uint32Array | Uint16Array | Uint8Array;

/** The column, filled place by place: `from` of a typed array would hold the thread until all of it is there. */
export function* filledInSteps<Column extends NumberColumn>(column: Column, valueAt: (place: number) => number): Steps<Column> {
  for (let place = 0; place < column.length; place++) {
    if (place % valuesAtOnce === 0) yield;
    column[place] = valueAt(place);
  }
  return column;
}
