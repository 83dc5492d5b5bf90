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
} as const satisfies Readonly<Record<string, FindingKind>>;

export type FindingCode = keyof typeof findingCodes;
