import type { Coalition } from '../../../core/attribution/coalition';
import { sizeOf } from '../../../core/attribution/coalition';
import type { CoalitionLogProbabilities, GameHost, GameOpening, OpenGame } from '../../../core/attribution/promptGame';

interface Extreme {
  readonly size: number;
  readonly policy: readonly Float64Array[];
}

/** Keeps, of every game that is played through it, what the smallest and the largest coalition gave: ∅ and N, which come first. */
export class EffectRecorder implements GameHost {
  /** Coalitions that were evaluated through it. */
  evaluated = 0;
  private readonly seen = new WeakMap<GameOpening, { smallest: Extreme | null; largest: Extreme | null }>();

  constructor(private readonly host: GameHost) {}

  async openGame(...asked: Parameters<GameHost['openGame']>): ReturnType<GameHost['openGame']> {
    const game = await this.host.openGame(...asked);
    if ('code' in game) return game;
    this.seen.set(game.opening, { smallest: null, largest: null });
    return { opening: game.opening, evaluate: (coalitions, signal) => this.recorded(game, coalitions, signal), close: () => game.close() };
  }

  /** log π with the whole prompt less that without any unit, of each token of each response; null while either is unknown. */
  effects(opening: GameOpening): number[][] | null {
    const { smallest, largest } = this.seen.get(opening) ?? { smallest: null, largest: null };
    if (!smallest || !largest || smallest.size === largest.size) return null;
    return largest.policy.map((tokens, response) => Array.from(tokens, (value, token) => value - (smallest.policy[response]?.[token] ?? value)));
  }

  private async *recorded(game: OpenGame, coalitions: readonly Coalition[], signal: Parameters<OpenGame['evaluate']>[1]): AsyncGenerator<CoalitionLogProbabilities, void, void> {
    let index = 0;
    for await (const result of game.evaluate(coalitions, signal)) {
      const coalition = coalitions[index++];
      this.evaluated += 1;
      const seen = this.seen.get(game.opening);
      if (coalition && seen) {
        const size = sizeOf(coalition);
        if (size < (seen.smallest?.size ?? Infinity)) seen.smallest = { size, policy: result.policy };
        if (size > (seen.largest?.size ?? -1)) seen.largest = { size, policy: result.policy };
      }
      yield result;
    }
  }
}
