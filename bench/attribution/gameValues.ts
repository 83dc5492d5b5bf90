import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { coalitionKey, type Coalition } from '../../src/core/attribution/coalition';
import type { CoalitionValues } from '../../src/core/attribution/coalitionValues';
import { coalitionOf, coalitionText } from './coalitionText';
import { valuesOf, type BenchGame } from './benchGame';

/** Values of the game, each evaluated once by the engine, whoever asks: what a method costs is counted by itself. */
export class GameValues {
  private readonly memory = new Map<string, number>();
  /** A coalition and its value a line; counts do not depend on when a value was worked out, so that a stopped run goes on. */
  private readonly file: string;

  constructor(
    private readonly game: BenchGame,
    cache: string,
    model: string,
  ) {
    const { players, ids, owners, completion } = game;
    const key = createHash('sha256').update(readFileSync(model)).update(JSON.stringify([ids, owners, completion]));
    this.file = path.join(cache, `values-${String(players)}-${key.digest('hex').slice(0, 16)}.txt`);
    const lines = existsSync(this.file) ? readFileSync(this.file, 'utf8').split('\n').slice(0, -1) : [];
    for (const [marks = '', value] of lines.map((line) => line.split(' '))) this.memory.set(coalitionKey(coalitionOf(marks)), Number(value));
  }

  async of(coalitions: readonly Coalition[]): Promise<number[]> {
    const unknown = new Map(coalitions.map((coalition): [string, Coalition] => [coalitionKey(coalition), coalition]).filter(([key]) => !this.memory.has(key)));
    const values = unknown.size === 0 ? [] : await valuesOf(this.game.game, [...unknown.values()]);
    if (values.length > 0) appendFileSync(this.file, [...unknown.values()].map((coalition, index) => `${coalitionText(coalition)} ${String(values[index])}\n`).join(''));
    for (const [index, key] of [...unknown.keys()].entries()) this.memory.set(key, values[index] ?? NaN);
    return coalitions.map((coalition) => this.memory.get(coalitionKey(coalition)) ?? NaN);
  }

  /** Adds those that are missing to what a method knows. */
  async into(known: CoalitionValues, coalitions: readonly Coalition[]): Promise<void> {
    const wanted = coalitions.filter((coalition) => !known.has(coalition));
    for (const [index, value] of (await this.of(wanted)).entries()) known.add(wanted[index] ?? new Uint8Array(), Float64Array.of(value));
  }
}
