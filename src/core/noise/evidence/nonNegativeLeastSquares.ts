import type { Steps } from '../steps';

const rowsAtOnce = 16_384;

/**
 * The two coefficients ≥ 0 that bring columns nearest to values in the least-squares sense. Values that are NaN are left out.
 *
 * @param columns row-major [rows, 2]
 */
export function* nonNegativeLeastSquares(columns: Float64Array, values: Float64Array): Steps<readonly [number, number]> {
  let [aa, ab, bb, ay, by] = [0, 0, 0, 0, 0];
  for (let row = 0; row < values.length; row++) {
    if (row % rowsAtOnce === 0) yield;
    const [a, b, y] = [columns[2 * row] ?? 0, columns[2 * row + 1] ?? 0, values[row] ?? NaN];
    if (Number.isNaN(y)) continue;
    aa += a * a;
    ab += a * b;
    bb += b * b;
    ay += a * y;
    by += b * y;
  }
  const determinant = aa * bb - ab * ab;
  const alone: readonly [number, number][] = [
    [aa > 0 ? Math.max(0, ay / aa) : 0, 0],
    [0, bb > 0 ? Math.max(0, by / bb) : 0],
  ];
  const both: [number, number] = determinant > 1e-12 * aa * bb ? [(bb * ay - ab * by) / determinant, (aa * by - ab * ay) / determinant] : [-1, -1];
  if (both[0] >= 0 && both[1] >= 0) return both;
  const gain = ([first, second]: readonly [number, number]) => 2 * (first * ay + second * by) - (first * first * aa + 2 * first * second * ab + second * second * bb);
  const [one, other] = alone;
  return one && other ? (gain(one) >= gain(other) ? one : other) : [0, 0];
}
