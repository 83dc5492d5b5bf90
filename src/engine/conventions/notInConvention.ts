import type { EvaluationFailure } from '../../core/ports';

/** The answer for a row that the convention has no rule for, or that its trainer refuses. */
export function notInConvention(message: string): EvaluationFailure {
  return { code: 'not-in-convention', message };
}
