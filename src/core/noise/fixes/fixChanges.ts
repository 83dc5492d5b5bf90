import type { PreferencePair } from '../../dataset/preferencePair';
import { pairSides, type RowChange } from '../../edits/rowChange';
import type { FindingFix } from '../findingCodes';
import { fixedText } from './fixedText';

/**
 * The changes inside a row that make a fix of one of its pairs; none where there is nothing to mend. `drop` takes out whole rows and is none of
 * them: it is a DatasetEdit.
 */
export function fixChanges(pair: Pick<PreferencePair, 'pair' | 'texts'>, fix: Exclude<FindingFix, 'drop'>): readonly RowChange[] {
  if (fix === 'swap') return [{ kind: 'swap', pair: pair.pair }];
  return pairSides.flatMap((side): readonly RowChange[] => {
    const text = fixedText(pair.texts, side, fix);
    return text === null ? [] : [{ kind: 'set-text', pair: pair.pair, side, text }];
  });
}
