import * as l10n from '@vscode/l10n';

import { formatNumber, formatPercent, formatSigned } from '../common/formatting';
import type { FigureGroup, FigureRow } from './figureRow';
import { withoutReference, withoutStates, withoutTokens } from './missingReasons';
import { whole } from '../common/numbers';

const hasColumns: FigureRow['shown'] = ({ referenceColumns }) => referenceColumns !== undefined;

const preference: readonly FigureRow[] = [
  {
    name: l10n.t('Implicit reward'),
    explanation: l10n.t('Beta times how much likelier the policy finds the response than the reference does. DPO pushes the chosen one up and the rejected one down.'),
    format: formatSigned,
    response: (response) => response.reward,
    missing: withoutReference,
  },
  {
    name: l10n.t('Reward margin'),
    explanation: l10n.t('Reward of the chosen response minus that of the rejected one, in nats. Above 0 the policy agrees with the label.'),
    format: formatSigned,
    pair: (score) => score.rewardMargin,
    missing: withoutReference,
    percentile: 'marginPercentile',
  },
  {
    name: l10n.t('Preference probability'),
    explanation: l10n.t('How probable it is that chosen beats rejected, according to the policy: the logistic function of the margin.'),
    format: formatPercent,
    pair: (score) => score.preferenceProbability,
    missing: withoutReference,
  },
  {
    name: l10n.t('Length-normalised reward'),
    explanation: l10n.t('The reward of SimPO, which needs no reference: beta times the average log-probability of a token.'),
    format: formatSigned,
    response: (response) => response.lengthNormalizedReward,
    missing: withoutTokens,
  },
];

const likelihood: readonly FigureRow[] = [
  {
    name: l10n.t('Log-probability, policy'),
    explanation: l10n.t('Sum over the response’s tokens, in nats. Longer responses have lower sums.'),
    format: formatSigned,
    response: (response) => response.logProbability,
    missing: withoutTokens,
  },
  {
    name: l10n.t('Log-probability, reference'),
    explanation: l10n.t('The same sum under the reference model.'),
    format: formatSigned,
    response: (response) => response.referenceLogProbability,
    missing: withoutReference,
  },
  {
    name: l10n.t('Log-probability, trainer’s reference'),
    explanation: l10n.t('What a trainer wrote into the row (ref_chosen_logps and ref_rejected_logps of TRL): the sum under its reference model.'),
    format: formatSigned,
    response: (response, { chosen, referenceColumns }) => (response === chosen ? referenceColumns?.chosen : referenceColumns?.rejected) ?? null,
    missing: withoutReference,
    shown: hasColumns,
  },
  {
    name: l10n.t('Reference minus trainer’s'),
    explanation: l10n.t('Our log-probability under the reference minus the trainer’s own. Near 0 both saw the same tokens with the same model; otherwise model, precision or convention differ.'),
    format: formatSigned,
    response: (response, { chosen, referenceColumns }) => (response === chosen ? referenceColumns?.chosenDifference : referenceColumns?.rejectedDifference) ?? null,
    missing: withoutReference,
    shown: hasColumns,
  },
  {
    name: l10n.t('Average per token, policy'),
    explanation: l10n.t('Log-probability divided by the number of tokens, so that responses of different length can be compared.'),
    format: formatSigned,
    response: (response) => response.averageLogProbability,
    missing: withoutTokens,
  },
  {
    name: l10n.t('Likelihood margin'),
    explanation: l10n.t('Log-probability of chosen minus rejected under the policy alone. It favours the shorter response.'),
    format: formatSigned,
    pair: (score) => score.likelihoodMargin,
    missing: withoutTokens,
  },
  {
    name: l10n.t('Reference margin'),
    explanation: l10n.t('Log-probability of chosen minus rejected under the reference model.'),
    format: formatSigned,
    pair: (score) => score.referenceMargin,
    missing: withoutReference,
  },
  {
    name: l10n.t('Ranking difficulty'),
    explanation: l10n.t('The reference margin with its sign turned: how far the reference ranks the pair the wrong way round. Large values are hard to learn.'),
    format: formatSigned,
    pair: (score) => score.rankingDifficulty,
    missing: withoutReference,
  },
];

const displacement: readonly FigureRow[] = [
  {
    name: l10n.t('Length-normalised CHES'),
    explanation: l10n.t('Compare rows by this one. How alike the mean hidden states of the two responses are; the higher, the likelier that training lowers the chosen response too.'),
    format: formatSigned,
    pair: (score) => score.lengthNormalizedChes,
    missing: withoutStates,
    percentile: 'chesPercentile',
    recommended: true,
  },
  {
    name: l10n.t('CHES'),
    explanation: l10n.t('The same from summed hidden states, as first published. It grows with length, so do not rank rows by it.'),
    format: formatSigned,
    pair: (score) => score.ches,
    missing: withoutStates,
  },
  {
    name: l10n.t('Displacement'),
    explanation: l10n.t('First-order change of the chosen response’s log-probability by one DPO step on the unembedding. Below 0 the chosen response loses probability.'),
    format: formatSigned,
    pair: (score) => score.displacement,
    missing: (score) => (score.ches === null ? withoutStates() : l10n.t('not computed with this model')),
  },
  {
    name: l10n.t('Last hidden inner product'),
    explanation: l10n.t('Inner product of the last hidden states of the two responses; a simpler measure of likeness.'),
    format: formatSigned,
    pair: (score) => score.lastHiddenInnerProduct,
    missing: withoutStates,
  },
  {
    name: l10n.t('Normalised edit distance'),
    explanation: l10n.t('Token edits that turn one response into the other, over the longer length: 0 means the same, 1 nothing shared.'),
    format: formatNumber,
    pair: (score) => score.normalizedEditDistance,
    missing: withoutTokens,
  },
];

const responses: readonly FigureRow[] = [
  {
    name: l10n.t('Tokens'),
    explanation: l10n.t('Tokens the trainer counts, those of the template and the end included.'),
    format: whole,
    response: (response) => response.tokenCount,
    missing: withoutTokens,
  },
  {
    name: l10n.t('Entropy'),
    explanation: l10n.t('How unsure the policy is of the next token, averaged over the response, in nats. 0 means certain.'),
    format: formatNumber,
    response: (response) => response.entropy,
    missing: withoutTokens,
  },
  {
    name: l10n.t('Sequential KL'),
    explanation: l10n.t('How far the policy’s next-token distributions have moved away from the reference along the response, in nats.'),
    format: formatNumber,
    response: (response) => response.sequentialKl,
    missing: (score) => (score.referenceHash === null ? withoutReference(score) : l10n.t('not asked for')),
  },
  {
    name: l10n.t('Prompt tokens'),
    explanation: l10n.t('Tokens of the prompt under the convention, after truncation.'),
    format: whole,
    pair: (score) => score.promptTokenCount,
    missing: withoutTokens,
  },
];

/** Every figure of a pair, in reading order. */
export const figureGroups: readonly FigureGroup[] = [
  { name: l10n.t('Preference'), rows: preference },
  { name: l10n.t('Likelihood'), rows: likelihood },
  { name: l10n.t('Displacement risk'), rows: displacement },
  { name: l10n.t('Responses'), rows: responses },
];
