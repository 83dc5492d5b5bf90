/** Axes that are kept: enough for a linear probe on any file, and a kilobyte a pair. */
export const pooledAxes = 256;

/**
 * Reduces vectors of more than `pooledAxes` axes by random signs: y_j = Σ_i ±x_i / √256, whose inner products are those of x up to
 * noise (Achlioptas, "Database-friendly random projections", 2003). The signs follow from the axes alone, so every process and every
 * version comes to the same bits.
 */
export class StateProjection {
  /** Row-major [pooledAxes, size]; null where the vectors are short enough as they are. */
  private readonly signs: Int8Array | null;

  constructor(readonly size: number) {
    this.signs = size <= pooledAxes ? null : Int8Array.from({ length: pooledAxes * size }, (_, index) => 1 - 2 * (scrambled(index) & 1));
  }

  apply(vector: Float64Array): Float32Array {
    const { signs, size } = this;
    if (signs === null) return Float32Array.from(vector);
    const scale = 1 / Math.sqrt(pooledAxes);
    return Float32Array.from({ length: pooledAxes }, (_, row) => {
      let sum = 0;
      for (let axis = 0; axis < size; axis++) sum += (signs[row * size + axis] ?? 0) * (vector[axis] ?? 0);
      return sum * scale;
    });
  }
}

const seed = 0x9e3779b9;

/** The finaliser of MurmurHash3 over index and seed: each bit of the result is as good as a coin. */
function scrambled(index: number): number {
  let value = Math.imul(index + 1, seed);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 8;
}
