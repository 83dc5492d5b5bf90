import type { FindingKind } from '../../findingKind';

/** Codes of findings about the responses of a pair, and about a pair beside the others of its file. */
export const pairCodes = {
  // The two responses of a pair.
  'identical-responses': {
    severity: 'error',
    title: 'Identical responses',
    explanation: 'Chosen and rejected are the same text, so the pair prefers nothing: its margin is zero under every model.',
    fixes: ['drop'],
  },
  'trivial-difference': {
    severity: 'warning',
    title: 'Trivially different responses',
    explanation: 'Chosen and rejected differ in nothing but white space, case, punctuation or the form of their Unicode characters: the pair teaches layout, not content.',
    fixes: ['drop'],
  },
  'prefix-responses': {
    severity: 'warning',
    title: 'One response begins with the other',
    explanation: 'One response is the beginning of the other: either it was cut off, or the pair only teaches to go on or to stop. Their shared tokens cancel out of the margin.',
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
  'empty-prompt': {
    severity: 'warning',
    title: 'Empty prompt',
    explanation: 'The prompt is empty or white space, so both responses are answers to nothing. Often the prompt stands in another field, or the texts share no beginning.',
    fixes: ['drop'],
  },
  'response-is-prompt': {
    severity: 'warning',
    title: 'Response is the prompt',
    explanation: 'A response is nothing but the prompt once more.',
    fixes: ['drop'],
  },
  'prompt-in-response': {
    severity: 'warning',
    title: 'Prompt repeated in a response',
    explanation: 'A response begins with the prompt: a trainer that adds the prompt shows it to the model twice, and its tokens count into the log-probability of the response.',
    fixes: ['repair-prompt'],
  },
  'url-only': {
    severity: 'information',
    title: 'Nothing but a link',
    explanation: 'A response is a link and nothing else: what it says cannot be learned from its characters.',
    fixes: ['drop'],
  },
  // Pairs beside other pairs of the file.
  'duplicate-pair': {
    severity: 'warning',
    title: 'Duplicate pair',
    explanation: 'An earlier row has the same prompt and the same two responses: the pair weighs double, and may leak from a training split to a test split.',
    fixes: ['drop'],
  },
  'normalized-duplicate': {
    severity: 'warning',
    title: 'Duplicate pair but for layout',
    explanation: 'An earlier row has the same prompt and responses but for white space, case, punctuation or the form of their Unicode characters: the pair weighs double.',
    fixes: ['drop'],
  },
  'near-duplicate': {
    severity: 'information',
    title: 'Near-duplicate pair',
    explanation: 'An earlier row has nearly the same prompt and responses, by the share of five-character pieces that they have in common: the pair weighs more than others, and may leak from a training split to a test split.',
    fixes: ['drop'],
  },
  'contradictory-pair': {
    severity: 'error',
    title: 'Contradictory pair',
    explanation: 'Another row has the same prompt and responses with the opposite preference: at most one of them can be right, and their gradients work against each other.',
    fixes: ['drop', 'swap'],
  },
  'normalized-contradiction': {
    severity: 'error',
    title: 'Contradictory pair but for layout',
    explanation: 'Another row prefers the same two responses the other way round, but for white space, case, punctuation or the form of their Unicode characters: at most one of them can be right.',
    fixes: ['drop', 'swap'],
  },
  'near-contradiction': {
    severity: 'warning',
    title: 'Nearly contradictory pair',
    explanation: 'Another row has nearly the same prompt and responses with the opposite preference: one of the two is probably wrong.',
    fixes: ['drop', 'swap'],
  },
  'preference-cycle': {
    severity: 'warning',
    title: 'Preference cycle',
    explanation: 'Several rows about one prompt prefer A to B, B to C and C to A: no scoring of the answers agrees with all of them.',
    fixes: ['drop'],
  },
  'length-outlier': {
    severity: 'information',
    title: 'Unusual length',
    explanation: 'A response is several times as long as nearly all responses of this file: it may be cut off in training, and outweighs the other pairs of its batch.',
    fixes: [],
  },
  'length-ratio': {
    severity: 'information',
    title: 'Unusual difference of length',
    explanation: 'One response is many times as long as the other, far beyond what is usual in this file: length alone may decide the pair.',
    fixes: [],
  },
  'format-outlier': {
    severity: 'information',
    title: 'Unusual difference of format',
    explanation: 'One response is mostly headings, lists or tables and the other has none, which is rare in this file: format alone may decide the pair.',
    fixes: [],
  },
} as const satisfies Readonly<Record<string, FindingKind>>;
