import type { ModelSetIdentity } from '../ports';

/** Precision of the policy and, where it is not fp32, how far its figures are from being so, as measured at load. */
export function describePrecision({ precision, precisionError }: Pick<ModelSetIdentity, 'precision' | 'precisionError'>): string {
  if (precisionError === null) return precision;
  const { nats, against } = precisionError;
  if (against === 'fp32 sibling') return `${precision} (${rounded(nats)} nats a token from its fp32 file)`;
  return nats === 0 ? precision : `${precision} (${rounded(nats)} nats a token by what else is computed with it)`;
}

function rounded(nats: number): string {
  return String(Number(nats.toPrecision(2)));
}
