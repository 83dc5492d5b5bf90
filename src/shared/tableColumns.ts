/** What a numeric column of the table rests on: figures of the models, lengths of the texts, or the file itself. */
export type NumericSource = 'figure' | 'length' | 'file';

export interface NumericColumn {
  readonly id: string;
  /** What the filter calls it; lower case, no spaces. */
  readonly name: string;
  readonly title: string;
  /** One plain sentence: what it is and how to read it. */
  readonly explanation: string;
  readonly source: NumericSource;
  /** Written with a plus sign where positive, and with digits behind the point. */
  readonly style: 'signed' | 'share' | 'count';
}

/** Every numeric column, in the order of a row's `numbers`. */
export const numericColumns = [
  {
    id: 'rewardMargin',
    name: 'margin',
    title: 'Margin',
    explanation: 'Reward margin: reward of chosen minus reward of rejected, in nats. Below zero, the models prefer the rejected response.',
    source: 'figure',
    style: 'signed',
  },
  {
    id: 'lengthNormalizedChes',
    name: 'ches',
    title: 'CHES',
    explanation: 'Length-normalised CHES: the higher, the more training on the pair may lower the chosen response too.',
    source: 'figure',
    style: 'signed',
  },
  {
    id: 'preferenceProbability',
    name: 'probability',
    title: 'P(chosen)',
    explanation: 'Probability that chosen is preferred: the logistic function of the reward margin. Below one half, the models disagree with the label.',
    source: 'figure',
    style: 'share',
  },
  {
    id: 'likelihoodMargin',
    name: 'likelihood',
    title: 'Likelihood margin',
    explanation: 'Log-probability of chosen minus that of rejected under the policy alone, in nats.',
    source: 'figure',
    style: 'signed',
  },
  {
    id: 'displacement',
    name: 'displacement',
    title: 'Displacement',
    explanation: 'First-order change of the log-probability of chosen by one training step on the pair: below zero, the step makes chosen less likely.',
    source: 'figure',
    style: 'signed',
  },
  {
    id: 'referenceMargin',
    name: 'reference',
    title: 'Reference margin',
    explanation: 'Log-probability of chosen minus that of rejected under the reference, in nats.',
    source: 'figure',
    style: 'signed',
  },
  { id: 'chosenTokens', name: 'chosen.tokens', title: 'Chosen tokens', explanation: 'Tokens of the chosen response that count under the convention.', source: 'figure', style: 'count' },
  { id: 'rejectedTokens', name: 'rejected.tokens', title: 'Rejected tokens', explanation: 'Tokens of the rejected response that count under the convention.', source: 'figure', style: 'count' },
  {
    id: 'tokenDifference',
    name: 'tokens.difference',
    title: 'Token difference',
    explanation: 'Tokens of the chosen response minus those of the rejected one: above zero, the chosen response is longer.',
    source: 'figure',
    style: 'count',
  },
  { id: 'promptLength', name: 'prompt.length', title: 'Prompt length', explanation: 'Characters of the prompt.', source: 'length', style: 'count' },
  { id: 'chosenLength', name: 'chosen.length', title: 'Chosen length', explanation: 'Characters of the chosen response.', source: 'length', style: 'count' },
  { id: 'rejectedLength', name: 'rejected.length', title: 'Rejected length', explanation: 'Characters of the rejected response.', source: 'length', style: 'count' },
  { id: 'bytes', name: 'size', title: 'Size', explanation: 'Bytes of the row in the file.', source: 'file', style: 'count' },
] as const satisfies readonly NumericColumn[];

export type NumericColumnId = (typeof numericColumns)[number]['id'];
export const numericColumnIds = numericColumns.map(({ id }) => id) as [NumericColumnId, ...NumericColumnId[]];

export const textColumnIds = ['prompt', 'chosen', 'rejected'] as const;
export type TextColumnId = (typeof textColumnIds)[number];
