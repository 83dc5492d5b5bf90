import type { Steps } from '../noise/steps';

const placesAtOnce = 1 << 14;

/** Rising places below `length` that are wanted. */
export function* placesWhere(length: number, isWanted: (place: number) => boolean): Steps<Uint32Array<ArrayBuffer>> {
  const places = new Uint32Array(length);
  let count = 0;
  for (let place = 0; place < length; place++) {
    if (place % placesAtOnce === 0) yield;
    if (isWanted(place)) places[count++] = place;
  }
  return places.subarray(0, count);
}
