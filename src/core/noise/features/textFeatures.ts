import { responseText, type PairTexts } from '../../dataset/preferencePair';
import { PromptWords } from './promptWords';
import { ResponseFeatures } from './responseFeatures';

/**
 * Text features of pairs, chosen − rejected, by the columns of `textFeatureNames`. Swapping the responses turns the sign of every difference and
 * nothing else, so they hold no more than what the two responses differ in. Keep one for a file: its buffers are used again.
 */
export class TextFeatures {
  private readonly prompt = new PromptWords();
  private readonly response = new ResponseFeatures();

  difference(texts: PairTexts): Float64Array {
    this.prompt.read(promptText(texts).slice(-mostPromptCharacters));
    this.response.read(responseText(texts.chosen), this.prompt);
    const difference = this.response.values.slice();
    this.response.read(responseText(texts.rejected), this.prompt);
    const { values } = this.response;
    for (let column = 0; column < difference.length; column++) difference[column] = (difference[column] ?? 0) - (values[column] ?? 0);
    return difference;
  }
}

/** The end of a longer prompt is what responses answer. */
const mostPromptCharacters = 20_000;

function promptText({ prompt }: PairTexts): string {
  return typeof prompt === 'string' ? prompt : prompt.map(({ content }) => content).join('\n');
}
