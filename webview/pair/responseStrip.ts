import * as l10n from '@vscode/l10n';

import { element } from '../common/element';
import { explainedTerm } from '../common/explainedTerm';
import type { FloatingCard } from '../common/floatingCard';
import { formatSigned, noFigure } from '../common/formatting';
import type { ResponseModel } from './panelModel';
import { tokenCount } from '../common/counts';

/** The figures of a response that stand above it; each name says in a sentence what it is, by pointer and by keys. */
export function responseStrip({ score }: ResponseModel, card: FloatingCard): readonly HTMLElement[] {
  if (score === null) return [];
  const items: readonly (readonly [string, string, string])[] = [
    [l10n.t('Reward'), score.reward === null ? noFigure : formatSigned(score.reward), l10n.t('Implicit reward: beta times how much likelier the policy finds this response than the reference does, in nats.')],
    [l10n.t('Log-probability'), formatSigned(score.logProbability), l10n.t('How likely the policy finds the whole response: the sum over its tokens, in nats.')],
    [l10n.t('Per token'), score.averageLogProbability === null ? noFigure : formatSigned(score.averageLogProbability), l10n.t('The log-probability divided by the number of tokens, so that responses of different length can be compared.')],
    [l10n.t('Length'), score.truncated ? l10n.t('{0}, truncated', tokenCount(score.tokenCount)) : tokenCount(score.tokenCount), l10n.t('Tokens that the trainer counts, those of the template and the end included.')],
  ];
  return items.map(([name, value, sentence]) => element('div', {}, element('dt', {}, explainedTerm(name, sentence, card)), element('dd', {}, value)));
}
