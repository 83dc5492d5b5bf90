import type { Coalition } from '../../core/attribution/coalition';
import type { CoalitionLogProbabilities, GameOpening } from '../../core/attribution/promptGame';
import type { GameModel } from './gameModel';
import type { GameSequence, PromptGamePlan } from './promptGamePlan';
import { SequenceMemo } from './sequenceMemo';

/** The models of a model set. The reference may be the policy itself. */
export interface GameModels {
  readonly policy: GameModel;
  readonly reference: GameModel | null;
}

/** What a coalition came to; `index` is its place among those that were asked for. */
export interface PlayedCoalition {
  readonly index: number;
  readonly values: CoalitionLogProbabilities;
}

/** Some coalitions, each with the keys of its sequences, one a response. */
interface Portion {
  readonly asked: readonly { readonly index: number; readonly keys: readonly string[] }[];
  readonly sequences: ReadonlyMap<string, GameSequence>;
}

/** Tokens of a portion: what these sequences share is read once, and their results come together. */
const mostPortionTokens = 8192;
/** Of the first portion of a request: somebody waits for it, and long prompts would fill a whole one with seconds. */
const firstPortionTokens = 2048;

/** A game with the models that play it. */
export class PromptPlayer {
  constructor(
    private readonly plan: PromptGamePlan,
    private readonly models: GameModels,
  ) {}

  get opening(): GameOpening {
    return { ...this.plan.opening, hasReference: this.models.reference !== null };
  }

  /** Evaluates in steps of a fraction of a second, most of which bring nothing yet; whoever drives it may stop between two. Throws GameFailedError. */
  async *play(coalitions: readonly Coalition[]): AsyncGenerator<readonly PlayedCoalition[]> {
    for (let next = 0; next < coalitions.length; ) {
      const portion = this.portionFrom(coalitions, next, next === 0 ? firstPortionTokens : mostPortionTokens);
      yield* this.playPortion(portion);
      next += portion.asked.length;
    }
  }

  private portionFrom(coalitions: readonly Coalition[], first: number, mostTokens: number): Portion {
    const asked: Portion['asked'][number][] = [];
    const sequences = new Map<string, GameSequence>();
    let tokens = 0;
    for (let index = first; index < coalitions.length && tokens < mostTokens; index++) {
      const keys = this.plan.sequencesOf(coalitions[index] ?? new Uint8Array()).map((sequence) => {
        const key = SequenceMemo.keyOf(sequence);
        if (!sequences.has(key)) tokens += sequence.prompt.length + sequence.completion.length;
        sequences.set(key, sequence);
        return key;
      });
      asked.push({ index, keys });
    }
    return { asked, sequences };
  }

  private async *playPortion({ asked, sequences }: Portion): AsyncGenerator<readonly PlayedCoalition[]> {
    const { policy, reference } = this.models;
    const ofPolicy = new Map<string, Float64Array>();
    const ofReference = reference === policy ? ofPolicy : new Map<string, Float64Array>();
    for await (const nothing of policy.score(sequences, ofPolicy)) yield nothing;
    if (reference && reference !== policy) for await (const nothing of reference.score(sequences, ofReference)) yield nothing;
    const rows = (keys: readonly string[], known: ReadonlyMap<string, Float64Array>) => keys.map((key) => known.get(key) ?? new Float64Array());
    yield asked.map(({ index, keys }) => ({ index, values: { policy: rows(keys, ofPolicy), reference: reference && rows(keys, ofReference) } }));
  }
}
