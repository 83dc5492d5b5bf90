import type { FindingKind } from './findingKind';
import { structuralCodes } from './structural/structuralCodes';

export type { FindingFix, FindingSeverity } from './findingKind';

/** Every code that a finding can have. Codes are a public contract: they are never renamed, and never reused for something else. */
export const findingCodes = {
  ...structuralCodes,
  // What models and probes say of labels.
  'label-contradicted': {
    severity: 'warning',
    title: 'Label contradicted',
    explanation:
      'Models and probes together give the label a high probability of being wrong, at the noise rate estimated for the file. A wrong label teaches the opposite of what was meant.',
    fixes: ['swap', 'drop'],
  },
  'ambiguous-pair': {
    severity: 'information',
    title: 'Ambiguous pair',
    explanation: 'Sources of evidence that are sure of themselves disagree about the label, or all together cannot decide: the pair may be a matter of taste rather than an error.',
    fixes: ['drop'],
  },
  'displacement-risk': {
    severity: 'information',
    title: 'Likelihood displacement',
    explanation: 'Training on the pair is likely to lower the probability of its own chosen response, because the model sees both responses as much alike.',
    fixes: ['drop'],
  },
  'hard-to-learn': {
    severity: 'information',
    title: 'Hard to learn',
    explanation: 'The reference model ranks the pair the wrong way round by far more than other pairs of the file: DPO seldom turns such an order.',
    fixes: [],
  },
  'models-disagree': {
    severity: 'information',
    title: 'Model sets disagree',
    explanation: 'The spread of the margins over several model sets is larger than their mean: they do not agree which response is better.',
    fixes: [],
  },
  'perplexity-difference': {
    severity: 'information',
    title: 'Unlikely chosen response',
    explanation: "The chosen response is far less likely than the rejected one, token by token, which is PerpCorrect's sign of a wrong label; the evidence together does not confirm it.",
    fixes: ['swap', 'drop'],
  },
  'probe-disagrees': {
    severity: 'information',
    title: 'Probe disagrees',
    explanation: 'A probe that learned from the other pairs of the file expects the opposite label; the evidence together does not confirm it.',
    fixes: ['swap', 'drop'],
  },
} as const satisfies Readonly<Record<string, FindingKind>>;

export type FindingCode = keyof typeof findingCodes;
