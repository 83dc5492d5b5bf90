import { coalitionKey, emptyCoalition, fullCoalition, type Coalition } from './coalition';

/** Values of one coalition under every target, in nats: log-probabilities, margins, log-odds. */
export type TargetValues = Float64Array;

/**
 * What is known of a game: the values of the coalitions that were evaluated, each once. Several targets (each response token,
 * chosen and rejected, policy and reference) share one set of coalitions.
 */
export class CoalitionValues {
  private readonly places = new Map<string, number>();
  private readonly coalitions: Coalition[] = [];
  private readonly known: TargetValues[] = [];

  constructor(
    readonly players: number,
    readonly targets: number,
  ) {}

  /** Different coalitions that were evaluated. */
  get evaluations(): number {
    return this.known.length;
  }

  has(coalition: Coalition): boolean {
    return this.places.has(coalitionKey(coalition));
  }

  /** The first value of a coalition stays. */
  add(coalition: Coalition, values: TargetValues): void {
    if (values.length !== this.targets) throw new RangeError(`${String(this.targets)} target values expected, not ${String(values.length)}`);
    const key = coalitionKey(coalition);
    if (this.places.has(key)) return;
    this.places.set(key, this.known.length);
    this.coalitions.push(coalition);
    this.known.push(values);
  }

  /** Undefined for a coalition that was not evaluated. */
  get(coalition: Coalition): TargetValues | undefined {
    const place = this.places.get(coalitionKey(coalition));
    return place === undefined ? undefined : this.known[place];
  }

  /** What was added, in that order, without the first `skipped`. */
  *entries(skipped = 0): Generator<readonly [Coalition, TargetValues]> {
    for (let place = skipped; place < this.known.length; place++) {
      const [coalition, values] = [this.coalitions[place], this.known[place]];
      if (coalition && values) yield [coalition, values];
    }
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
