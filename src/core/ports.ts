import type { PairTexts } from './dataset/preferencePair';
import type { PairEvaluation } from './scoring/pairEvaluation';
import type { ReferenceLogProbabilities } from './scoring/referenceLogProbabilities';

/** Conventions of trainers that the engine can follow; the rules are in docs/conventions.md. */
export const conventionNames = ['trl', 'trl-1.14', 'trl-0.20', 'mitchell', 'reward-bench', 'open-instruct'] as const;
export type ConventionName = (typeof conventionNames)[number];

/** How far a model that is not fp32 is from being so: differences of log π(token) on a small sample. */
export interface PrecisionError {
  /** Mean absolute difference, nats a token. */
  readonly nats: number;
  /** Largest one. */
  readonly largest: number;
  /** The fp32 file of the same model beside it, or the model itself when the same tokens are run with others. */
  readonly against: 'fp32 sibling' | 'another batch shape';
}

/** What a model set is, as every score that comes from it must say. */
export interface ModelSetIdentity {
  readonly policyName: string;
  /** First 16 hex digits of the SHA-256 over the model's graph, weights and tokenizer. */
  readonly policyHash: string;
  readonly referenceName: string | null;
  readonly referenceHash: string | null;
  /** The same over the policy's tokenizer alone, which decides what the reference reads. */
  readonly tokenizerHash: string;
  readonly convention: ConventionName;
  /** Storage and computation, for example "fp32" or "fp16 weights, fp32 computation". */
  readonly precision: string;
  /** Of the policy; null for fp32. */
  readonly precisionError: PrecisionError | null;
  /** Tokens of prompt and response together that the convention keeps. */
  readonly maxLength: number;
  /** False when the policy's file exposes no states that feed an unembedding: CHES is null. */
  readonly hasStates: boolean;
  readonly hasChatTemplate: boolean;
  /** Whether sequential KL and displacement are measured for every row, not only where tokens are asked for. */
  readonly allFigures: boolean;
}

export interface EvaluationRequest {
  /** Chosen by the caller; comes back with the outcome. */
  readonly key: number;
  readonly texts: PairTexts;
  /** With per-token figures, or sums only. */
  readonly tokens: boolean;
  /** With the difference of the pooled states of both responses. */
  readonly pooled?: boolean;
  /** Figures of the reference that are known already: its model is not asked. Never given together with `tokens`. */
  readonly reference?: ReferenceLogProbabilities;
}

export type EvaluationFailureCode =
  /** The prompt alone fills the maximal length: the trainer drops the row. */
  | 'prompt-fills-max-length'
  /** A conversational row on a tokenizer without chat template. */
  | 'no-chat-template'
  /** The convention has no rule for such a row, or its trainer refuses it. */
  | 'not-in-convention'
  /** The template refused the conversation (for example two user turns in a row). */
  | 'template-failed'
  /** The inference process died twice while it worked on this row. */
  | 'worker-crashed'
  /** The runtime refused the computation. */
  | 'inference-failed';

export interface EvaluationFailure {
  readonly code: EvaluationFailureCode;
  /** One sentence: what is wrong and what to do. */
  readonly message: string;
}

export type EvaluationOutcome =
  | { readonly key: number; readonly evaluation: PairEvaluation }
  | { readonly key: number; readonly failure: EvaluationFailure };

/** The part of AbortSignal that core needs; an AbortSignal is one. */
export interface CancellationSignal {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** Measures pairs with one model set under one convention. Implemented by the engine, in processes of its own. */
export interface Scorer {
  /** Loads the models if need be. Rejects with ModelRefusedError, whose message says what would work. */
  identify(signal?: CancellationSignal): Promise<ModelSetIdentity>;
  /**
   * One outcome for each request, in the order of the requests; a crash of the process loses and doubles none.
   * Ends early, without error, when the signal is aborted.
   */
  evaluate(
    requests: AsyncIterable<EvaluationRequest> | Iterable<EvaluationRequest>,
    signal?: CancellationSignal,
  ): AsyncIterable<EvaluationOutcome>;
  dispose(): Promise<void>;
}

/** A token as a reader sees it. */
export interface StripToken {
  readonly id: number;
  /** Decoded alone, or its vocabulary entry where its bytes do not make whole characters. */
  readonly text: string;
  /** True for control tokens and for anything the template or trainer added; of a prompt, for control tokens. */
  readonly special: boolean;
}

/** One sequence as the trainer feeds it to the model. Of a long prompt only the beginning and the end are there. */
export interface TokenStrip {
  readonly promptStart: readonly StripToken[];
  /** Prompt tokens between the two parts that are left out here. */
  readonly promptHidden: number;
  readonly promptEnd: readonly StripToken[];
  readonly completion: readonly StripToken[];
  /** Completion tokens behind those that are left out here; the trainer sees them. */
  readonly completionHidden: number;
  /** True when the maximal length cut completion tokens off. */
  readonly truncated: boolean;
}

/** Both sequences of a pair under one convention. */
export interface TokenStrips {
  readonly convention: ConventionName;
  readonly maxLength: number;
  readonly chosen: TokenStrip;
  readonly rejected: TokenStrip;
}

/** Encodes pairs under any convention with the tokenizer of a model set; runs no model. Implemented by the engine. */
export interface TokenViewer {
  /** Loads the models if need be. `convention` null: the model set's own. Rejects as Scorer.identify does. */
  viewTokens(texts: PairTexts, convention: ConventionName | null, signal?: CancellationSignal): Promise<TokenStrips | EvaluationFailure>;
}

/** Where a row lies in its file. The range holds neither the line end nor a byte order mark. */
export interface RowLocation {
  /** 0-based index among the rows of the file; blank lines are no rows. */
  readonly row: number;
  /** 1-based line of the row's first byte, blank lines counted; 0 where the format has no lines. */
  readonly line: number;
  readonly byteStart: number;
  /** 0 with `byteStart` 0 where rows have no bytes of their own (Parquet); such rows are found by their number. */
  readonly byteLength: number;
  /** 0-based index into the container's files; 0 unless told. */
  readonly file?: number;
}

/** How the rows of a file are written down. */
export const containerFormats = ['jsonl', 'json', 'csv', 'tsv', 'parquet'] as const;
export type ContainerFormat = (typeof containerFormats)[number];

export interface Container {
  readonly format: ContainerFormat;
  readonly compression: 'gzip' | null;
  /** Files that make up the dataset, in order of their rows: one, or the shards of a folder. */
  readonly files: readonly string[];
}

/** How the text of a row is written. A delimited row is one record; `header` names its cells. */
export type RowSyntax =
  | { readonly kind: 'json' }
  | { readonly kind: 'delimited'; readonly delimiter: string; readonly header: readonly string[] };

/**
 * What a source gives of a row: its text in UTF-8, or, where the file holds no text, its values as JSON has them, or, where that
 * part of the file is damaged, one sentence about it.
 */
export type RowContent =
  | { readonly kind: 'text'; readonly bytes: Uint8Array; readonly syntax: RowSyntax }
  | { readonly kind: 'values'; readonly fields: Readonly<Record<string, unknown>> }
  | { readonly kind: 'damaged'; readonly reason: string };

/** A dataset, read by ranges: nothing is held whole that need not be. */
export interface RowSource {
  readonly container: Container;
  /**
   * Places of all rows, in order, in chunks as they are found.
   * Throws UnreadableFileError when the file as a whole cannot be read (missing, of no known format, damaged …).
   */
  locate(signal?: CancellationSignal): AsyncIterable<readonly RowLocation[]>;
  /** One row. Throws FileChangedError when the file is no longer the one that was located. */
  read(location: RowLocation): Promise<RowContent>;
  close(): Promise<void>;
}

/** Names a pair by its content: the first 16 bytes of a SHA-256. */
export type PairKey = Uint8Array;

/** What is known of a pair; parts that are not are null. */
export interface KnownPair {
  /** The evaluation, or a failure that would come out the same again. */
  readonly outcome: PairEvaluation | EvaluationFailure | null;
  /** Told by the reference in company of another policy with the same tokenizer. */
  readonly reference: ReferenceLogProbabilities | null;
}

/** The stored evaluations of one model set under one convention. Nothing here fails: what cannot be read is not known. */
export interface PairScores {
  /** Another number whenever something may have become known, here or, as of the last opening, by another process. */
  readonly revision: number;
  keyOf(texts: PairTexts): PairKey;
  get(key: PairKey): KnownPair;
  /** As `PairEvaluation.stateDifference`; undefined where it is not known, and wherever the scores were not opened with `pooled`. */
  stateDifference(key: PairKey): Float32Array | null | undefined;
  /** Keeps an outcome; one that another attempt might change (a crash, say) is not kept. */
  set(key: PairKey, outcome: PairEvaluation | EvaluationFailure): void;
}

/**
 * Keeps evaluations by the content of the pair and the model set, so that a reopened or edited file re-scores only the rows
 * that are new. Several processes may use one store at once.
 */
export interface ScoreStore {
  /**
   * The scores of a model set, with what other processes stored meanwhile, and with `pooled` the pooled states as well. Cheap when
   * asked again. Never rejects.
   */
  open(identity: ModelSetIdentity, options?: { readonly pooled: boolean }): Promise<PairScores>;
}

export interface Log {
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}
