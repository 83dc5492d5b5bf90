import type { TokenScore } from '../../src/core/scoring/pairScore';
import type { TextUnit } from './textUnit';

/** The figures of a unit: sums over its tokens (log-probabilities and shares add up), null where any is unknown. */
export interface UnitFigures {
  readonly logProbability: number | null;
  readonly referenceLogProbability: number | null;
  readonly reward: number | null;
  readonly entropy: number | null;
  readonly kl: number | null;
  readonly chesShare: number | null;
  readonly displacementShare: number | null;
}

type SummedFigure = keyof UnitFigures;

export function unitFigures(unit: TextUnit): UnitFigures {
  return {
    logProbability: sum(unit.tokens, 'logProbability'),
    referenceLogProbability: sum(unit.tokens, 'referenceLogProbability'),
    reward: sum(unit.tokens, 'reward'),
    entropy: sum(unit.tokens, 'entropy'),
    kl: sum(unit.tokens, 'kl'),
    chesShare: sum(unit.tokens, 'chesShare'),
    displacementShare: sum(unit.tokens, 'displacementShare'),
  };
}

function sum(tokens: readonly TokenScore[], figure: SummedFigure): number | null {
  if (tokens.length === 0) return null;
  let total = 0;
  for (const token of tokens) {
    const value = token[figure];
    if (value === null) return null;
    total += value;
  }
  return total;
}
