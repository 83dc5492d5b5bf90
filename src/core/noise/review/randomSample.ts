import type { PreferencePair } from '../../dataset/preferencePair';
import { HashIndex } from '../structural/hashIndex';
import type { PairHashes } from './pairHashes';

/** Which pairs are drawn: the first `size` in the order that `seed` gives. */
export interface SampleChoice {
  readonly seed: number;
  readonly size: number;
}

/** The order that is followed in every file first: equal files give equal samples, in the editor and on the command line. */
export const firstSeed = 1;

/** A pair that was drawn. */
export interface SampledPair extends PairHashes, Pick<PreferencePair, 'row' | 'line' | 'pair'> {
  /** Which one it is, from 0, where a file has the same two responses to a prompt several times, whichever is preferred. */
  readonly occurrence: number;
}

interface Candidate extends SampledPair {
  readonly rank: string;
}

/** So many are kept beyond the sample before those that are out are let go. */
const slack = 1024;

/**
 * A random sample without replacement of the pairs of a file, drawn while it is read. Every pair has a rank that is the hash of the seed and of what the pair
 * is, without regard to which response is preferred; the lowest ranks are the sample. So the same file and seed give the same sample, a larger sample begins with
 * the smaller one, and rows that are moved, swapped or changed elsewhere leave it as it is. Some 25 bytes a pair are held.
 */
export class RandomSample {
  private candidates: Candidate[] = [];
  private highest: string | null = null;
  private readonly known = new HashIndex();
  /** How often keys were met again, by their number. */
  private readonly repeats = new Map<number, number>();
  private count = 0;

  /** @param hash 16 hex digits of a cryptographic hash */
  constructor(
    private readonly choice: SampleChoice,
    private readonly hash: (text: string) => string,
  ) {}

  /** Pairs of the whole file. */
  get population(): number {
    return this.count;
  }

  add({ row, line, pair }: Pick<PreferencePair, 'row' | 'line' | 'pair'>, hashes: PairHashes): void {
    this.count++;
    const key = hashes.hash < hashes.swapped ? hashes.hash : hashes.swapped;
    const occurrence = this.occurrenceOf(key);
    const rank = this.hash(`${String(this.choice.seed)} ${key} ${String(occurrence)}`);
    if (this.highest !== null && rank > this.highest) return;
    this.candidates.push({ row, line, pair, ...hashes, occurrence, rank });
    if (this.candidates.length >= this.choice.size + slack) this.cut();
  }

  /** In random order. */
  pairs(): readonly SampledPair[] {
    this.cut();
    return this.candidates.map(({ row, line, pair, hash, swapped, occurrence }) => ({ row, line, pair, hash, swapped, occurrence }));
  }

  private cut(): void {
    this.candidates.sort((first, second) => (first.rank < second.rank ? -1 : first.rank > second.rank ? 1 : 0));
    this.candidates.length = Math.min(this.candidates.length, this.choice.size);
    if (this.candidates.length === this.choice.size) this.highest = this.candidates[this.choice.size - 1]?.rank ?? null;
  }

  private occurrenceOf(key: string): number {
    const before = this.known.size;
    const number = this.known.add(parseInt(key.slice(0, 8), 16), parseInt(key.slice(8), 16));
    if (number === before) return 0;
    const occurrence = (this.repeats.get(number) ?? 0) + 1;
    this.repeats.set(number, occurrence);
    return occurrence;
  }
}
