export type FindingSeverity = 'error' | 'warning' | 'information';

/** What can safely be done about a finding; silencing is always possible. */
export type FindingFix =
  | 'drop'
  | 'swap'
  /** Cut the prompt off the responses that repeat it. */
  | 'repair-prompt'
  /** Strip end, start and template tokens that stand in the text of a response. */
  | 'strip-tokens';

interface FindingKind {
  readonly severity: FindingSeverity;
  /** A few words, for lists. */
  readonly title: string;
  /** Why it matters, for the documentation and the details of a diagnostic. */
  readonly explanation: string;
  readonly fixes: readonly FindingFix[];
}

/** Every code that a finding can have. Codes are a public contract: they are never renamed, and never reused for something else. */
export const findingCodes = {
  'identical-responses': {
    severity: 'error',
    title: 'Identical responses',
    explanation: 'Chosen and rejected are the same text, so the pair prefers nothing: its margin is zero under every model.',
    fixes: ['drop'],
  },
  'empty-chosen': {
    severity: 'error',
    title: 'Empty chosen response',
    explanation: 'The preferred response is empty or white space: training on the pair rewards saying nothing.',
    fixes: ['drop'],
  },
  'empty-rejected': {
    severity: 'warning',
    title: 'Empty rejected response',
    explanation: 'The rejected response is empty or white space: the pair is won by any text, and lowers the probability of stopping at once.',
    fixes: ['drop'],
  },
  'duplicate-pair': {
    severity: 'warning',
    title: 'Duplicate pair',
    explanation: 'An earlier row has the same prompt and the same two responses: the pair weighs double, and may leak from a training split to a test split.',
    fixes: ['drop'],
  },
  'contradictory-pair': {
    severity: 'error',
    title: 'Contradictory pair',
    explanation: 'Another row has the same prompt and responses with the opposite preference: at most one of them can be right, and their gradients work against each other.',
    fixes: ['drop', 'swap'],
  },
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
