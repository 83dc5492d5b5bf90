import type { Coalition } from './coalition';

/** Coalitions whose values are known, with the agreement of every two of them: all that kernels need, whatever their shape. */
export class CoalitionPoints {
  private readonly coalitions: Coalition[] = [];
  private readonly rows: Int16Array[] = [];

  constructor(
    readonly players: number,
    coalitions: readonly Coalition[] = [],
  ) {
    for (const coalition of coalitions) this.add(coalition);
  }

  get count(): number {
    return this.coalitions.length;
  }

  add(coalition: Coalition): void {
    this.coalitions.push(coalition);
    this.rows.push(Int16Array.from(this.coalitions, (other) => this.agreementOf(coalition, other)));
  }

  coalition(point: number): Coalition {
    return this.coalitions[point] ?? new Uint8Array(this.players);
  }

  /** Of a point with those before it and itself: players present in both or absent from both, less the others. */
  agreements(point: number): Int16Array {
    return this.rows[point] ?? new Int16Array(0);
  }

  private agreementOf(first: Coalition, second: Coalition): number {
    let differing = 0;
    for (let player = 0; player < this.players; player++) differing += (first[player] ?? 0) ^ (second[player] ?? 0);
    return this.players - 2 * differing;
  }
}
