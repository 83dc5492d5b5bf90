import { ModelRefusedError } from '../core/errors';
import type { ModelSetIdentity, PrecisionError, Scorer } from '../core/ports';

/** What a model can give, or why it is refused. */
export interface ModelDescription {
  readonly folder: string;
  readonly usable: boolean;
  /** Why not, in one sentence; null for a usable model. */
  readonly refusal: string | null;
  readonly hash: string | null;
  readonly precision: string | null;
  /** How far a model that is not fp32 is from being so, measured on a sample; null for fp32. */
  readonly precisionError: PrecisionError | null;
  readonly maxLength: number | null;
  /** Figures that it can give, by the names of PairScore. */
  readonly gives: readonly string[];
  readonly chatTemplate: boolean;
}

/** Loads a model on its own and says what came of it. Rejects only for reasons that are not the model's. */
export async function describeModel(folder: string, scorer: Scorer): Promise<ModelDescription> {
  try {
    return describe(folder, await scorer.identify());
  } catch (error) {
    if (!ModelRefusedError.is(error)) throw error;
    const nothing = { hash: null, precision: null, precisionError: null, maxLength: null, gives: [], chatTemplate: false };
    return { folder, usable: false, refusal: error.message, ...nothing };
  }
}

function describe(folder: string, identity: ModelSetIdentity): ModelDescription {
  return {
    folder,
    usable: true,
    refusal: null,
    hash: identity.policyHash,
    precision: identity.precision,
    precisionError: identity.precisionError,
    maxLength: identity.maxLength,
    gives: ['logProbability', 'entropy', ...(identity.hasStates ? ['ches', 'lengthNormalizedChes', 'lastHiddenInnerProduct', 'displacement'] : [])],
    chatTemplate: identity.hasChatTemplate,
  };
}
