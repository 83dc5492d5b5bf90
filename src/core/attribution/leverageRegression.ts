import { CholeskyDecomposition, Matrix } from 'ml-matrix';

import type { Coalition } from './coalition';
import type { CoalitionValues } from './coalitionValues';
import { knownPairs, type KnownPair } from './knownPairs';
import type { PairedDesign } from './pairedDesign';
import { normalQuantile, type ShapleyEstimate } from './shapleyEstimate';
import type { ShapleyEstimator } from './shapleyEstimator';

const leastPairsPerPlayer = 1.25;

/**
 * Leverage SHAP (Musco and Witter, arXiv 2410.01917): the Shapley kernel regression on paired coalitions drawn without
 * replacement, with Σφ = v(N) − v(∅) held exactly. Standard errors are those of a stratified sample, linearised, with the
 * finite-population correction: sizes that were enumerated add none.
 */
export class LeverageRegression implements ShapleyEstimator {
  readonly method = 'leverage';

  constructor(
    readonly players: number,
    private readonly design: PairedDesign,
  ) {}

  next(count: number): readonly Coalition[] {
    const coalitions: Coalition[] = [];
    while (coalitions.length < count) {
      const pair = this.design.nextPair();
      if (!pair) break;
      coalitions.push(...pair);
    }
    return coalitions;
  }

  estimate(values: CoalitionValues): ShapleyEstimate | null {
    const pairs = knownPairs(this.design, values);
    const { empty, full } = values;
    const exact = this.design.strata.every((stratum) => stratum.isExhausted && pairs.filter((pair) => pair.stratum === stratum).length === stratum.population);
    // With hardly more pairs than players the fit goes through all of them, and no residual is left to judge the errors by.
    if (!empty || !full || (!exact && pairs.length < leastPairsPerPlayer * this.players)) return null;
    const system = new ConstrainedLeastSquares(pairs, this.players);
    const totals = full.map((value, target) => value - (empty[target] ?? 0));
    const fits = Array.from(totals, (total, target) => system.fit(pairs.map((pair) => pair.odd[target] ?? 0), total));
    return { values: fits.map((fit) => fit.values), standardErrors: fits.map((fit) => fit.standardErrors), quantile: normalQuantile, exact };
  }
}

/** min Σ w_j·(u_j − z_jᵀφ)² subject to 1ᵀφ = total, with z = 1_S − ½ and w the kernel over the sampled share. */
class ConstrainedLeastSquares {
  private readonly rows: Matrix;
  private readonly weights: readonly number[];
  /** M = A⁻¹ − A⁻¹11ᵀA⁻¹/1ᵀA⁻¹1, whose rows sum to 0: no error leaves the constraint. */
  private readonly projection: Matrix;
  private readonly direction: Float64Array;
  private readonly leverages: readonly number[];

  constructor(
    private readonly pairs: readonly KnownPair[],
    private readonly players: number,
  ) {
    this.rows = new Matrix(pairs.map((pair) => Array.from(pair.coalition, (present) => present - 0.5)));
    this.weights = pairs.map((pair) => pair.stratum.kernelMass / pair.stratumCount);
    const inverse = this.inverseOfNormal();
    const sums = Float64Array.from({ length: players }, (_, row) => inverse.getRow(row).reduce((sum, value) => sum + value, 0));
    const total = sums.reduce((sum, value) => sum + value, 0);
    this.direction = sums.map((value) => value / total);
    this.projection = inverse.clone();
    for (let row = 0; row < players; row++) {
      for (let column = 0; column < players; column++) {
        this.projection.set(row, column, inverse.get(row, column) - ((sums[row] ?? 0) * (sums[column] ?? 0)) / total);
      }
    }
    this.leverages = this.leveragesOfRows();
  }

  fit(odd: readonly number[], total: number): { readonly values: Float64Array; readonly standardErrors: Float64Array } {
    const weighted = Matrix.columnVector(odd.map((value, row) => value * (this.weights[row] ?? 0)));
    const solved = this.projection.mmul(this.rows.transpose().mmul(weighted));
    const values = Float64Array.from({ length: this.players }, (_, player) => solved.get(player, 0) + total * (this.direction[player] ?? 0));
    return { values, standardErrors: this.standardErrors(odd, values) };
  }

  private inverseOfNormal(): Matrix {
    const weighted = this.rows.clone();
    for (const [row, weight] of this.weights.entries()) weighted.mulRow(row, weight);
    const normal = this.rows.transpose().mmul(weighted);
    // On the constraint 11ᵀ adds a constant to the objective, so it moves nothing, and makes the matrix definite.
    const lift = normal.trace() / this.players ** 2;
    normal.add(Matrix.ones(this.players, this.players).mul(lift));
    return new CholeskyDecomposition(normal).solve(Matrix.eye(this.players));
  }

  private leveragesOfRows(): readonly number[] {
    const projected = this.rows.mmul(this.projection);
    return this.weights.map((weight, row) => {
      let leverage = 0;
      for (let player = 0; player < this.players; player++) leverage += projected.get(row, player) * this.rows.get(row, player);
      return Math.min(weight * leverage, 1 - 1e-6);
    });
  }

  /** Each pair's pull on φ is M·z_j·w_j·r_j; residuals are raised to what they would be had the pair been left out. */
  private standardErrors(odd: readonly number[], values: Float64Array): Float64Array {
    const variances = new Float64Array(this.players);
    const projected = this.rows.mmul(this.projection);
    const scales = odd.map((value, row) => {
      let fitted = 0;
      for (let player = 0; player < this.players; player++) fitted += this.rows.get(row, player) * (values[player] ?? 0);
      return ((this.weights[row] ?? 0) * (value - fitted)) / (1 - (this.leverages[row] ?? 0));
    });
    for (const [row, pair] of this.pairs.entries()) {
      const unseen = 1 - pair.stratumCount / pair.stratum.population;
      for (let player = 0; player < this.players; player++) {
        variances[player] = (variances[player] ?? 0) + unseen * ((scales[row] ?? 0) * projected.get(row, player)) ** 2;
      }
    }
    return variances.map(Math.sqrt);
  }
}
