import { gaussLegendre } from '../statistics/gaussLegendre';

/** Shape of a kernel: how much lies in its lowest order, and how fast the higher orders fall. */
export interface KernelShape {
  readonly lowestOrder: number;
  /** Towards 0 only the lowest two orders are left; at 5 all orders matter. */
  readonly steepness: number;
}

/** Which of the two players of an interaction are present in the other coalition of the kernel. */
export type PairPresence = 0 | 1 | 2;

/**
 * Covariance of a random game between two coalitions. It depends on their agreement a only: the number of players that are
 * present in both or absent from both, less the number of the others, −n … n.
 */
export type Covariance = (agreement: number) => number;

/** The quadrature is exact for up to 64 players, and far below rounding beyond: the integrand is smooth. */
const rule = gaussLegendre(32);

/**
 * A random odd game, k(a) = c·a/n + sinh(ℓa/n)/sinh ℓ. Shapley values are those of a game's odd part u(S) = (v(S) − v(N∖S))/2,
 * so nothing else needs to be modelled. The Shapley value of S ↦ k(agreement of S with Z) is known in closed form: the
 * multilinear extension of an exponential is a product, integrated over the probability of being present (Owen 1972).
 */
export class OddKernel {
  readonly covariance: Covariance;
  /** [coalition size] of a player that is present in Z. */
  private readonly present: Float64Array;
  /** [coalition size] of a player that is absent from Z. */
  private readonly absent: Float64Array;
  /** Variance of every player's Shapley value before anything is known. */
  readonly priorVariance: number;

  constructor(
    readonly players: number,
    { lowestOrder, steepness }: KernelShape,
  ) {
    const rate = steepness / players;
    this.covariance = (agreement) => (lowestOrder * agreement) / players + Math.sinh(rate * agreement) / Math.sinh(steepness);
    const effect = (presentOthers: number) =>
      (2 * lowestOrder) / players + ((2 * Math.sinh(rate)) / Math.sinh(steepness)) * meanProduct(presentOthers, players - 1 - presentOthers, rate);
    this.present = Float64Array.from({ length: players + 1 }, (_, size) => (size === 0 ? 0 : effect(size - 1)));
    this.absent = Float64Array.from({ length: players + 1 }, (_, size) => (size === players ? 0 : -effect(size)));
    let variance = 0;
    for (let size = 0; size < players; size++) variance += (this.shapley(size + 1, true) - this.shapley(size, false)) / players;
    this.priorVariance = variance;
  }

  /** Shapley value of a player in the game S ↦ k(agreement of S with Z), for Z of `size` players. */
  shapley(size: number, isPresent: boolean): number {
    return (isPresent ? this.present[size] : this.absent[size]) ?? 0;
  }
}

/** A random even game, k(a) = 1 + c·(a/n)² + cosh(ℓa/n)/cosh ℓ: pairwise interactions are those of the even part (v(S) + v(N∖S))/2. */
export class EvenKernel {
  readonly covariance: Covariance;
  /** [coalition size of Z] by how many of the two players are present in Z. */
  private readonly effects: readonly Float64Array[];
  /** Variance of every pair's interaction before anything is known. */
  readonly priorVariance: number;

  constructor(
    readonly players: number,
    { lowestOrder, steepness }: KernelShape,
  ) {
    const rate = steepness / players;
    this.covariance = (agreement) => 1 + lowestOrder * (agreement / players) ** 2 + Math.cosh(rate * agreement) / Math.cosh(steepness);
    const effect = (presentOthers: number) =>
      (8 * lowestOrder) / players ** 2 + ((4 * Math.sinh(rate) ** 2) / Math.cosh(steepness)) * meanProduct(presentOthers, players - 2 - presentOthers, rate);
    this.effects = ([0, 1, 2] as const).map((both) =>
      Float64Array.from({ length: players + 1 }, (_, size) => {
        const others = size - both;
        return others < 0 || others > players - 2 ? 0 : (both === 1 ? -1 : 1) * effect(others);
      }),
    );
    let variance = 0;
    for (let size = 0; size < players - 1; size++) {
      variance += (this.interaction(size + 2, 2) - 2 * this.interaction(size + 1, 1) + this.interaction(size, 0)) / (players - 1);
    }
    this.priorVariance = variance;
  }

  /** Shapley interaction of two players in the game S ↦ k(agreement of S with Z), for Z of `size` players. */
  interaction(size: number, presence: PairPresence): number {
    return this.effects[presence]?.[size] ?? 0;
  }
}

/** ∫₀¹ (t·eʳ + (1−t)·e⁻ʳ)^present · (t·e⁻ʳ + (1−t)·eʳ)^absent dt */
function meanProduct(present: number, absent: number, rate: number): number {
  const [up, down] = [Math.exp(rate), Math.exp(-rate)];
  let mean = 0;
  for (const [index, node] of rule.nodes.entries()) {
    const product = (node * up + (1 - node) * down) ** present * (node * down + (1 - node) * up) ** absent;
    mean += (rule.weights[index] ?? 0) * product;
  }
  return mean;
}
