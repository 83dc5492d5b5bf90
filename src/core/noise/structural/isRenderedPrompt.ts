import type { PairTexts } from '../../dataset/preferencePair';
import { templateMarks } from './templateMarks';

/** Where the marks of the last turn stand in a rendered prompt. */
const tail = 400;

/**
 * Whether the prompt is a string that somebody rendered with a chat template beforehand. Then the marks in it, and one end token after each
 * response, belong there: nothing else would write them.
 */
export function isRenderedPrompt(texts: PairTexts): boolean {
  return texts.format === 'standard' && templateMarks(texts.prompt.slice(-tail)).some(({ kind }) => kind === 'header');
}
