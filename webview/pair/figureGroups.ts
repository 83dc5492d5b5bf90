import { formatNumber, formatPercent, formatSigned } from '../common/formatting';
import type { FigureGroup, FigureRow } from './figureRow';
import { withoutReference, withoutStates, withoutTokens } from './missingReasons';

const hasColumns: FigureRow['shown'] = ({ referenceColumns }) => referenceColumns !== undefined;

const preference: readonly FigureRow[] = [
  {
    name: 'Implicit reward',
    explanation: 'Beta times how much likelier the policy finds the response than the reference does. DPO pushes the chosen one up and the rejected one down.',
    format: formatSigned,
    response: (response) => response.reward,
    missing: withoutReference,
  },
  {
    name: 'Reward margin',
    explanation: 'Reward of the chosen response minus that of the rejected one, in nats. Above 0 the policy agrees with the label.',
    format: formatSigned,
    pair: (score) => score.rewardMargin,
    missing: withoutReference,
    percentile: 'marginPercentile',
  },
  {
    name: 'Preference probability',
    explanation: 'How probable it is that chosen beats rejected, according to the policy: the logistic function of the margin.',
    format: formatPercent,
    pair: (score) => score.preferenceProbability,
    missing: withoutReference,
  },
  {
    name: 'Length-normalised reward',
    explanation: 'The reward of SimPO, which needs no reference: beta times the average log-probability of a token.',
    format: formatSigned,
    response: (response) => response.lengthNormalizedReward,
    missing: withoutTokens,
  },
];

const likelihood: readonly FigureRow[] = [
  {
    name: 'Log-probability, policy',
    explanation: 'Sum over the response’s tokens, in nats. Longer responses have lower sums.',
    format: formatSigned,
    response: (response) => response.logProbability,
    missing: withoutTokens,
  },
  {
    name: 'Log-probability, reference',
    explanation: 'The same sum under the reference model.',
    format: formatSigned,
    response: (response) => response.referenceLogProbability,
    missing: withoutReference,
  },
  {
    name: 'Log-probability, trainer’s reference',
    explanation: 'What a trainer wrote into the row (ref_chosen_logps and ref_rejected_logps of TRL): the sum under its reference model.',
    format: formatSigned,
    response: (response, { chosen, referenceColumns }) => (response === chosen ? referenceColumns?.chosen : referenceColumns?.rejected) ?? null,
    missing: withoutReference,
    shown: hasColumns,
  },
  {
    name: 'Reference minus trainer’s',
    explanation: 'Our log-probability under the reference minus the trainer’s own. Near 0 both saw the same tokens with the same model; otherwise model, precision or convention differ.',
    format: formatSigned,
    response: (response, { chosen, referenceColumns }) => (response === chosen ? referenceColumns?.chosenDifference : referenceColumns?.rejectedDifference) ?? null,
    missing: withoutReference,
    shown: hasColumns,
  },
  {
    name: 'Average per token, policy',
    explanation: 'Log-probability divided by the number of tokens, so that responses of different length can be compared.',
    format: formatSigned,
    response: (response) => response.averageLogProbability,
    missing: withoutTokens,
  },
  {
    name: 'Likelihood margin',
    explanation: 'Log-probability of chosen minus rejected under the policy alone. It favours the shorter response.',
    format: formatSigned,
    pair: (score) => score.likelihoodMargin,
    missing: withoutTokens,
  },
  {
    name: 'Reference margin',
    explanation: 'Log-probability of chosen minus rejected under the reference model.',
    format: formatSigned,
    pair: (score) => score.referenceMargin,
    missing: withoutReference,
  },
  {
    name: 'Ranking difficulty',
    explanation: 'The reference margin with its sign turned: how far the reference ranks the pair the wrong way round. Large values are hard to learn.',
    format: formatSigned,
    pair: (score) => score.rankingDifficulty,
    missing: withoutReference,
  },
];

const displacement: readonly FigureRow[] = [
  {
    name: 'Length-normalised CHES',
    explanation: 'Compare rows by this one. How alike the mean hidden states of the two responses are; the higher, the likelier that training lowers the chosen response too.',
    format: formatSigned,
    pair: (score) => score.lengthNormalizedChes,
    missing: withoutStates,
    percentile: 'chesPercentile',
    recommended: true,
  },
  {
    name: 'CHES',
    explanation: 'The same from summed hidden states, as first published. It grows with length, so do not rank rows by it.',
    format: formatSigned,
    pair: (score) => score.ches,
    missing: withoutStates,
  },
  {
    name: 'Displacement',
    explanation: 'First-order change of the chosen response’s log-probability by one DPO step on the unembedding. Below 0 the chosen response loses probability.',
    format: formatSigned,
    pair: (score) => score.displacement,
    missing: (score) => (score.ches === null ? withoutStates() : 'not computed with this model'),
  },
  {
    name: 'Last hidden inner product',
    explanation: 'Inner product of the last hidden states of the two responses; a simpler measure of likeness.',
    format: formatSigned,
    pair: (score) => score.lastHiddenInnerProduct,
    missing: withoutStates,
  },
  {
    name: 'Normalised edit distance',
    explanation: 'Token edits that turn one response into the other, over the longer length: 0 means the same, 1 nothing shared.',
    format: formatNumber,
    pair: (score) => score.normalizedEditDistance,
    missing: withoutTokens,
  },
];

const responses: readonly FigureRow[] = [
  {
    name: 'Tokens',
    explanation: 'Tokens the trainer counts, those of the template and the end included.',
    format: (value) => value.toLocaleString('en-US'),
    response: (response) => response.tokenCount,
    missing: withoutTokens,
  },
  {
    name: 'Entropy',
    explanation: 'How unsure the policy is of the next token, averaged over the response, in nats. 0 means certain.',
    format: formatNumber,
    response: (response) => response.entropy,
    missing: withoutTokens,
  },
  {
    name: 'Sequential KL',
    explanation: 'How far the policy’s next-token distributions have moved away from the reference along the response, in nats.',
    format: formatNumber,
    response: (response) => response.sequentialKl,
    missing: (score) => (score.referenceHash === null ? withoutReference(score) : 'not asked for'),
  },
  {
    name: 'Prompt tokens',
    explanation: 'Tokens of the prompt under the convention, after truncation.',
    format: (value) => value.toLocaleString('en-US'),
    pair: (score) => score.promptTokenCount,
    missing: withoutTokens,
  },
];

/** Every figure of a pair, in reading order. */
export const figureGroups: readonly FigureGroup[] = [
  { name: 'Preference', rows: preference },
  { name: 'Likelihood', rows: likelihood },
  { name: 'Displacement risk', rows: displacement },
  { name: 'Responses', rows: responses },
];
