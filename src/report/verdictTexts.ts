import type { VerdictName } from '../core/noise/lintReport';

/** Verdicts as people say them, with what they mean. */
export const verdictTexts: Readonly<Record<VerdictName, { readonly name: string; readonly meaning: string }>> = {
  wrong: { name: 'Wrong', meaning: 'the evidence says that the label is the wrong way round' },
  ambiguous: { name: 'Ambiguous', meaning: 'either response may be the better one' },
  unusable: { name: 'Unusable', meaning: 'nothing can be learned from the pair, whichever way it is labelled' },
  dangerous: { name: 'Dangerous', meaning: 'training on the pair would lower the probability of its own chosen response' },
  fine: { name: 'Fine', meaning: 'nothing speaks against the pair' },
};
