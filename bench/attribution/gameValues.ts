import { performance } from 'node:perf_hooks';

import { coalitionKey, type Coalition } from '../../src/core/attribution/coalition';
import type { CoalitionValues } from '../../src/core/attribution/coalitionValues';
import { valuesOf, type BenchGame } from './benchGame';

/** Values of the game, each evaluated once by the engine, whoever asks: what a method costs is counted by itself. */
export class GameValues {
  private readonly memory = new Map<string, number>();
  /** Of the engine, for the coalitions that were not known. */
  seconds = 0;

  constructor(private readonly game: BenchGame) {}

  get evaluations(): number {
    return this.memory.size;
  }

  async of(coalitions: readonly Coalition[]): Promise<number[]> {
    const unknown = new Map(coalitions.map((coalition): [string, Coalition] => [coalitionKey(coalition), coalition]).filter(([key]) => !this.memory.has(key)));
    const begin = performance.now();
    const values = unknown.size === 0 ? [] : await valuesOf(this.game.game, [...unknown.values()]);
    this.seconds += (performance.now() - begin) / 1000;
    for (const [index, key] of [...unknown.keys()].entries()) this.memory.set(key, values[index] ?? NaN);
    return coalitions.map((coalition) => this.memory.get(coalitionKey(coalition)) ?? NaN);
  }

  /** Adds those that are missing to what a method knows. */
  async into(known: CoalitionValues, coalitions: readonly Coalition[]): Promise<void> {
    const wanted = coalitions.filter((coalition) => !known.has(coalition));
    for (const [index, value] of (await this.of(wanted)).entries()) known.add(wanted[index] ?? new Uint8Array(), Float64Array.of(value));
  }

  /** Values that were evaluated in an earlier run. */
  remember(coalition: Coalition, value: number): void {
    this.memory.set(coalitionKey(coalition), value);
  }
}
