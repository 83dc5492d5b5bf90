import type { PairTexts } from '../../core/dataset/preferencePair';
import type { ConventionName, EvaluationFailure } from '../../core/ports';
import type { TextTokenizer } from '../tokenizer/textTokenizer';
import type { Convention } from './convention';
import type { EncodedPair } from './encodedPair';
import { mitchellConvention } from './mitchellConvention';
import { trl020Convention } from './trl020Convention';
import { trlConvention } from './trlConvention';

const conventions: Readonly<Record<ConventionName, Convention>> = {
  trl: trlConvention,
  'trl-0.20': trl020Convention,
  mitchell: mitchellConvention,
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
