import type { Box, PointIndex } from './pointIndex';

/** The place of the point nearest to (x, y) within `reachX` and `reachY`, distances measured in shares of these; null where there is none. */
export function nearestPoint(index: PointIndex, at: { readonly x: number; readonly y: number }, reachX: number, reachY: number, isHidden: readonly boolean[]): number | null {
  let nearest: number | null = null;
  let least = 1;
  index.eachRun({ x0: at.x - reachX, x1: at.x + reachX, y0: at.y - reachY, y1: at.y + reachY }, (from, to) => {
    for (let place = from; place < to; place += 1) {
      const right = ((index.x[place] ?? 0) - at.x) / reachX;
      const up = ((index.y[place] ?? 0) - at.y) / reachY;
      const distance = right * right + up * up;
      if (distance > least || isHidden[index.category[place] ?? 0] === true) continue;
      if (distance === least && nearest !== null && (index.order[place] ?? 0) > (index.order[nearest] ?? 0)) continue;
      least = distance;
      nearest = place;
    }
  });
  return nearest;
}

/** Indices (increasing) of the shown points inside a box. */
export function pointsInside(index: PointIndex, box: Box, isHidden: readonly boolean[]): Uint32Array {
  const found = new Uint32Array(index.countNear(box));
  let count = 0;
  index.eachRun(box, (from, to) => {
    for (let place = from; place < to; place += 1) {
      const x = index.x[place] ?? 0;
      const y = index.y[place] ?? 0;
      if (x < box.x0 || x > box.x1 || y < box.y0 || y > box.y1 || isHidden[index.category[place] ?? 0] === true) continue;
      found[count] = index.order[place] ?? 0;
      count += 1;
    }
  });
  return found.slice(0, count).sort();
}

/** Places of the points in view that are nearest to its middle, the nearest first, at most `most`. */
export function nearestToMiddle(index: PointIndex, view: Box, isHidden: readonly boolean[], most: number): readonly number[] {
  const width = view.x1 - view.x0;
  const height = view.y1 - view.y0;
  const distance = (place: number): number => Math.hypot((index.x[place] ?? 0) / width - (view.x0 + view.x1) / 2 / width, (index.y[place] ?? 0) / height - (view.y0 + view.y1) / 2 / height);
  for (let share = 0.02; ; share *= 2) {
    const box = middleOf(view, Math.min(1, share));
    const indices = index.countNear(box) < most && share < 1 ? [] : placesInside(index, box, isHidden);
    if (indices.length < most && share < 1) continue;
    return indices.sort((left, right) => distance(left) - distance(right) || left - right).slice(0, most);
  }
}

function middleOf(view: Box, share: number): Box {
  const right = ((view.x1 - view.x0) * (1 - share)) / 2;
  const up = ((view.y1 - view.y0) * (1 - share)) / 2;
  return { x0: view.x0 + right, x1: view.x1 - right, y0: view.y0 + up, y1: view.y1 - up };
}

function placesInside(index: PointIndex, box: Box, isHidden: readonly boolean[]): number[] {
  const places: number[] = [];
  index.eachRun(box, (from, to) => {
    for (let place = from; place < to; place += 1) {
      const x = index.x[place] ?? 0;
      const y = index.y[place] ?? 0;
      if (x >= box.x0 && x <= box.x1 && y >= box.y0 && y <= box.y1 && isHidden[index.category[place] ?? 0] !== true) places.push(place);
    }
  });
  return places;
}
