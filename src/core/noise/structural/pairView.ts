import type { PreferencePair } from '../../dataset/preferencePair';
import { pairSides, type PairSide } from '../../edits/rowChange';
import { sideText } from '../../edits/sideText';
import { characterKinds, scanCharacters, type CharacterScan } from './characterScan';
import { sketchText, type TextSketch } from './textSketch';

/** One text of a pair with what a first look says of it. Offsets in evidence count from the start of `text`. */
export interface SideView extends CharacterScan {
  readonly side: PairSide;
  readonly text: string;
  /** Whether nothing stands in it but white space. */
  readonly isBlank: boolean;
  readonly sketch: TextSketch;
}

/** A pair as the checks see it. */
export interface PairView {
  readonly pair: PreferencePair;
  readonly prompt: SideView;
  readonly chosen: SideView;
  readonly rejected: SideView;
  readonly sides: readonly SideView[];
  readonly responses: readonly SideView[];
}

/** Makes views; a prompt that several pairs in a row share is looked at once. */
export class PairViews {
  private last: SideView | undefined;

  of(pair: PreferencePair): PairView {
    const [promptText, chosenText, rejectedText] = pairSides.map((side) => sideText(pair.texts, side)) as [string, string, string];
    const prompt = this.last?.text === promptText ? this.last : sideView('prompt', promptText);
    this.last = prompt;
    const chosen = sideView('chosen', chosenText);
    const rejected = sideView('rejected', rejectedText);
    return { pair, prompt, chosen, rejected, sides: [prompt, chosen, rejected], responses: [chosen, rejected] };
  }
}

function sideView(side: PairSide, text: string): SideView {
  const scan = scanCharacters(text);
  return { side, text, isBlank: !/\S/.test(text), sketch: sketchText(text, (scan.kinds & characterKinds.nonAscii) === 0), ...scan };
}
