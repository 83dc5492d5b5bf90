/** Rows `start` (inclusive) to `end` (exclusive) of a matrix. */
export interface RowBlock {
  readonly start: number;
  readonly end: number;
}

/** Loss and slope at some coefficients. */
export interface LogisticPoint {
  readonly coefficients: Float64Array;
  /** Σ w·log(1 + e^−z) + ½·λ·‖β‖² */
  readonly loss: number;
  readonly gradient: Float64Array;
  /** w·σ(z)·σ(−z) of each row; by the row's index in the matrix. */
  readonly curvature: Float64Array;
}

/**
 * The sums over rows that a Bradley–Terry fit consists of. Every row is a difference chosen − rejected, so that all labels are "first" and an
 * intercept would mean nothing. Sums are float64, in the order of the rows.
 */
export class LogisticRows {
  constructor(
    /** Row-major [rows, features]. */
    readonly values: Float32Array,
    readonly features: number,
    readonly weights: Float32Array,
  ) {}

  get count(): number {
    return this.weights.length;
  }

  /** ⟨x, β⟩ of a row. */
  logit(row: number, coefficients: Float64Array): number {
    const { values, features } = this;
    const start = row * features;
    // Four sums, as one would make each addition wait for the one before it.
    let [first, second, third, fourth] = [0, 0, 0, 0];
    let column = 0;
    for (; column + 3 < features; column += 4) {
      first += (values[start + column] ?? 0) * (coefficients[column] ?? 0);
      second += (values[start + column + 1] ?? 0) * (coefficients[column + 1] ?? 0);
      third += (values[start + column + 2] ?? 0) * (coefficients[column + 2] ?? 0);
      fourth += (values[start + column + 3] ?? 0) * (coefficients[column + 3] ?? 0);
    }
    for (; column < features; column++) first += (values[start + column] ?? 0) * (coefficients[column] ?? 0);
    return first + second + (third + fourth);
  }

  pointAt(coefficients: Float64Array, blocks: readonly RowBlock[], penalty: number): LogisticPoint {
    const gradient = coefficients.map((value) => penalty * value);
    const curvature = new Float64Array(this.count);
    let loss = coefficients.reduce((sum, value) => sum + (penalty / 2) * value * value, 0);
    for (const { start, end } of blocks) {
      for (let row = start; row < end; row++) {
        const [weight, logit] = [this.weights[row] ?? 0, this.logit(row, coefficients)];
        const wrong = 1 / (1 + Math.exp(logit));
        loss += weight * softplus(-logit);
        curvature[row] = weight * wrong * (1 - wrong);
        this.addRow(gradient, row, -weight * wrong);
      }
    }
    return { coefficients, loss, gradient, curvature };
  }

  /** (Σ curvature·x·xᵀ + λ)·v */
  curvatureTimes(vector: Float64Array, blocks: readonly RowBlock[], { curvature }: LogisticPoint, penalty: number): Float64Array {
    const product = vector.map((value) => penalty * value);
    for (const { start, end } of blocks) {
      for (let row = start; row < end; row++) this.addRow(product, row, (curvature[row] ?? 0) * this.logit(row, vector));
    }
    return product;
  }

  /** Σ scale·x·xᵀ over the rows of a block, both triangles. `scale` is by row; the weights unless told. */
  gram({ start, end }: RowBlock, scale: ArrayLike<number> = this.weights): Float64Array {
    const { features } = this;
    const gram = new Float64Array(features * features);
    // Two rows at once: the sums are read and written half as often.
    for (let row = start; row < end; row += 2) this.addTwoRows(gram, row, scale[row] ?? 0, row + 1 < end ? (scale[row + 1] ?? 0) : 0);
    for (let row = 0; row < features; row++) {
      for (let column = row + 1; column < features; column++) gram[row * features + column] = gram[column * features + row] ?? 0;
    }
    return gram;
  }

  /** `sums` += factor·x */
  addRow(sums: Float64Array, row: number, factor: number): void {
    const { values, features } = this;
    const start = row * features;
    for (let column = 0; column < features; column++) sums[column] = (sums[column] ?? 0) + factor * (values[start + column] ?? 0);
  }

  private addTwoRows(gram: Float64Array, row: number, firstScale: number, secondScale: number): void {
    const { values, features } = this;
    const first = row * features;
    // The second row of an odd block is the first again, at no weight.
    const second = row + 1 < this.count ? first + features : first;
    for (let a = 0; a < features; a++) {
      const [ofFirst, ofSecond] = [firstScale * (values[first + a] ?? 0), secondScale * (values[second + a] ?? 0)];
      if (ofFirst === 0 && ofSecond === 0) continue;
      const place = a * features;
      for (let b = 0; b <= a; b++) gram[place + b] = (gram[place + b] ?? 0) + ofFirst * (values[first + b] ?? 0) + ofSecond * (values[second + b] ?? 0);
    }
  }
}

/** log(1 + e^x) without overflow. */
export function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}
