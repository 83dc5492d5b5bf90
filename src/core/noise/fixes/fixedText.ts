import type { PairTexts } from '../../dataset/preferencePair';
import type { PairSide } from '../../edits/rowChange';
import { sideText } from '../../edits/sideText';
import type { FindingFix } from '../findingCodes';
import { isRenderedPrompt } from '../structural/isRenderedPrompt';
import { repeatableQuestion } from '../structural/repeatableQuestion';
import { withoutRepeatedPrompt } from './withoutRepeatedPrompt';
import { withoutTemplateMarks } from './withoutTemplateMarks';

/** A fix that writes new texts; `drop` and `swap` move whole texts. */
export type TextFix = Extract<FindingFix, 'repair-prompt' | 'strip-tokens'>;

/** The text that a side has after a fix, or null where the fix changes nothing on that side. */
export function fixedText(texts: PairTexts, side: PairSide, fix: TextFix): string | null {
  const before = sideText(texts, side);
  const after = fix === 'strip-tokens' ? stripped(texts, side, before) : repaired(texts, side, before);
  return after === before ? null : after;
}

/** The marks of a rendered prompt are its structure, and stay. */
function stripped(texts: PairTexts, side: PairSide, text: string): string {
  const isRendered = isRenderedPrompt(texts);
  return isRendered && side === 'prompt' ? text : withoutTemplateMarks(text, { keepEnd: isRendered });
}

function repaired(texts: PairTexts, side: PairSide, text: string): string {
  if (side === 'prompt') return text;
  for (const question of repeatableQuestion(texts)) {
    const after = withoutRepeatedPrompt(question, text);
    if (after !== text) return after;
  }
  return text;
}
