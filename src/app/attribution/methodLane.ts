import { complementOf, coalitionKey, type Coalition } from '../../core/attribution/coalition';
import { CoalitionQueue } from '../../core/attribution/coalitionQueue';
import { CoalitionValues } from '../../core/attribution/coalitionValues';
import { createEstimator, type EstimatorChoice } from '../../core/attribution/createEstimator';
import { pairwiseInteractions, type Interaction } from '../../core/attribution/interactions';
import type { AttributionTarget } from '../../core/attribution/attributionTarget';
import type { GameOpening } from '../../core/attribution/promptGame';
import type { AttributionProgress, AttributionState, CoalitionEvaluator } from '../../core/attribution/runAttribution';
import type { ShapleyEstimate } from '../../core/attribution/shapleyEstimate';
import type { AttributionMethod, ShapleyEstimator } from '../../core/attribution/shapleyEstimator';
import { flatLength, targetReader } from '../../core/attribution/targetValue';
import { AttributionRefusedError } from '../../core/errors';

/** Targets whose values are kept beside the log-probabilities that they are made of. */
const mostTargets = 8;

interface KnownTarget {
  readonly values: CoalitionValues;
  estimate: { readonly evaluations: number; readonly estimate: ShapleyEstimate | null } | null;
}

/**
 * One estimator on one game: the coalitions of its own sequence that are known, and what they say of any target. Its figures do not
 * depend on what other estimators have evaluated.
 */
export class MethodLane {
  private readonly estimator: ShapleyEstimator;
  private readonly queue: CoalitionQueue;
  /** Log-probabilities of all response tokens. */
  private readonly known: CoalitionValues;
  private readonly targets = new Map<string, KnownTarget>();
  /** Of the last run. */
  progress: Pick<AttributionProgress, 'forecast' | 'done'> | null = null;
  /** Two runs would evaluate the same twice. */
  isRunning = false;

  /** Throws AttributionRefusedError where the method does not take so many units. */
  constructor(
    choice: EstimatorChoice,
    private readonly opening: GameOpening,
    private readonly evaluator: CoalitionEvaluator,
  ) {
    this.estimator = estimatorFor(choice);
    this.queue = new CoalitionQueue(this.estimator);
    this.known = new CoalitionValues(choice.players, flatLength(opening));
  }

  get method(): AttributionMethod {
    return this.estimator.method;
  }

  get evaluations(): number {
    return this.known.evaluations;
  }

  /** What a run works on; it looks at whatever target is in view at the moment. */
  state(target: () => AttributionTarget): AttributionState {
    return { queue: this.queue, values: this.known, evaluator: this.evaluator, estimate: () => this.estimate(target()) };
  }

  /** Null while too little is known. */
  estimate(target: AttributionTarget): ShapleyEstimate | null {
    const known = this.knownOf(target);
    if (known.estimate?.evaluations !== known.values.evaluations) {
      known.estimate = { evaluations: known.values.evaluations, estimate: this.estimator.estimate(known.values) };
    }
    return known.estimate.estimate;
  }

  /** v of the coalitions that are known, one target. */
  valuesOf(target: AttributionTarget): CoalitionValues {
    return this.knownOf(target).values;
  }

  interactions(target: AttributionTarget): readonly Interaction[] {
    return pairwiseInteractions(this.valuesOf(target), this.pairs(), 0);
  }

  /** Of each two complements that are both known, the one that came first. */
  private pairs(): readonly Coalition[] {
    const seen = new Set<string>();
    const pairs: Coalition[] = [];
    for (const [coalition] of this.known.entries(2)) {
      const complement = complementOf(coalition);
      seen.add(coalitionKey(coalition));
      if (this.known.has(complement) && !seen.has(coalitionKey(complement))) pairs.push(coalition);
    }
    return pairs;
  }

  private knownOf(target: AttributionTarget): KnownTarget {
    const key = JSON.stringify(target);
    const known = this.targets.get(key) ?? { values: new CoalitionValues(this.known.players, 1), estimate: null };
    const read = targetReader(target, this.opening);
    for (const [coalition, flat] of this.known.entries(known.values.evaluations)) known.values.add(coalition, Float64Array.of(read(flat)));
    this.targets.delete(key);
    this.targets.set(key, known);
    const [oldest] = this.targets.keys();
    if (this.targets.size > mostTargets && oldest !== undefined) this.targets.delete(oldest);
    return known;
  }
}

function estimatorFor(choice: EstimatorChoice): ShapleyEstimator {
  try {
    return createEstimator(choice);
  } catch (error) {
    if (error instanceof RangeError) throw new AttributionRefusedError(`${error.message} Take the method "auto", or larger units.`);
    throw error;
  }
}
