import type { DatasetReader } from '../core/dataset/datasetReader';
import { pairContentKey } from '../core/dataset/pairContentKey';
import type { RowPlaces } from '../core/dataset/rowPlaces';
import type { PreferencePair, ReadRow, UnreadableCode } from '../core/dataset/preferencePair';
import { CancelledError } from '../core/errors';
import { reasonForNoPair } from './reasonForNoPair';
import type {
  RowSource,
  CancellationSignal,
  EvaluationFailureCode,
  EvaluationOutcome,
  EvaluationRequest,
  ModelSetIdentity,
  RowLocation,
  Scorer,
  ScoreStore,
} from '../core/ports';
import type { PairEvaluation } from '../core/scoring/pairEvaluation';
import type { PairScore } from '../core/scoring/pairScore';
import { scorePair } from '../core/scoring/scorePair';
import type { ScoringSettings } from '../core/scoring/settings';

/** Why a row has no figures: it cannot be read, it holds no pair, or the models could do nothing with its pair. */
export type UnscoredCode = UnreadableCode | 'no-pair' | EvaluationFailureCode;

interface ResultPlace {
  readonly row: number;
  readonly line: number;
  /** Number of results that the row has in all: one for each of its pairs, or one that says why there is none. */
  readonly results: number;
}

/** What became of one pair of a row, or of a row without pairs: its figures, or why there are none. */
export type RowResult =
  | (ResultPlace & { readonly kind: 'scored'; readonly score: PairScore; readonly pair: PreferencePair })
  | (ResultPlace & {
      readonly kind: 'unscored';
      readonly column: number;
      readonly code: UnscoredCode;
      /** One sentence: what is wrong and what to do. */
      readonly reason: string;
      /** Null for a row that could not be read, and for one that holds no pair (code "no-pair"). */
      readonly pair: PreferencePair | null;
    });

export interface ScoreRowsOptions {
  readonly settings: ScoringSettings;
  readonly reader: DatasetReader;
  /** Finds the rows before a row, where pairs span rows. */
  readonly places?: RowPlaces;
  /** Of each row only the pair with this index (0-based). */
  readonly onlyPair?: number;
  /** With per-token figures. */
  readonly tokens: boolean;
  /** Evaluations known from before; rows found here need no inference. Not consulted when tokens are asked for. */
  readonly store?: ScoreStore;
  readonly signal?: CancellationSignal;
}

/**
 * Scores rows in the order given, as soon as that is done: one result for each pair, none lost and none doubled, and one for
 * each row that cannot be read or holds no pair, in its place. Throws ModelRefusedError, FileChangedError, or CancelledError when the signal is aborted.
 */
export async function* scoreRows(
  source: RowSource,
  locations: Iterable<RowLocation> | AsyncIterable<RowLocation>,
  scorer: Scorer,
  options: ScoreRowsOptions,
): AsyncGenerator<RowResult> {
  const identity = await scorer.identify(options.signal);
  const run = new ScoringRun(source, identity, options);
  for await (const outcome of scorer.evaluate(run.requests(locations), options.signal)) {
    yield* run.settledBefore(outcome.key);
    yield run.finish(outcome);
  }
  if (options.signal?.aborted) throw new CancelledError('Scoring was stopped.');
  yield* run.settledBefore(Infinity);
}

interface PendingPair {
  readonly pair: PreferencePair;
  readonly results: number;
  readonly contentKey: string;
}

/** Keeps the results that need no inference in their place among those that do. */
class ScoringRun {
  private readonly pending = new Map<number, PendingPair>();
  private readonly settled: { key: number; result: RowResult }[] = [];
  private nextKey = 0;

  constructor(
    private readonly source: RowSource,
    private readonly identity: ModelSetIdentity,
    private readonly options: ScoreRowsOptions,
  ) {}

  async *requests(locations: Iterable<RowLocation> | AsyncIterable<RowLocation>): AsyncGenerator<EvaluationRequest> {
    const { reader, places, onlyPair } = this.options;
    for await (const location of locations) {
      const row = await reader.read(this.source, location, places);
      if (row.kind === 'unreadable') this.settle({ ...row.unreadable, kind: 'unscored', results: 1, pair: null });
      else if (row.pairs.length === 0) this.settle(withoutPair(row));
      else yield* this.pairRequests(row.pairs.filter(({ pair }) => pair === (onlyPair ?? pair)));
    }
  }

  /** Results before `key` that were settled without inference, in order. */
  *settledBefore(key: number): Generator<RowResult> {
    for (let first = this.settled[0]; first !== undefined && first.key < key; first = this.settled[0]) {
      this.settled.shift();
      yield first.result;
    }
  }

  finish(outcome: EvaluationOutcome): RowResult {
    const pending = this.pending.get(outcome.key);
    if (!pending) throw new Error(`the engine answered request ${outcome.key}, which was not asked`);
    this.pending.delete(outcome.key);
    const { pair, results, contentKey } = pending;
    if ('failure' in outcome) {
      const { code, message } = outcome.failure;
      return { kind: 'unscored', row: pair.row, line: pair.line, results, column: 1, code, reason: message, pair };
    }
    if (!this.options.tokens) this.options.store?.set(contentKey, outcome.evaluation);
    return this.scored(pair, results, outcome.evaluation);
  }

  private *pairRequests(pairs: readonly PreferencePair[]): Generator<EvaluationRequest> {
    for (const pair of pairs) {
      const contentKey = evaluationKey(this.identity, pair);
      const known = this.options.tokens ? undefined : this.options.store?.get(contentKey);
      if (known) {
        this.settle(this.scored(pair, pairs.length, known));
        continue;
      }
      const key = this.nextKey++;
      this.pending.set(key, { pair, results: pairs.length, contentKey });
      yield { key, texts: pair.texts, tokens: this.options.tokens };
    }
  }

  private settle(result: RowResult): void {
    this.settled.push({ key: this.nextKey++, result });
  }

  private scored(pair: PreferencePair, results: number, evaluation: PairEvaluation): RowResult {
    const score = scorePair(pair, evaluation, this.identity, this.options.settings);
    return { kind: 'scored', row: pair.row, line: pair.line, results, score, pair };
  }
}

function withoutPair(read: ReadRow): RowResult {
  return { kind: 'unscored', row: read.row, line: read.line, results: 1, column: 1, code: 'no-pair', reason: reasonForNoPair(read), pair: null };
}

/** Everything an evaluation depends on: model set, convention and the texts themselves. */
function evaluationKey(identity: ModelSetIdentity, pair: PreferencePair): string {
  return JSON.stringify([identity.policyHash, identity.referenceHash, identity.convention, identity.maxLength, pairContentKey(pair.texts)]);
}
