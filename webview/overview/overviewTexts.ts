import * as l10n from '@vscode/l10n';

import type { EvidenceName, VerdictName } from '../../src/core/noise/lintReport';
import { fixed } from '../common/numbers';

export function signed(value: number): string {
  const text = fixed(Math.abs(value), 2);
  if (Math.abs(value) < 0.005) return text;
  return `${value < 0 ? '\u2212' : '+'}${text}`;
}

/** Sources of evidence as people say them. */
export const sourceNames: Readonly<Record<EvidenceName, string>> = {
  'implicit-reward': l10n.t('Implicit reward'),
  'reference-model': l10n.t('Reference model'),
  'probe-states': l10n.t('Probe on hidden states'),
  'probe-text': l10n.t('Probe on text features'),
  'perplexity-difference': l10n.t('Perplexity difference'),
  'model-spread': l10n.t('Several models'),
};

export const verdictTexts: Readonly<Record<VerdictName, { readonly name: string; readonly meaning: string }>> = {
  wrong: { name: l10n.t('Wrong'), meaning: l10n.t('the evidence says that the label is the wrong way round') },
  ambiguous: { name: l10n.t('Ambiguous'), meaning: l10n.t('either response may be the better one') },
  unusable: { name: l10n.t('Unusable'), meaning: l10n.t('nothing can be learned from the pair, whichever way it is labelled') },
  dangerous: { name: l10n.t('Dangerous'), meaning: l10n.t('training on the pair would lower the probability of its own chosen response') },
  fine: { name: l10n.t('Fine'), meaning: l10n.t('nothing speaks against the pair') },
};

/** κ in the words of Landis and Koch (1977). */
export function agreementText(kappa: number): string {
  if (kappa < 0) return l10n.t('less than by chance');
  if (kappa <= 0.2) return l10n.t('slight agreement');
  if (kappa <= 0.4) return l10n.t('fair agreement');
  if (kappa <= 0.6) return l10n.t('moderate agreement');
  return kappa <= 0.8 ? l10n.t('substantial agreement') : l10n.t('almost perfect agreement');
}
