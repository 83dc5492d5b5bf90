import type { EvidenceName, Interval, VerdictName } from '../../src/core/noise/lintReport';

export function count(value: number): string {
  return value.toLocaleString('en-US');
}

/** A share of 0..1. Small ones keep a digit: 0.4 % is not nothing. */
export function percent(share: number): string {
  const value = share * 100;
  return `${value.toFixed(Math.abs(value) < 10 && value !== 0 ? 1 : 0)}\u00a0%`;
}

export function percentInterval({ estimate, low, high }: Interval): string {
  return `${percent(estimate)} (${percent(low)} to ${percent(high)})`;
}

export function signed(value: number): string {
  const text = Math.abs(value).toFixed(2);
  if (Number(text) === 0) return text;
  return `${value < 0 ? '\u2212' : '+'}${text}`;
}

/** Sources of evidence as people say them. */
export const sourceNames: Readonly<Record<EvidenceName, string>> = {
  'implicit-reward': 'Implicit reward',
  'reference-model': 'Reference model',
  'probe-states': 'Probe on hidden states',
  'probe-text': 'Probe on text features',
  'perplexity-difference': 'Perplexity difference',
  'model-spread': 'Several models',
};

export const verdictTexts: Readonly<Record<VerdictName, { readonly name: string; readonly meaning: string }>> = {
  wrong: { name: 'Wrong', meaning: 'the evidence says that the label is the wrong way round' },
  ambiguous: { name: 'Ambiguous', meaning: 'either response may be the better one' },
  unusable: { name: 'Unusable', meaning: 'nothing can be learned from the pair, whichever way it is labelled' },
  dangerous: { name: 'Dangerous', meaning: 'training on the pair would lower the probability of its own chosen response' },
  fine: { name: 'Fine', meaning: 'nothing speaks against the pair' },
};

/** κ in the words of Landis and Koch (1977). */
export function agreementText(kappa: number): string {
  if (kappa < 0) return 'less than by chance';
  if (kappa <= 0.2) return 'slight agreement';
  if (kappa <= 0.4) return 'fair agreement';
  if (kappa <= 0.6) return 'moderate agreement';
  return kappa <= 0.8 ? 'substantial agreement' : 'almost perfect agreement';
}
