import type { PreferencePair, UnreadableCode } from '../core/dataset/preferencePair';
import { readLocatedRow } from '../core/dataset/readLocatedRow';
import { CancelledError, ModelsReplacedError } from '../core/errors';
import type {
  RowSource,
  CancellationSignal,
  EvaluationFailure,
  EvaluationFailureCode,
  EvaluationOutcome,
  EvaluationRequest,
  ModelSetIdentity,
  PairKey,
  PairScores,
  RowLocation,
  Scorer,
  ScoreStore,
} from '../core/ports';
import type { PairEvaluation } from '../core/scoring/pairEvaluation';
import type { PairScore } from '../core/scoring/pairScore';
import { scorePair } from '../core/scoring/scorePair';
import type { ScoringSettings } from '../core/scoring/settings';

/** What became of one row: its figures, or why there are none. */
export type RowResult =
  | { readonly kind: 'scored'; readonly row: number; readonly line: number; readonly score: PairScore; readonly pair: PreferencePair }
  | {
      readonly kind: 'unscored';
      readonly row: number;
      readonly line: number;
      readonly column: number;
      readonly code: UnreadableCode | EvaluationFailureCode;
      /** One sentence: what is wrong and what to do. */
      readonly reason: string;
      /** Null for a row that could not be read. */
      readonly pair: PreferencePair | null;
    };

export interface ScoreRowsOptions {
  readonly settings: ScoringSettings;
  /** With per-token figures. */
  readonly tokens: boolean;
  /** Evaluations known from before; rows found here need no inference. Not consulted when tokens are asked for. */
  readonly store?: ScoreStore;
  readonly signal?: CancellationSignal;
  /** The model set that the rows before were scored with; another one is an error. */
  readonly expected?: ModelSetIdentity;
}

/**
 * Scores rows in the order given, one result each, none lost and none doubled, as soon as it exists. Unreadable rows are
 * answered in place. Throws ModelRefusedError, ModelsReplacedError, FileChangedError, or CancelledError when the signal is aborted.
 */
export async function* scoreRows(
  source: RowSource,
  locations: Iterable<RowLocation> | AsyncIterable<RowLocation>,
  scorer: Scorer,
  options: ScoreRowsOptions,
): AsyncGenerator<RowResult> {
  const identity = await scorer.identify(options.signal);
  if (options.expected && !isSameModelSet(identity, options.expected)) throw new ModelsReplacedError();
  const known = options.tokens ? undefined : await options.store?.open(identity);
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
const maximalSettled = 512;

function isSameModelSet(a: ModelSetIdentity, b: ModelSetIdentity): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

/** Keeps the rows that need no inference in their place among those that do. */
class ScoringRun {
  private readonly pending = new Map<number, { location: RowLocation; pair: PreferencePair; pairKey: PairKey | undefined }>();
  private settled: { key: number; result: RowResult }[] = [];
  private readonly locations: Iterator<RowLocation> | AsyncIterator<RowLocation>;
  private key = 0;
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
    while (this.settled.length < maximalSettled) {
      const next = await this.locations.next();
      if (next.done) {
        this.isAtEnd = true;
        return;
      }
      const request = await this.request(this.key++, next.value);
      if (request) yield request;
    }
  }

  /** Results of rows before `key` that were settled without inference, in order. */
  *settledBefore(key: number): Generator<RowResult> {
    const count = this.settled.findIndex((one) => one.key >= key);
    const before = count === -1 ? this.settled : this.settled.slice(0, count);
    this.settled = count === -1 ? [] : this.settled.slice(count);
    for (const { result } of before) yield result;
  }

  finish(outcome: EvaluationOutcome): RowResult {
    const pending = this.pending.get(outcome.key);
    if (!pending) throw new Error(`the engine answered row key ${outcome.key}, which was not asked`);
    this.pending.delete(outcome.key);
    const { location, pair, pairKey } = pending;
    const measured = 'failure' in outcome ? outcome.failure : outcome.evaluation;
    if (pairKey) this.scores?.set(pairKey, measured);
    return this.result(location, pair, measured);
  }

  private async request(key: number, location: RowLocation): Promise<EvaluationRequest | undefined> {
    const row = await readLocatedRow(this.source, location);
    if (row.kind === 'unreadable') {
      this.settled.push({ key, result: { ...row.unreadable, kind: 'unscored', pair: null } });
      return undefined;
    }
    const pairKey = this.scores?.keyOf(row.pair.texts);
    const known = pairKey && this.scores?.get(pairKey);
    if (known?.outcome) {
      this.settled.push({ key, result: this.result(location, row.pair, known.outcome) });
      return undefined;
    }
    this.pending.set(key, { location, pair: row.pair, pairKey });
    return { key, texts: row.pair.texts, tokens: this.options.tokens, ...(known?.reference && { reference: known.reference }) };
  }

  private result(location: RowLocation, pair: PreferencePair, measured: PairEvaluation | EvaluationFailure): RowResult {
    const { row, line } = location;
    if ('code' in measured) return { kind: 'unscored', row, line, column: 1, code: measured.code, reason: measured.message, pair };
    return { kind: 'scored', row, line, score: scorePair(location, measured, this.identity, this.options.settings), pair };
  }
}
