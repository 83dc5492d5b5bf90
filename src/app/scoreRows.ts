import type { PreferencePair, UnreadableCode } from '../core/dataset/preferencePair';
import { readLocatedRow } from '../core/dataset/readLocatedRow';
import { pairContentKey } from '../core/dataset/pairContentKey';
import { CancelledError } from '../core/errors';
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
}

/**
 * Scores rows in the order given, one result each, none lost and none doubled, as soon as it exists. Unreadable rows are
 * answered in place. Throws ModelRefusedError, FileChangedError, or CancelledError when the signal is aborted.
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

/** Keeps the rows that need no inference in their place among those that do. */
class ScoringRun {
  private readonly pending = new Map<number, { location: RowLocation; pair: PreferencePair; contentKey: string }>();
  private readonly settled: { key: number; result: RowResult }[] = [];

  constructor(
    private readonly source: RowSource,
    private readonly identity: ModelSetIdentity,
    private readonly options: ScoreRowsOptions,
  ) {}

  async *requests(locations: Iterable<RowLocation> | AsyncIterable<RowLocation>): AsyncGenerator<EvaluationRequest> {
    let key = 0;
    for await (const location of locations) {
      const request = await this.request(key, location);
      if (request) yield request;
      key++;
    }
  }

  /** Results of rows before `key` that were settled without inference, in order. */
  *settledBefore(key: number): Generator<RowResult> {
    for (let first = this.settled[0]; first !== undefined && first.key < key; first = this.settled[0]) {
      this.settled.shift();
      yield first.result;
    }
  }

  finish(outcome: EvaluationOutcome): RowResult {
    const pending = this.pending.get(outcome.key);
    if (!pending) throw new Error(`the engine answered row key ${outcome.key}, which was not asked`);
    this.pending.delete(outcome.key);
    const { location, pair, contentKey } = pending;
    if ('failure' in outcome) {
      const { code, message } = outcome.failure;
      return { kind: 'unscored', row: location.row, line: location.line, column: 1, code, reason: message, pair };
    }
    if (!this.options.tokens) this.options.store?.set(contentKey, outcome.evaluation);
    return this.scored(location, pair, outcome.evaluation);
  }

  private async request(key: number, location: RowLocation): Promise<EvaluationRequest | undefined> {
    const row = await readLocatedRow(this.source, location);
    if (row.kind === 'unreadable') {
      this.settled.push({ key, result: { ...row.unreadable, kind: 'unscored', pair: null } });
      return undefined;
    }
    const contentKey = evaluationKey(this.identity, row.pair);
    const known = this.options.tokens ? undefined : this.options.store?.get(contentKey);
    if (known) {
      this.settled.push({ key, result: this.scored(location, row.pair, known) });
      return undefined;
    }
    this.pending.set(key, { location, pair: row.pair, contentKey });
    return { key, texts: row.pair.texts, tokens: this.options.tokens };
  }

  private scored(location: RowLocation, pair: PreferencePair, evaluation: PairEvaluation): RowResult {
    const score = scorePair(location, evaluation, this.identity, this.options.settings);
    return { kind: 'scored', row: location.row, line: location.line, score, pair };
  }
}

/** Everything an evaluation depends on: model set, convention and the texts themselves. */
function evaluationKey(identity: ModelSetIdentity, pair: PreferencePair): string {
  return JSON.stringify([identity.policyHash, identity.referenceHash, identity.convention, identity.maxLength, identity.precision, identity.allFigures, pairContentKey(pair.texts)]);
}
