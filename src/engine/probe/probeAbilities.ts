import type { DecoderAbilities } from './decoderAbilities';
import type { ProbedDecoder } from './probedDecoder';
import type { ProbeRow } from './probeFeeds';

/** Low ids, which every vocabulary has. Two of the same length, so that they can share a run. */
export const probeIds: readonly number[] = [7, 19, 5, 29, 11, 23, 4, 17, 9, 31, 13, 27];
const otherIds: readonly number[] = [30, 6, 21, 12, 28, 8, 25, 14, 10, 22, 18, 16];
/** Tokens in the middle, so that positions relative to each other change when they are taken out. */
const hole = { from: 3, to: 6 };
const prefixLength = 7;

/** Differences up to here, in nats a token, are rounding; a file in half precision rounds its own logits. */
export function roundingOf(precision: string): number {
  return precision === 'fp16' ? 5e-2 : 1e-3;
}

/** Runs one short sequence in every way that a scheduler may want, and compares it with the plain run. */
export class AbilityProbe {
  constructor(
    private readonly decoder: ProbedDecoder,
    /** log-probabilities of `probeIds` in a run of their own. */
    private readonly alone: Float32Array,
    private readonly rounding: number,
  ) {}

  async probe(editError: number): Promise<DecoderAbilities> {
    const rowDependence = await this.rowDependence();
    const [alone, together] = [await this.continuation([probeIds]), await this.continuation([probeIds, otherIds])];
    return {
      promptReuse: alone <= this.rounding,
      batchedPromptReuse: together <= this.rounding,
      continuation: this.agreement(together <= this.rounding ? Math.max(alone, together) : alone),
      rightPadding: this.agreement(await this.rightPadding()),
      maskHoles: await this.maskHoles(),
      keptPositions: await this.keepsPositions(),
      rowInvariance: this.agreement(rowDependence),
      rowDependence: Number.isFinite(rowDependence) ? rowDependence : Number.MAX_VALUE,
      editError,
    };
  }

  /** Largest change that another row of the run makes; where only one fits, that later tokens make. */
  private async rowDependence(): Promise<number> {
    const error = await this.difference(async () => {
      const [first] = await this.rows({ ids: probeIds }, { ids: otherIds });
      const [, second] = await this.rows({ ids: otherIds }, { ids: probeIds });
      return Math.max(apart(first, this.alone), apart(second, this.alone));
    });
    return Number.isFinite(error) ? error : this.futureDependence();
  }

  /** Largest change that later tokens make to what is said of the earlier ones: rounding, where the model is causal. */
  async futureDependence(): Promise<number> {
    return this.difference(async () => {
      const [prefix] = await this.rows({ ids: probeIds.slice(0, prefixLength) });
      return apart(prefix, this.alone.slice(0, prefixLength - 1));
    });
  }

  private async rightPadding(): Promise<number> {
    return this.difference(async () => {
      const short = probeIds.slice(0, prefixLength);
      const [unpadded] = await this.rows({ ids: short });
      const padding = probeIds.slice(prefixLength).map(() => 0);
      const row = { ids: [...short, ...padding], mask: [...short.map(() => 1), ...padding] };
      const [full, padded] = await this.rows({ ids: probeIds }, row);
      return Math.max(apart(padded?.slice(0, prefixLength - 1), unpadded), apart(full, this.alone));
    });
  }

  /** How far reading a beginning first and the rest after it is from one pass. */
  private async continuation(sequences: readonly (readonly number[])[]): Promise<number> {
    if (!this.decoder.hasCaches) return Infinity;
    return this.difference(async () => {
      const caches = await this.decoder.readCaches(...sequences.map((ids) => ({ ids: ids.slice(0, prefixLength) })));
      const rest = sequences.map((ids) => ({ ids: ids.slice(prefixLength) }));
      const { logProbabilities } = await this.decoder.continue({ rows: rest, past: prefixLength, caches });
      const wanted = await Promise.all(sequences.map(async (ids) => (ids === probeIds ? this.alone : (await this.rows({ ids }))[0])));
      return Math.max(...logProbabilities.map((row, index) => apart(row, wanted[index]?.slice(prefixLength))));
    });
  }

  /** Tokens taken out in the middle, positions as they were: not the same as counted anew where positions are used. */
  private async keepsPositions(): Promise<boolean> {
    if (!this.decoder.hasPositions) return false;
    const error = await this.difference(async () => {
      const [kept, counted] = [await this.rows(shortened(true)), await this.rows(shortened(false))];
      return apart(kept[0], counted[0]);
    });
    return Number.isFinite(error) && error > this.rounding;
  }

  /**
   * A token that the mask hides must not matter, and the others must stay where they were. Without an input for positions
   * that shows in a difference to the sequence counted anew.
   */
  private async maskHoles(): Promise<boolean> {
    const after = (row: Float32Array | undefined) => row?.slice(hole.to);
    const hidden = (ids: readonly number[]) => ({ ids, mask: ids.map((_, index) => (inHole(index) ? 0 : 1)) });
    const seen = await this.difference(async () => {
      const [first] = await this.rows(hidden(probeIds));
      const [second] = await this.rows(hidden(probeIds.map((id, index) => (inHole(index) ? (otherIds[index] ?? id) : id))));
      const [removed] = await this.rows(shortened(this.decoder.hasPositions));
      const apartFromRemoved = apart(after(first), removed?.slice(hole.from));
      const matches = this.decoder.hasPositions ? apartFromRemoved <= this.rounding : apartFromRemoved > this.rounding;
      return matches ? apart(after(first), after(second)) : Infinity;
    });
    return seen <= this.rounding;
  }

  private async rows(...rows: readonly ProbeRow[]): Promise<readonly Float32Array[]> {
    return (await this.decoder.run(...rows)).logProbabilities;
  }

  /** What the graph refuses to run is as far off as can be. */
  private async difference(compute: () => Promise<number>): Promise<number> {
    try {
      return await compute();
    } catch {
      return Infinity;
    }
  }

  private agreement(error: number): 'exact' | 'close' | 'wrong' {
    return error === 0 ? 'exact' : error <= this.rounding ? 'close' : 'wrong';
  }
}

function inHole(index: number): boolean {
  return index >= hole.from && index < hole.to;
}

function shortened(keepPositions: boolean): ProbeRow {
  const places = probeIds.map((_, index) => index).filter((index) => !inHole(index));
  const ids = places.map((index) => probeIds[index] ?? 0);
  return keepPositions ? { ids, positions: places } : { ids };
}

/** Largest difference in nats of two rows; infinite where one is missing, of another length, or no number. */
export function apart(left: ArrayLike<number> | undefined, right: ArrayLike<number> | undefined): number {
  if (!left || !right || left.length !== right.length) return Infinity;
  return Array.from(left).reduce((most, value, index) => {
    // Equal infinities (a token that the model rules out) are no difference.
    const difference = value === right[index] ? 0 : Math.abs(value - (right[index] ?? NaN));
    return Number.isNaN(difference) ? Infinity : Math.max(most, difference);
  }, 0);
}
