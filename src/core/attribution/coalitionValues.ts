import { coalitionKey, emptyCoalition, fullCoalition, type Coalition } from './coalition';

/** Values of one coalition under every target, in nats: log-probabilities, margins, log-odds. */
export type TargetValues = Float64Array;

/**
 * What is known of a game: the values of the coalitions that were evaluated, each once. Several targets (each response token,
 * chosen and rejected, policy and reference) share one set of coalitions.
 */
export class CoalitionValues {
  private readonly known = new Map<string, TargetValues>();

  constructor(
    readonly players: number,
    readonly targets: number,
  ) {}

  /** Different coalitions that were evaluated. */
  get evaluations(): number {
    return this.known.size;
  }

  has(coalition: Coalition): boolean {
    return this.known.has(coalitionKey(coalition));
  }

  add(coalition: Coalition, values: TargetValues): void {
    if (values.length !== this.targets) throw new RangeError(`${String(this.targets)} target values expected, not ${String(values.length)}`);
    this.known.set(coalitionKey(coalition), values);
  }

  /** Undefined for a coalition that was not evaluated. */
  get(coalition: Coalition): TargetValues | undefined {
    return this.known.get(coalitionKey(coalition));
  }

  /** v(∅) of every target. */
  get empty(): TargetValues | undefined {
    return this.get(emptyCoalition(this.players));
  }

  /** v(N) of every target. */
  get full(): TargetValues | undefined {
    return this.get(fullCoalition(this.players));
  }
}
