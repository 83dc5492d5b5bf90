import type { AttributionTarget } from '../../core/attribution/attributionTarget';
import type { GameHost, GameTexts } from '../../core/attribution/promptGame';
import type { SensitivityReport } from '../../core/attribution/sensitivity/sensitivityReport';
import { AttributionRefusedError } from '../../core/errors';
import { AttributionSession, type AttributionRunSettings, type AttributionView } from './attributionSession';
import type { AttributionSnapshot } from './attributionSnapshot';
import { probeSensitivity } from './probeSensitivity';

/** One prompt of a set, such as a template that was filled. */
export interface SetPrompt {
  readonly row: number;
  readonly template: string;
  readonly texts: GameTexts;
}

export interface SetSettings extends AttributionRunSettings {
  readonly view: AttributionView;
  readonly target: AttributionTarget;
  readonly seed: number;
  /** With the probes of option order and form for every prompt. */
  readonly sensitivity: boolean;
}

/** What came of one prompt. `attribution.done` is false for the one that a stop met. */
export type SetResult =
  | { readonly kind: 'attributed'; readonly prompt: SetPrompt; readonly attribution: AttributionSnapshot; readonly sensitivity: SensitivityReport | null }
  | { readonly kind: 'refused'; readonly prompt: SetPrompt; readonly reason: string };

/** Attributes prompts one after the other, each with the same seed; one that cannot be played says so and stops nothing. Ends when the signal is aborted. */
export async function* attributeSet(host: GameHost, prompts: Iterable<SetPrompt> | AsyncIterable<SetPrompt>, settings: SetSettings): AsyncGenerator<SetResult, void, void> {
  for await (const prompt of prompts) {
    if (settings.signal?.aborted === true) return;
    yield await attributeOne(host, prompt, settings);
  }
}

async function attributeOne(host: GameHost, prompt: SetPrompt, settings: SetSettings): Promise<SetResult> {
  const { target, seed, signal } = settings;
  try {
    const session = await AttributionSession.open(host, { texts: prompt.texts, within: null, view: settings.view, target, seed }, signal);
    try {
      const attribution = await attributionOf(session, settings);
      const probes = { texts: prompt.texts, target, seed, ...(signal && { signal }) };
      return { kind: 'attributed', prompt, attribution, sensitivity: settings.sensitivity ? await probeSensitivity(host, probes) : null };
    } finally {
      session.close();
    }
  } catch (error) {
    if (!AttributionRefusedError.is(error)) throw error;
    return { kind: 'refused', prompt, reason: error.message };
  }
}

async function attributionOf(session: AttributionSession, settings: AttributionRunSettings): Promise<AttributionSnapshot> {
  let last: AttributionSnapshot | undefined;
  for await (const snapshot of session.run(settings)) last = snapshot;
  return last ?? session.snapshot();
}
