import type { PairSide } from '../../edits/rowChange';

/** How a sentence begins with a side: "The prompt" or "The chosen response". */
export function sideName(side: PairSide): string {
  return side === 'prompt' ? 'The prompt' : `The ${side} response`;
}
