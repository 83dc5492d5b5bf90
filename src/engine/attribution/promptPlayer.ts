import type { Coalition } from '../../core/attribution/coalition';
import type { CoalitionLogProbabilities, GameOpening } from '../../core/attribution/promptGame';
import type { DecoderPair } from '../measure/measurePair';
import type { Decoder } from '../model/decoder';
import type { GameSequence, PromptGamePlan } from './promptGamePlan';

/** What a coalition came to; `index` is its place among those that were asked for. */
export interface PlayedCoalition {
  readonly index: number;
  readonly values: CoalitionLogProbabilities;
}

/** A game with the models that play it. */
export class PromptPlayer {
  constructor(
    private readonly plan: PromptGamePlan,
    private readonly decoders: DecoderPair,
  ) {}

  get opening(): GameOpening {
    return { ...this.plan.opening, hasReference: this.decoders.reference !== null };
  }

  /** Evaluates in steps of a fraction of a second; whoever drives it may stop between two. Throws GameFailedError. */
  async *play(coalitions: readonly Coalition[]): AsyncGenerator<readonly PlayedCoalition[]> {
    const { policy, reference } = this.decoders;
    for (const [index, coalition] of coalitions.entries()) {
      const sequences = this.plan.sequencesOf(coalition);
      const ofPolicy = await measureAll(policy, sequences);
      yield [{ index, values: { policy: ofPolicy, reference: reference === policy ? ofPolicy : reference && (await measureAll(reference, sequences)) } }];
    }
  }
}

async function measureAll(decoder: Decoder, sequences: readonly GameSequence[]): Promise<readonly Float64Array[]> {
  const rows: Float64Array[] = [];
  for (const { prompt, completion } of sequences) {
    const { logProbabilities } = await decoder.measure([...prompt, ...completion], prompt.length, { statesTo: 0 });
    rows.push(Float64Array.from(logProbabilities));
  }
  return rows;
}
