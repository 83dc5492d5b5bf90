import type { CancellationSignal } from '../ports';
import { coalitionKey, emptyCoalition, fullCoalition, type Coalition } from './coalition';
import type { CoalitionValues, TargetValues } from './coalitionValues';
import type { ShapleyEstimate } from './shapleyEstimate';
import type { ShapleyEstimator } from './shapleyEstimator';

/** Plays the game: what a model says when only some units of the prompt are there. */
export interface CoalitionEvaluator {
  /** The values of each coalition, in the order given; fewer, without error, when the signal is aborted. */
  evaluate(coalitions: readonly Coalition[], signal?: CancellationSignal): Promise<readonly TargetValues[]>;
}

export interface AttributionProgress {
  /** Null while too little is known. */
  readonly estimate: ShapleyEstimate | null;
  readonly evaluations: number;
  /** Evaluations after which the run ends; by forecast where a precision is asked for. */
  readonly forecast: number;
  readonly done: boolean;
}

export interface AttributionRunOptions {
  /** Different coalitions to evaluate at most, ∅ and N included. */
  readonly budget: number;
  /** Target whose precision counts. */
  readonly target: number;
  /** Ends once the largest standard error is below this share of the spread of the values; 0 never ends early. */
  readonly precision: number;
  readonly signal?: CancellationSignal;
}

/** The first batches are small, so that something is seen at once; later ones keep a runtime busy. */
const firstBatch = 16;
const largestBatch = 128;
/** Orders are drawn without end, also when every coalition that they can lead to is known; one that is resumed meets many known ones. */
const mostBarrenBatches = 64;

/**
 * Evaluates coalitions and yields what is known after each batch, bars tightening. `values` may hold coalitions from an earlier run:
 * none is evaluated twice. Ends when the budget is spent, nothing is left to learn, the precision is reached, or the signal
 * is aborted; what is known stays in `values`.
 */
export async function* runAttribution(
  estimator: ShapleyEstimator,
  evaluator: CoalitionEvaluator,
  values: CoalitionValues,
  options: AttributionRunOptions,
): AsyncGenerator<AttributionProgress, void, void> {
  await evaluateNew([emptyCoalition(values.players), fullCoalition(values.players)], evaluator, values, options.signal);
  let batch = firstBatch;
  let barren = 0;
  for (let ended = false; !ended && !isAborted(options.signal); ) {
    const wanted = estimator.next(Math.min(batch, Math.max(options.budget - values.evaluations, 0)));
    ended = wanted.length === 0 || values.evaluations >= options.budget;
    const before = values.evaluations;
    if (!ended) await evaluateNew(wanted, evaluator, values, options.signal);
    barren = values.evaluations > before ? 0 : barren + 1;
    ended ||= barren >= mostBarrenBatches;
    const estimate = estimator.estimate(values);
    const error = estimate ? relativeStandardError(estimate, options.target) : null;
    ended ||= estimate?.exact === true || values.evaluations >= options.budget || (error !== null && error <= options.precision);
    yield { estimate, evaluations: values.evaluations, forecast: forecastOf(values.evaluations, error, options, ended), done: ended };
    batch = Math.min(2 * batch, largestBatch);
  }
}

/** The largest standard error as a share of the spread of the values, 0 among them; null where there is no spread. */
export function relativeStandardError(estimate: ShapleyEstimate, target: number): number | null {
  const values = estimate.values[target] ?? [];
  let [lowest, highest, error] = [0, 0, 0];
  for (const [player, value] of values.entries()) {
    [lowest, highest] = [Math.min(lowest, value), Math.max(highest, value)];
    error = Math.max(error, estimate.standardErrors[target]?.[player] ?? 0);
  }
  return highest > lowest ? error / (highest - lowest) : null;
}

async function evaluateNew(coalitions: readonly Coalition[], evaluator: CoalitionEvaluator, values: CoalitionValues, signal: CancellationSignal | undefined): Promise<void> {
  const unknown = new Map(coalitions.filter((coalition) => !values.has(coalition)).map((coalition) => [coalitionKey(coalition), coalition]));
  const asked = [...unknown.values()];
  const results = await evaluator.evaluate(asked, signal);
  for (const [index, result] of results.entries()) values.add(asked[index] ?? emptyCoalition(values.players), result);
}

/** Standard errors fall with the root of the evaluations (Covert and Lee 2021). */
function forecastOf(evaluations: number, error: number | null, { budget, precision }: AttributionRunOptions, ended: boolean): number {
  if (ended) return evaluations;
  if (error === null || precision <= 0) return budget;
  return Math.min(budget, Math.max(evaluations, Math.ceil(evaluations * (error / precision) ** 2)));
}

function isAborted(signal: CancellationSignal | undefined): boolean {
  return signal?.aborted === true;
}
