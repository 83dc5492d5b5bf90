import type { PairTexts } from '../../core/dataset/preferencePair';
import type { ConventionName, EvaluationFailure } from '../../core/ports';
import type { TextTokenizer } from '../tokenizer/textTokenizer';
import type { Convention } from './convention';
import type { EncodedPair } from './encodedPair';
import { mitchellConvention } from './mitchellConvention';
import { openInstructConvention } from './openInstructConvention';
import { rewardBenchConvention } from './rewardBenchConvention';
import { trl020Convention } from './trl020Convention';
import { trl114Convention, trlConvention } from './trlConvention';

const conventions: Readonly<Record<ConventionName, Convention>> = {
  trl: trlConvention,
  'trl-1.14': trl114Convention,
  'trl-0.20': trl020Convention,
  mitchell: mitchellConvention,
  'reward-bench': rewardBenchConvention,
  'open-instruct': openInstructConvention,
};

export interface EncodePairOptions {
  /** Tokens of prompt and completion together. */
  readonly maxLength: number;
  /** "trl" unless told. */
  readonly convention?: ConventionName;
}

/** The pair as the named trainer would feed it to the model, or why that trainer would not. */
export function encodePair(
  tokenizer: TextTokenizer,
  texts: PairTexts,
  options: EncodePairOptions,
): EncodedPair | EvaluationFailure {
  return conventions[options.convention ?? 'trl'].encode(tokenizer, texts, { maxLength: options.maxLength });
}
