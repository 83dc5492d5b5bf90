import type { CancellationSignal } from '../ports';
import { emptyCoalition, fullCoalition, type Coalition } from './coalition';
import type { CoalitionQueue } from './coalitionQueue';
import type { CoalitionValues, TargetValues } from './coalitionValues';
import type { ShapleyEstimate } from './shapleyEstimate';

/** Plays the game: what a model says when only some units of the prompt are there. */
export interface CoalitionEvaluator {
  /** The values of each coalition, in the order given, as soon as they are known; fewer, without error, when the signal is aborted. */
  evaluate(coalitions: readonly Coalition[], signal?: CancellationSignal): AsyncIterable<TargetValues>;
}

/** What a run works on; kept by the caller, so that another run goes on where this one ended. */
export interface AttributionState {
  readonly queue: CoalitionQueue;
  readonly values: CoalitionValues;
  readonly evaluator: CoalitionEvaluator;
  /** What the known values say of the one target that is looked at; null while too little is known. */
  estimate(): ShapleyEstimate | null;
}

export interface AttributionProgress {
  /** Of the target that is looked at. */
  readonly estimate: ShapleyEstimate | null;
  readonly evaluations: number;
  /** Evaluations after which the run ends; by forecast where a precision is asked for. */
  readonly forecast: number;
  readonly done: boolean;
}

export interface AttributionRunOptions {
  /** Different coalitions to evaluate at most, ∅ and N included. */
  readonly budget: number;
  /** Ends once the largest standard error is below this share of the spread of the values; 0 never ends early. */
  readonly precision: number;
  readonly signal?: CancellationSignal;
}

/**
 * Evaluates coalitions and yields what is known at each checkpoint, bars tightening; none is evaluated twice. Checkpoints stand at fixed
 * numbers of evaluations and the stop rule looks there alone, so that a run that was stopped and resumed ends where an unbroken one
 * does, with the same figures. Ends when the budget is spent, nothing is left to learn, the precision is reached, or the signal is aborted.
 */
export async function* runAttribution(state: AttributionState, options: AttributionRunOptions): AsyncGenerator<AttributionProgress, void, void> {
  const { values } = state;
  await evaluate([emptyCoalition(values.players), fullCoalition(values.players)], state, options.signal);
  for (;;) {
    const before = values.evaluations;
    if (isCheckpoint(before)) {
      const progress = progressOf(state, options, false);
      yield progress;
      if (progress.done) return;
    }
    if (isAborted(options.signal)) return;
    await evaluate(state.queue.next(Math.max(0, Math.min(nextCheckpoint(before), options.budget) - before), values), state, options.signal);
    const isStopped = isAborted(options.signal);
    const isAtEnd = values.evaluations === before || values.evaluations >= options.budget;
    if (isStopped || isAtEnd) return yield progressOf(state, options, isAtEnd && !isStopped);
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

/** The first steps are small, so that something is seen at once; later ones keep a runtime busy. */
const [smallestStep, largestStep] = [8, 128];

function nextCheckpoint(evaluations: number): number {
  let checkpoint = 2;
  while (checkpoint <= evaluations) checkpoint += Math.min(Math.max(2 * Math.floor(checkpoint / 8), smallestStep), largestStep);
  return checkpoint;
}

function isCheckpoint(evaluations: number): boolean {
  return evaluations > 2 && nextCheckpoint(evaluations - 1) === evaluations;
}

async function evaluate(coalitions: readonly Coalition[], { evaluator, values }: AttributionState, signal: CancellationSignal | undefined): Promise<void> {
  const unknown = coalitions.filter((coalition) => !values.has(coalition));
  if (unknown.length === 0) return;
  let index = 0;
  for await (const result of evaluator.evaluate(unknown, signal)) {
    const coalition = unknown[index++];
    if (coalition) values.add(coalition, result);
  }
}

function progressOf(state: AttributionState, options: AttributionRunOptions, ended: boolean): AttributionProgress {
  const { evaluations } = state.values;
  const estimate = state.estimate();
  const error = estimate ? relativeStandardError(estimate, 0) : null;
  const done = ended || estimate?.exact === true || evaluations >= options.budget || (error !== null && error <= options.precision);
  return { estimate, evaluations, forecast: done ? evaluations : forecastOf(evaluations, error, options), done };
}

/** Standard errors fall with the root of the evaluations (Covert and Lee 2021). */
function forecastOf(evaluations: number, error: number | null, { budget, precision }: AttributionRunOptions): number {
  if (error === null || precision <= 0) return budget;
  return Math.min(budget, Math.max(evaluations, Math.ceil(evaluations * (error / precision) ** 2)));
}

function isAborted(signal: CancellationSignal | undefined): boolean {
  return signal?.aborted === true;
}
