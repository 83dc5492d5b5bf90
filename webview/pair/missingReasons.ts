import type { PairScore } from '../../src/core/scoring/pairScore';

export function withoutReference(score: PairScore): string {
  return score.referenceHash === null ? 'no reference model' : withoutTokens();
}

export function withoutStates(): string {
  return 'the policy’s file gives no hidden states';
}

export function withoutTokens(): string {
  return 'no token could be scored';
}
