import type { PairEvaluation, ResponseEvaluation, StateProducts } from '../../core/scoring/pairEvaluation';

/** Whose figure it is: what the reference alone says is kept apart, so that all policies trained from it share it. */
export type FieldOwner = 'policy' | 'reference' | 'both';

export interface Field {
  readonly owner: FieldOwner;
  readonly kind: 'number' | 'flag';
}

/** Every field of T, or null for one that is not kept. The compiler tells when one was forgotten. */
type FieldTable<T> = { readonly [Name in keyof Required<T>]: Field | null };

const policy = { owner: 'policy', kind: 'number' } as const;
const policyFlag = { owner: 'policy', kind: 'flag' } as const;
const reference = { owner: 'reference', kind: 'number' } as const;

const both = { owner: 'both', kind: 'number' } as const;

const response: FieldTable<ResponseEvaluation> = {
  tokenCount: policy,
  scoredTokenCount: policy,
  truncated: policyFlag,
  logProbability: policy,
  referenceLogProbability: reference,
  sharedLengthLogProbability: policy,
  sharedLengthReferenceLogProbability: reference,
  entropy: policy,
  sequentialKl: both,
  // Asked for only where a pair is looked at; they would make a record fifty times as long.
  tokens: null,
  mass: null,
};

const states: FieldTable<StateProducts> = {
  chosenChosen: policy,
  chosenRejected: policy,
  rejectedRejected: policy,
  chosenStateCount: policy,
  rejectedStateCount: policy,
  lastChosenRejected: policy,
};

type Groups = 'chosen' | 'rejected' | 'states';
const pair: FieldTable<Omit<PairEvaluation, Groups>> = {
  promptTokenCount: policy,
  normalizedEditDistance: policy,
  displacement: policy,
  // Four times as long as all figures together, and wanted by few: it has a log of its own.
  stateDifference: null,
};

/** The parts of a PairEvaluation that are records themselves, '' for its own fields. A null part has every figure null. */
export const evaluationFields: Readonly<Record<Groups | '', Readonly<Record<string, Field | null>>>> = { '': pair, chosen: response, rejected: response, states };
