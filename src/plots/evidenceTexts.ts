import type { EvidenceName } from '../core/noise/lintReport';

/** Sources of evidence as people say them; pictures translate them. */
export const evidenceTexts: Readonly<Record<EvidenceName, string>> = {
  'implicit-reward': 'Implicit reward',
  'reference-model': 'Reference model',
  'probe-states': 'Probe on hidden states',
  'probe-text': 'Probe on text features',
  'perplexity-difference': 'Perplexity difference',
  'model-spread': 'Several models',
};
