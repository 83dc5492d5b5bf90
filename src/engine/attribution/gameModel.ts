import type { Decoder } from '../model/decoder';
import type { SequenceScore } from '../model/sequenceScorer';
import type { GameSequence } from './promptGamePlan';
import { SequenceMemo } from './sequenceMemo';

/** Sequences by key. */
export type KeyedSequences = ReadonlyMap<string, GameSequence>;

/** A model that plays games, and what it said in earlier ones. */
export class GameModel {
  private readonly memo = new SequenceMemo();

  constructor(private readonly decoder: Decoder) {}

  /**
   * Puts log π of the completions' tokens into `into`, those that are known first. Pauses after every run of the model; what was
   * computed before a pause is remembered even if nobody goes on.
   */
  async *score(sequences: KeyedSequences, into: Map<string, Float64Array>): AsyncGenerator<readonly []> {
    const unknown: [string, GameSequence][] = [];
    for (const [key, sequence] of sequences) {
      const known = this.memo.get(key);
      if (known) into.set(key, known);
      else unknown.push([key, sequence]);
    }
    for await (const scores of this.scoreAll(unknown.map(([, sequence]) => sequence))) {
      for (const { index, logProbabilities } of scores) {
        const [key, values] = [unknown[index]?.[0] ?? '', Float64Array.from(logProbabilities)];
        this.memo.set(key, values);
        into.set(key, values);
      }
      yield [];
    }
  }

  /** One sequence after another where their bits would depend on what else is computed. */
  private async *scoreAll(sequences: readonly GameSequence[]): AsyncGenerator<readonly SequenceScore[]> {
    const asked = sequences.map(({ prompt, completion }) => ({ ids: [...prompt, ...completion], from: prompt.length }));
    const together = this.decoder.sequences;
    if (together) return yield* together.score(asked);
    for (const [index, { ids, from }] of asked.entries()) {
      const { logProbabilities } = await this.decoder.measure(ids, from, { statesTo: 0 });
      yield [{ index, logProbabilities }];
    }
  }
}
