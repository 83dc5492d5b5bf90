import { isDeepStrictEqual } from 'node:util';

import type { PairTexts } from '../../../../src/core/dataset/preferencePair';
import type { Log, ModelSetIdentity, PairScores } from '../../../../src/core/ports';
import type { PairEvaluation, ResponseEvaluation } from '../../../../src/core/scoring/pairEvaluation';
import { FileScoreStore } from '../../../../src/io/scoreStore/fileScoreStore';

export const identity: ModelSetIdentity = {
  policyName: 'policy',
  policyHash: 'aaaaaaaaaaaaaaaa',
  referenceName: 'reference',
  referenceHash: 'bbbbbbbbbbbbbbbb',
  tokenizerHash: 'cccccccccccccccc',
  convention: 'trl',
  precision: 'fp32',
  precisionError: null,
  maxLength: 1024,
  hasStates: true,
  hasChatTemplate: false,
  allFigures: true,
};

export function textsOf(index: number): PairTexts {
  return { format: 'standard', prompt: `Question ${String(index)}`, chosen: 'yes', rejected: 'no' };
}

function response(index: number): ResponseEvaluation {
  return {
    tokenCount: 3 + (index % 5),
    scoredTokenCount: 3 + (index % 5),
    truncated: index % 2 === 1,
    logProbability: -Math.PI * (index + 1),
    referenceLogProbability: -Math.E * (index + 1),
    sharedLengthLogProbability: -1 / (index + 3),
    sharedLengthReferenceLogProbability: -Infinity,
    entropy: index % 3 === 0 ? null : 0.1 * index,
    sequentialKl: index % 7 === 0 ? null : 0.3 * index,
  };
}

export function evaluationOf(index: number): PairEvaluation {
  const states = { chosenChosen: 1 / 3, chosenRejected: -index, rejectedRejected: 1e300, chosenStateCount: 4, rejectedStateCount: 5, lastChosenRejected: 0 };
  return { promptTokenCount: index, chosen: response(index), rejected: response(index + 1), states: index % 4 === 0 ? null : states, displacement: -index / 3, normalizedEditDistance: 0.5 };
}

export interface OpenedStore {
  readonly store: FileScoreStore;
  readonly scores: PairScores;
  readonly warnings: readonly string[];
}

export async function openStore(folder: string, { maximalBytes = 1e9, models = identity } = {}): Promise<OpenedStore> {
  const warnings: string[] = [];
  const log: Log = { info: () => undefined, warn: (message) => warnings.push(message), error: (message) => warnings.push(message) };
  const store = new FileScoreStore({ folder, maximalBytes, log });
  return { store, scores: await store.open(models), warnings };
}

export function put(scores: PairScores, from: number, to: number): void {
  for (let index = from; index < to; index++) scores.set(scores.keyOf(textsOf(index)), evaluationOf(index));
}

/** Numbers of the pairs that are known; a wrong figure is an error. */
export function knownIn(scores: PairScores, count: number): number[] {
  return Array.from({ length: count }, (_, index) => index).filter((index) => {
    const { outcome } = scores.get(scores.keyOf(textsOf(index)));
    if (outcome && !isDeepStrictEqual(outcome, evaluationOf(index))) throw new Error(`pair ${String(index)} came back as ${JSON.stringify(outcome)}`);
    return outcome !== null;
  });
}
