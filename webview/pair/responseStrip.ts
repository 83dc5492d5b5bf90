import { element } from '../common/element';
import { explainedTerm } from '../common/explainedTerm';
import type { FloatingCard } from '../common/floatingCard';
import { formatCount, formatSigned, noFigure } from '../common/formatting';
import type { ResponseModel } from './panelModel';

/** The figures of a response that stand above it; each name says in a sentence what it is, by pointer and by keys. */
export function responseStrip({ score }: ResponseModel, card: FloatingCard): readonly HTMLElement[] {
  if (score === null) return [];
  const items: readonly (readonly [string, string, string])[] = [
    ['Reward', score.reward === null ? noFigure : formatSigned(score.reward), 'Implicit reward: beta times how much likelier the policy finds this response than the reference does, in nats.'],
    ['Log-probability', formatSigned(score.logProbability), 'How likely the policy finds the whole response: the sum over its tokens, in nats.'],
    ['Per token', score.averageLogProbability === null ? noFigure : formatSigned(score.averageLogProbability), 'The log-probability divided by the number of tokens, so that responses of different length can be compared.'],
    ['Length', formatCount(score.tokenCount, 'token') + (score.truncated ? ', truncated' : ''), 'Tokens that the trainer counts, those of the template and the end included.'],
  ];
  return items.map(([name, value, sentence]) => element('div', {}, element('dt', {}, explainedTerm(name, sentence, card)), element('dd', {}, value)));
}
