import type { DecoderBody, Caches } from './decoderBody';
import { noCaches } from './decoderInputs';
import type { ScoringHead } from './scoringHead';
import { fewestRows, sortSequences, splitSequences, type TreeSequence } from './sequenceTree';

/** Tokens, of which those from `from` on are scored; something precedes them. */
export interface ScoredSequence {
  readonly ids: readonly number[];
  readonly from: number;
}

/** log π of the scored tokens, in nats. */
export interface SequenceScore {
  /** Its place among the sequences that were asked for. */
  readonly index: number;
  readonly logProbabilities: Float32Array;
}

/** Tokens of one run, padding included: beyond, a run only grows longer. */
const mostRunTokens = 512;
/** Share of padding in a run of several sequences. */
const mostPadding = 0.25;
/** A cache is copied for every sequence of a run; a cached token costs as much of it as this share of one that is read. */
const cachedShare = 1 / 16;

/** What is read from one cache. */
interface Reading {
  readonly past: number;
  readonly caches: Caches;
}

/**
 * Scores many sequences: what they share at their beginning is read once, and what is left of them is read in batches. For decoders whose
 * runs of two rows or more are exact, so that a score has the same bits whatever else is asked.
 */
export class SequenceScorer {
  constructor(
    private readonly body: DecoderBody,
    private readonly head: ScoringHead,
    /** Whether several sequences may go on from one cache in one run. */
    private readonly cachedBatches: boolean,
  ) {}

  /** After each run those whose scores are known by then, perhaps none; whoever drives it may stop between two. */
  async *score(sequences: readonly ScoredSequence[]): AsyncGenerator<readonly SequenceScore[]> {
    const read = sequences.map(({ ids, from }, index): TreeSequence => {
      // The last token's own state predicts nothing; the first scored token is predicted by the one before it.
      const needed = ids.slice(0, -1);
      return { index, ids: needed, cacheable: Math.max(0, Math.min(from - 1, needed.length - fewestRows)) };
    });
    const hasTokens = ({ index }: TreeSequence) => (sequences[index]?.ids.length ?? 0) > (sequences[index]?.from ?? 0);
    yield read.filter((one) => !hasTokens(one)).map(({ index }) => ({ index, logProbabilities: new Float32Array() }));
    yield* this.visit(sequences, sortSequences(read.filter(hasTokens)), { past: 0, caches: noCaches });
  }

  private async *visit(all: readonly ScoredSequence[], sequences: readonly TreeSequence[], reading: Reading): AsyncGenerator<readonly SequenceScore[]> {
    const { leaves, branches } = this.body.hasCaches ? splitSequences(sequences, reading.past) : { leaves: sequences, branches: [] };
    for (const run of this.runsOf(leaves, reading.past)) yield await this.scoreRun(all, run, reading);
    for (const branch of branches) {
      const ids = branch.sequences[0]?.ids.slice(reading.past, branch.length) ?? [];
      const caches = await this.body.readCaches({ sequences: [ids], ...reading });
      yield [];
      yield* this.visit(all, branch.sequences, { past: branch.length, caches });
    }
  }

  /** Leaves of about the same length together, up to a size at which a run is as fast as it gets. */
  private runsOf(leaves: readonly TreeSequence[], past: number): readonly (readonly TreeSequence[])[] {
    const runs: TreeSequence[][] = [];
    for (const leaf of [...leaves].sort((a, b) => b.ids.length - a.ids.length)) {
      const run = runs.at(-1);
      const [longest] = run ?? [];
      if (run && longest && this.fits(run, leaf, past)) run.push(leaf);
      else runs.push([leaf]);
    }
    return runs;
  }

  private fits(run: readonly TreeSequence[], leaf: TreeSequence, past: number): boolean {
    if (past > 0 && !this.cachedBatches) return false;
    const longest = (run[0]?.ids.length ?? 0) - past;
    const count = run.length + 1;
    const read = run.reduce((sum, { ids }) => sum + ids.length - past, leaf.ids.length - past);
    return count * (longest + past * cachedShare) <= mostRunTokens && count * longest - read <= mostPadding * read;
  }

  private async scoreRun(all: readonly ScoredSequence[], run: readonly TreeSequence[], { past, caches }: Reading): Promise<readonly SequenceScore[]> {
    const tails = run.map(({ ids }) => ids.slice(past));
    const padded = tails.map((ids, row) => (row === 0 && ids.length < fewestRows ? [...ids, ids[0] ?? 0] : ids));
    const states = await this.body.readStates({ sequences: padded, past, caches: this.body.repeated(caches, run.length) });
    const responses = run.flatMap(({ index }, row) => {
      const [sequence, rows] = [all[index], states[row]];
      return sequence && rows ? [{ states: rows, ids: sequence.ids, firstScored: sequence.from, vocabulary: false, entropies: false }] : [];
    });
    const scores = await this.head.logProbabilitiesOf(responses);
    return run.map(({ index }, row) => ({ index, logProbabilities: scores[row] ?? new Float32Array() }));
  }
}
