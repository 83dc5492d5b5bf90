import type { RandomSource } from '../statistics/randomSource';
import { fullCoalition, type Coalition } from './coalition';
import { OddKernel, type KernelShape } from './coalitionKernel';
import { CoalitionPoints } from './coalitionPoints';
import type { CoalitionValues } from './coalitionValues';
import { coalitionTable, shapleyOfTable } from './exactShapley';
import { GaussianProcess, type Functionals } from './gaussianProcess';
import { kernelShapes } from './kernelShapes';
import { knownPairs, type KnownPair } from './knownPairs';
import { LeverageRegression } from './leverageRegression';
import { PairedDesign } from './pairedDesign';
import { normalQuantile, type ShapleyEstimate } from './shapleyEstimate';
import type { ShapleyEstimator } from './shapleyEstimator';

/** The shape of the kernel is learned from at most this many points: it takes one factorisation a candidate. */
const mostShapePoints = 160;
const leastShapePoints = 5;
const shapeBefore: KernelShape = { lowestOrder: 1, steepness: 1 };
/** Beyond this the factorisation costs more than it tells, and the regression over the same pairs takes its place. */
const mostPoints = 2048;
/** Targets may have different shapes; more than this are not kept at once. */
const mostProcesses = 3;

/**
 * A Gaussian process over the odd part of the game, fitted to the paired leverage design. Where a game is mostly additive
 * with some interactions, as values of prompts are, it needs about half the evaluations of the regression; it also answers with
 * fewer pairs than players. Standard errors are those of the process, its scale and shape taken from the values themselves.
 * What it says depends on the known pairs alone, not on what it was asked before.
 */
export class ProcessEstimator implements ShapleyEstimator {
  readonly method = 'process';
  private readonly design: PairedDesign;
  private readonly regression: LeverageRegression;
  private readonly processes = new Map<KernelShape, GaussianProcess>();
  /** N with ∅, then pairs in the order drawn. */
  private readonly points: CoalitionPoints;
  private shapes: ShapeChoice | undefined;

  constructor(
    readonly players: number,
    random: RandomSource,
  ) {
    this.design = new PairedDesign(players, random);
    this.regression = new LeverageRegression(players, this.design);
    this.points = new CoalitionPoints(players, [fullCoalition(players)]);
  }

  next(count: number): readonly Coalition[] {
    return this.regression.next(count);
  }

  estimate(values: CoalitionValues): ShapleyEstimate | null {
    const { empty, full } = values;
    const pairs = knownPairs(this.design, values);
    if (!empty || !full || pairs.length === 0) return null;
    const table = coalitionTable(values);
    if (table) return exactEstimate(Array.from(full, (_, target) => shapleyOfTable(this.players, (mask) => table[mask]?.[target] ?? 0)));
    if (pairs.length >= mostPoints) return this.regression.estimate(values);
    this.take(pairs);
    const odd = Array.from(full, (value, target) => oddValues(pairs, target, value - (empty[target] ?? 0)));
    // Targets that are asked for together share a shape, so that their values are linear in the targets.
    const process = this.processOf(this.shapesFor(pairs).likeliest(odd)).grow();
    const predictions = odd.map((values) => predict(process, values));
    return {
      values: predictions.map(({ values: row }) => row),
      standardErrors: predictions.map(({ deviations }) => deviations),
      quantile: normalQuantile,
      exact: false,
    };
  }

  /** Pairs are known in the order drawn, so that there are only ever more of them. */
  private take(pairs: readonly KnownPair[]): void {
    const known = this.points.count - 1;
    const grows = known <= pairs.length && (known === 0 || pairs[known - 1]?.coalition === this.points.coalition(known));
    if (!grows) throw new RangeError('A process estimator serves one growing set of values.');
    for (const { coalition } of pairs.slice(known)) this.points.add(coalition);
  }

  /** Judged anew each time there are about 1.4 times the pairs. */
  private shapesFor(pairs: readonly KnownPair[]): ShapeChoice {
    let judged = 4;
    while (Math.ceil(judged * Math.SQRT2) <= pairs.length) judged = Math.ceil(judged * Math.SQRT2);
    if (this.shapes?.pairs !== judged) this.shapes = new ShapeChoice(pairs.slice(0, judged), this.players);
    return this.shapes;
  }

  private processOf(shape: KernelShape): GaussianProcess {
    const process = this.processes.get(shape) ?? this.processFor(shape);
    this.processes.delete(shape);
    this.processes.set(shape, process);
    const [oldest] = this.processes.keys();
    if (this.processes.size > mostProcesses && oldest) this.processes.delete(oldest);
    return process;
  }

  private processFor(shape: KernelShape): GaussianProcess {
    const kernel = new OddKernel(this.players, shape);
    return new GaussianProcess(this.points, kernel.covariance, shapleyFunctionals(kernel));
  }
}

/** Which shape the values of targets speak for, judged on a sample of the pairs in which all sizes have their part. */
class ShapeChoice {
  readonly pairs: number;
  /** Points of the sample, by their place among all. */
  private readonly sample: readonly number[];
  private readonly candidates: readonly { readonly shape: KernelShape; readonly process: GaussianProcess }[];

  constructor(pairs: readonly KnownPair[], players: number) {
    this.pairs = pairs.length;
    const bySize = pairs.map((pair, index) => ({ point: index + 1, size: pair.stratum.size })).sort((a, b) => a.size - b.size || a.point - b.point);
    const used = Math.min(bySize.length, mostShapePoints - 1);
    const chosen = Array.from({ length: used }, (_, index) => bySize[Math.floor((index * bySize.length) / used)]?.point ?? 0);
    this.sample = [0, ...chosen];
    const points = new CoalitionPoints(players, this.sample.map((point) => pairs[point - 1]?.coalition ?? fullCoalition(players)));
    const shapes = this.sample.length < leastShapePoints ? [] : kernelShapes;
    this.candidates = shapes.map((shape) => ({ shape, process: new GaussianProcess(points, new OddKernel(players, shape).covariance, null).grow() }));
  }

  likeliest(targets: readonly Float64Array[]): KernelShape {
    const samples = targets.map((odd) => this.sample.map((point) => odd[point] ?? 0));
    let [best, shape] = [-Infinity, shapeBefore];
    for (const candidate of this.candidates) {
      const logLikelihood = samples.reduce((sum, values) => sum + candidate.process.fit(values).logLikelihood, 0);
      if (logLikelihood > best) [best, shape] = [logLikelihood, candidate.shape];
    }
    return shape;
  }
}

function predict(process: GaussianProcess, odd: Float64Array): { readonly values: Float64Array; readonly deviations: Float64Array } {
  const { means, deviations } = process.predict(process.fit(odd));
  return { values: withSum(means, 2 * (odd[0] ?? 0)), deviations };
}

function shapleyFunctionals(kernel: OddKernel): Functionals {
  return {
    count: kernel.players,
    priorVariance: kernel.priorVariance,
    effects: (coalition) => {
      const size = coalition.reduce((sum, present) => sum + present, 0);
      const [present, absent] = [kernel.shapley(size, true), kernel.shapley(size, false)];
      return Float64Array.from(coalition, (isPresent) => (isPresent === 1 ? present : absent));
    },
  };
}

function exactEstimate(values: readonly Float64Array[]): ShapleyEstimate {
  return { values, standardErrors: values.map((row) => new Float64Array(row.length)), quantile: normalQuantile, exact: true };
}

/** The odd part at the points: N with ∅, then the pairs. */
function oddValues(pairs: readonly KnownPair[], target: number, total: number): Float64Array {
  return Float64Array.from({ length: pairs.length + 1 }, (_, point) => (point === 0 ? total / 2 : (pairs[point - 1]?.odd[target] ?? 0)));
}

/** What rounding left of Σφ = v(N) − v(∅) is shared out evenly. */
function withSum(row: Float64Array, total: number): Float64Array {
  const missing = (total - row.reduce((sum, value) => sum + value, 0)) / row.length;
  return row.map((value) => value + missing);
}
