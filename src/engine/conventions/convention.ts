import type { PairTexts } from '../../core/dataset/preferencePair';
import type { ConventionName, EvaluationFailure } from '../../core/ports';
import type { TextTokenizer } from '../tokenizer/textTokenizer';
import type { EncodedPair } from './encodedPair';

/** How one trainer turns a pair into tokens. */
export interface Convention {
  readonly name: ConventionName;
  /** Bad rows are answered with a failure; only defects of this program throw. */
  encode(tokenizer: TextTokenizer, texts: PairTexts, options: { readonly maxLength: number }): EncodedPair | EvaluationFailure;
}
