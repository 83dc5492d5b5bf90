import type { RandomSource } from '../statistics/randomSource';
import { studentQuantile } from '../statistics/studentQuantile';
import { emptyCoalition, type Coalition } from './coalition';
import type { CoalitionValues } from './coalitionValues';
import { allOrders, orderCount, randomOrder, type PlayerTree } from './playerTree';
import { normalQuantile, type ShapleyEstimate } from './shapleyEstimate';
import type { ShapleyEstimator } from './shapleyEstimator';

/** Up to this many orders all are visited, and the values are exact. */
const mostOrders = 720;
/** The spread of fewer orders says too little about the error: their intervals were seen to miss one value in seven. */
const leastOrders = 4;

/**
 * Players enter one after another in random orders, each order also backwards (antithetic). With a flat tree these are the
 * permutations whose mean marginal contribution is the Shapley value; with groups, only orders that keep a group together
 * count, and the mean is the Owen value (Winter value for nested groups). Standard errors are those of the mean over orders.
 */
export class OrderSampling implements ShapleyEstimator {
  private readonly orders: (readonly number[])[] = [];
  /** All orders where there are few, in random order: a part of them is a sample too. */
  private readonly rest: Iterator<readonly number[]> | null;

  constructor(
    readonly method: 'permutation' | 'owen',
    private readonly tree: PlayerTree,
    readonly players: number,
    private readonly random: RandomSource,
  ) {
    this.rest = orderCount(tree) <= mostOrders ? shuffled([...allOrders(tree)], random) : null;
  }

  next(count: number): readonly Coalition[] {
    const coalitions: Coalition[] = [];
    while (coalitions.length < count) {
      const order = this.nextOrder();
      if (!order) break;
      this.orders.push(order);
      coalitions.push(...this.passes(order).flatMap((pass) => this.prefixes(pass)));
    }
    return coalitions;
  }

  estimate(values: CoalitionValues): ShapleyEstimate | null {
    const samples = this.orders.flatMap((order) => this.contributions(order, values) ?? []);
    const exact = this.rest !== null && samples.length === orderCount(this.tree);
    if (samples.length < leastOrders && !exact) return null;
    const targets = Array.from({ length: values.targets }, (_, target) => samples.map((sample) => sample[target] ?? new Float64Array()));
    return {
      values: targets.map((rows) => meanOf(rows, this.players)),
      standardErrors: targets.map((rows) => (exact ? new Float64Array(this.players) : errorOf(rows, this.players, this.unseenShare(rows.length)))),
      quantile: exact ? normalQuantile : studentQuantile(samples.length - 1),
      exact,
    };
  }

  /** Of the orders that there are; what was drawn without replacement errs less the more of them it holds. */
  private unseenShare(drawn: number): number {
    return this.rest ? 1 - drawn / orderCount(this.tree) : 1;
  }

  private nextOrder(): readonly number[] | null {
    if (!this.rest) return randomOrder(this.tree, (count) => this.random.order(count));
    const next = this.rest.next();
    return next.done === true ? null : next.value;
  }

  /** Where all orders are visited, each comes backwards by itself. */
  private passes(order: readonly number[]): readonly (readonly number[])[] {
    return this.rest ? [order] : [order, [...order].reverse()];
  }

  /** The coalitions between ∅ and N on the way. */
  private prefixes(order: readonly number[]): Coalition[] {
    const coalition = emptyCoalition(this.players);
    return order.slice(0, -1).map((player) => {
      coalition[player] = 1;
      return coalition.slice();
    });
  }

  /** [target][player] mean marginal contributions over the passes of an order; null unless all its coalitions are known. */
  private contributions(order: readonly number[], values: CoalitionValues): readonly (readonly Float64Array[])[] | null {
    const passes = this.passes(order);
    const sums = Array.from({ length: values.targets }, () => new Float64Array(this.players));
    for (const pass of passes) {
      const coalition = emptyCoalition(this.players);
      let before = values.get(coalition);
      for (const player of pass) {
        coalition[player] = 1;
        const after = values.get(coalition);
        if (!before || !after) return null;
        for (const [target, sum] of sums.entries()) sum[player] = (sum[player] ?? 0) + ((after[target] ?? 0) - (before[target] ?? 0)) / passes.length;
        before = after;
      }
    }
    return [sums];
  }
}

function meanOf(rows: readonly Float64Array[], players: number): Float64Array {
  return Float64Array.from({ length: players }, (_, player) => rows.reduce((sum, row) => sum + (row[player] ?? 0), 0) / rows.length);
}

function errorOf(rows: readonly Float64Array[], players: number, unseen: number): Float64Array {
  const mean = meanOf(rows, players);
  return Float64Array.from({ length: players }, (_, player) => {
    const squares = rows.reduce((sum, row) => sum + ((row[player] ?? 0) - (mean[player] ?? 0)) ** 2, 0);
    return Math.sqrt((unseen * squares) / (rows.length - 1) / rows.length);
  });
}

function shuffled<Entry>(entries: readonly Entry[], random: RandomSource): Iterator<Entry> {
  return random.order(entries.length).flatMap((index) => entries.slice(index, index + 1)).values();
}
