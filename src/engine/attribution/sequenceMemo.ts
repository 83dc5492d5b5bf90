import { createHash } from 'node:crypto';

import type { GameSequence } from './promptGamePlan';

/** Numbers that are kept, 32 MB; beyond, the sequences that were not asked for longest are forgotten. */
const mostNumbers = 4_000_000;
/** What key and entry take, in numbers. */
const entryNumbers = 16;

/**
 * What one model said of token sequences, whichever coalition, unit or removal of a prompt led to them: log π of the completion's
 * tokens, in nats.
 */
export class SequenceMemo {
  /** The one used last comes last. */
  private readonly known = new Map<string, Float64Array>();
  private numbers = 0;

  static keyOf({ prompt, completion }: GameSequence): string {
    return createHash('sha1').update(Int32Array.of(prompt.length, ...prompt, ...completion)).digest('base64');
  }

  get(key: string): Float64Array | undefined {
    const values = this.known.get(key);
    if (values) {
      this.known.delete(key);
      this.known.set(key, values);
    }
    return values;
  }

  set(key: string, values: Float64Array): void {
    if (this.known.has(key)) return;
    this.known.set(key, values);
    this.numbers += values.length + entryNumbers;
    for (const [oldest, forgotten] of this.known) {
      if (this.numbers <= mostNumbers) break;
      this.known.delete(oldest);
      this.numbers -= forgotten.length + entryNumbers;
    }
  }
}
