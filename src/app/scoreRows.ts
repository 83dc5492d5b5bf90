import type { DatasetReader } from '../core/dataset/datasetReader';
import type { RowPlaces } from '../core/dataset/rowPlaces';
import type { PreferencePair, ReadRow, UnreadableCode } from '../core/dataset/preferencePair';
import { CancelledError, ModelsReplacedError } from '../core/errors';
import type { ReferenceColumns } from '../core/dataset/referenceColumns';
import { reasonForNoPair } from './reasonForNoPair';
import type {
  RowSource,
  CancellationSignal,
  EvaluationFailure,
  EvaluationFailureCode,
  EvaluationOutcome,
  EvaluationRequest,
  KnownPair,
  ModelSetIdentity,
  PairKey,
  PairScores,
  RowLocation,
  Scorer,
  ScoreStore,
} from '../core/ports';
import type { PairEvaluation } from '../core/scoring/pairEvaluation';
import type { PairScore } from '../core/scoring/pairScore';
import { columnsAsReference, compareReference } from '../core/scoring/compareReference';
import { referenceOf, withReference } from '../core/scoring/referenceLogProbabilities';
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
  | (ResultPlace & {
      readonly kind: 'scored';
      readonly score: PairScore;
      readonly pair: PreferencePair;
      /** As `PairEvaluation.stateDifference`; present where it was asked for. */
      readonly stateDifference?: Float32Array | null;
    })
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
  /** With the difference of the pooled states; a pair whose figures are stored without it is measured again. */
  readonly pooled?: boolean;
  /** Evaluations known from before; rows found here need no inference. Not consulted when tokens are asked for. */
  readonly store?: ScoreStore;
  /** Take as reference what a trainer wrote into the rows (TRL's columns); for model sets without a reference model. */
  readonly columns?: boolean;
  readonly signal?: CancellationSignal;
  /** The model set that the rows before were scored with; another one is an error. */
  readonly expected?: ModelSetIdentity;
}

/**
 * Scores rows in the order given, as soon as that is done: one result for each pair, none lost and none doubled, and one for
 * each row that cannot be read or holds no pair, in its place. Throws ModelRefusedError, ModelsReplacedError, FileChangedError, or CancelledError when the signal is aborted.
 */
export async function* scoreRows(
  source: RowSource,
  locations: Iterable<RowLocation> | AsyncIterable<RowLocation>,
  scorer: Scorer,
  options: ScoreRowsOptions,
): AsyncGenerator<RowResult> {
  const identity = await scorer.identify(options.signal);
  if (options.expected && !isSameModelSet(identity, options.expected)) throw new ModelsReplacedError();
  const known = options.tokens ? undefined : await options.store?.open(identity, { pooled: options.pooled ?? false });
  const run = new ScoringRun(source, identity, options, locations, known);
  do {
    for await (const outcome of scorer.evaluate(run.requests(), options.signal)) {
      yield* run.settledBefore(outcome.key);
      yield run.finish(outcome);
    }
    if (options.signal?.aborted) throw new CancelledError('Scoring was stopped.');
    yield* run.settledBefore(Infinity);
  } while (!run.isAtEnd);
}

/** Rows without need of a model that may wait for the ones before them: a stored file must stream too, and be held nowhere. */
const maximalSettled = 64;

function isSameModelSet(a: ModelSetIdentity, b: ModelSetIdentity): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

interface PendingPair {
  readonly pair: PreferencePair;
  readonly results: number;
  readonly pairKey: PairKey | undefined;
}

/** Keeps the results that need no inference in their place among those that do. */
class ScoringRun {
  private readonly pending = new Map<number, PendingPair>();
  private settled: { key: number; result: RowResult }[] = [];
  private readonly locations: Iterator<RowLocation> | AsyncIterator<RowLocation>;
  private nextKey = 0;
  /** True when the last row was asked for. */
  isAtEnd = false;

  constructor(
    private readonly source: RowSource,
    private readonly identity: ModelSetIdentity,
    private readonly options: ScoreRowsOptions,
    locations: Iterable<RowLocation> | AsyncIterable<RowLocation>,
    private readonly scores: PairScores | undefined,
  ) {
    this.locations = Symbol.asyncIterator in locations ? locations[Symbol.asyncIterator]() : locations[Symbol.iterator]();
  }

  /** What the models must be asked, up to the end or until enough other rows are settled. */
  async *requests(): AsyncGenerator<EvaluationRequest> {
    const { reader, places, onlyPair } = this.options;
    while (this.settled.length < maximalSettled) {
      const next = await this.locations.next();
      if (next.done) {
        this.isAtEnd = true;
        return;
      }
      const row = await reader.read(this.source, next.value, places);
      if (row.kind === 'unreadable') this.settle({ ...row.unreadable, kind: 'unscored', results: 1, pair: null });
      else if (row.pairs.length === 0) this.settle(withoutPair(row));
      else yield* this.pairRequests(row.pairs.filter(({ pair }) => pair === (onlyPair ?? pair)));
    }
  }

  /** Results before `key` that were settled without inference, in order. */
  *settledBefore(key: number): Generator<RowResult> {
    const count = this.settled.findIndex((one) => one.key >= key);
    const before = count === -1 ? this.settled : this.settled.slice(0, count);
    this.settled = count === -1 ? [] : this.settled.slice(count);
    for (const { result } of before) yield result;
  }

  finish(outcome: EvaluationOutcome): RowResult {
    const pending = this.pending.get(outcome.key);
    if (!pending) throw new Error(`the engine answered request ${outcome.key}, which was not asked`);
    this.pending.delete(outcome.key);
    const { pair, results, pairKey } = pending;
    const measured = 'failure' in outcome ? outcome.failure : outcome.evaluation;
    if (pairKey) this.scores?.set(pairKey, measured);
    return this.result(pair, results, measured);
  }

  private *pairRequests(pairs: readonly PreferencePair[]): Generator<EvaluationRequest> {
    for (const pair of pairs) {
      const pairKey = this.scores?.keyOf(pair.texts);
      const known = pairKey && this.known(pairKey);
      if (known?.outcome) {
        this.settle(this.result(pair, pairs.length, known.outcome));
        continue;
      }
      const key = this.nextKey++;
      this.pending.set(key, { pair, results: pairs.length, pairKey });
      const { tokens, pooled } = this.options;
      yield { key, texts: pair.texts, tokens, ...(pooled && { pooled }), ...(known?.reference && { reference: known.reference }) };
    }
  }

  /** What the store has of a pair; with pooled states an evaluation counts only together with them. */
  private known(key: PairKey): KnownPair | undefined {
    const known = this.scores?.get(key);
    if (!this.options.pooled || !known?.outcome || 'code' in known.outcome) return known;
    const stateDifference = this.scores?.stateDifference(key);
    if (stateDifference !== undefined) return { ...known, outcome: { ...known.outcome, stateDifference } };
    return { outcome: null, reference: this.identity.referenceHash === null ? null : referenceOf(known.outcome) };
  }

  private settle(result: RowResult): void {
    this.settled.push({ key: this.nextKey++, result });
  }

  private result(pair: PreferencePair, results: number, measured: PairEvaluation | EvaluationFailure): RowResult {
    const { row, line } = pair;
    if ('code' in measured) return { kind: 'unscored', row, line, results, column: 1, code: measured.code, reason: measured.message, pair };
    const { stateDifference } = measured;
    return { kind: 'scored', row, line, results, score: this.score(pair, measured), pair, ...(stateDifference !== undefined && { stateDifference }) };
  }

  private score(pair: PreferencePair, measured: PairEvaluation): PairScore {
    const { settings, columns } = this.options;
    const { referenceColumns: given } = pair;
    if (!given) return scorePair(pair, measured, this.identity, settings);
    const score = columns ? scorePair(pair, withColumns(measured, given), { ...this.identity, referenceHash: columnsAsReference }, settings) : scorePair(pair, measured, this.identity, settings);
    return { ...score, referenceColumns: compareReference(score, given) };
  }
}

/** A trainer stores whole sums only, so what counts a part of the tokens stays unknown. */
function withColumns(measured: PairEvaluation, { chosen, rejected }: ReferenceColumns): PairEvaluation {
  const figures = (sum: number) => ({ referenceLogProbability: sum, sharedLengthReferenceLogProbability: null });
  return withReference(measured, { chosen: figures(chosen), rejected: figures(rejected) });
}

function withoutPair(read: ReadRow): RowResult {
  return { kind: 'unscored', row: read.row, line: read.line, results: 1, column: 1, code: 'no-pair', reason: reasonForNoPair(read), pair: null };
}
