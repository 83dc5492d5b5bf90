import { BandTables } from './bandTables';
import { sketchParts, SketchStore } from './sketchStore';
import { sketchBins, type TextSketch } from './textSketch';

export interface SketchedPair {
  readonly prompt: TextSketch;
  readonly chosen: TextSketch;
  readonly rejected: TextSketch;
}

/** An earlier pair that resembles another. Similarities are estimated Jaccard similarities, 0 to 1. */
export interface NearPair {
  readonly number: number;
  /** Of the least similar of the three texts. */
  readonly similarity: number;
  readonly promptSimilarity: number;
  /** Whether the earlier pair's chosen response resembles the later one's rejected response, and the other way round. */
  readonly isSwapped: boolean;
}

const bandsOfTexts = 6;

/**
 * Finds pairs that resemble an earlier one in the prompt and in both responses. Candidates meet by the pieces of all three texts, or by those of
 * both responses (long prompts may be shared by many pairs); each is then compared text by text. At most 310 bytes a pair.
 */
export class NearDuplicates {
  private readonly store = new SketchStore();
  private readonly byTexts = new BandTables(bandsOfTexts);
  private readonly byResponses = new BandTables(bandsOfTexts);

  /** Adds the next pair; the earlier pair that resembles it most, if any does by at least `threshold`. Pairs have numbers from 0. */
  add(number: number, { prompt, chosen, rejected }: SketchedPair, threshold: number): NearPair | undefined {
    this.store.put(number, [prompt, chosen, rejected]);
    const responses = union(chosen.bins, rejected.bins);
    const candidates = [...this.byResponses.meet(number, responses), ...this.byTexts.meet(number, union(responses, prompt.bins))];
    let best: NearPair | undefined;
    for (const candidate of candidates) {
      const near = this.compared(number, candidate, threshold);
      if (near !== undefined && near.similarity > (best?.similarity ?? 0)) best = near;
    }
    return best;
  }

  private compared(number: number, other: number, threshold: number): NearPair | undefined {
    const { prompt, first, second } = sketchParts;
    const promptSimilarity = this.store.similarity(number, prompt, other, prompt);
    if (promptSimilarity < threshold) return undefined;
    const straight = Math.min(this.store.similarity(number, first, other, first), this.store.similarity(number, second, other, second));
    const crossed = Math.min(this.store.similarity(number, first, other, second), this.store.similarity(number, second, other, first));
    // Where the two responses resemble each other, both orders may fit; the one that fits better counts.
    const similarity = Math.min(promptSimilarity, Math.max(straight, crossed));
    return similarity < threshold ? undefined : { number: other, similarity, promptSimilarity, isSwapped: crossed > straight };
  }
}

/** The sketch of two texts together: the smaller value of each bin. */
function union(first: Int32Array, second: Int32Array): Int32Array {
  const both = new Int32Array(sketchBins);
  for (let bin = 0; bin < sketchBins; bin++) both[bin] = Math.min(first[bin] ?? 0, second[bin] ?? 0);
  return both;
}
