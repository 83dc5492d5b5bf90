import * as l10n from '@vscode/l10n';

import type { AttributionTarget } from '../../src/core/attribution/attributionTarget';
import type { AttributedResponse } from '../../src/shared/attributionProtocol';
import { visiblePieces } from '../common/visibleText';
import { whole } from '../common/numbers';

const longestName = 40;

/** What a target is called in a list. */
export function targetName(target: AttributionTarget, responses: readonly AttributedResponse[]): string {
  const name = (index: number): string => responseName(responses, index);
  switch (target.kind) {
    case 'response':
      return l10n.t('Log-probability of {0}', name(target.response));
    case 'margin':
      return l10n.t('Reward margin');
    case 'likelihoodMargin':
      return l10n.t('Likelihood margin');
    case 'logOdds':
      return l10n.t('Log-odds of {0}', name(target.option));
    case 'probability':
      return l10n.t('Next token of {0}', name(target.response));
    case 'token':
      return l10n.t('Token {0}', tokenName(responses, target.response, target.token));
  }
}

/** One plain sentence: what a unit's figure means. */
export function targetSentence(target: AttributionTarget, responses: readonly AttributedResponse[]): string {
  const name = (index: number): string => responseName(responses, index);
  switch (target.kind) {
    case 'response':
      return l10n.t('A unit’s figure is how much its presence raises (+) or lowers (−) the log-probability of {0}, in nats, averaged over all orders in which units could be added.', name(target.response));
    case 'margin':
      return l10n.t('A unit’s figure is how much its presence moves the implicit reward of chosen over rejected, in nats, averaged over all orders in which units could be added.');
    case 'likelihoodMargin':
      return l10n.t('A unit’s figure is how much its presence moves the log-probability of chosen less that of rejected, in nats, averaged over all orders in which units could be added.');
    case 'logOdds':
      return l10n.t('A unit’s figure is how much its presence moves the log-odds of {0} against all other options, averaged over all orders in which units could be added.', name(target.option));
    case 'probability':
      return l10n.t('A unit’s figure is how many percentage points its presence adds to the probability that {0} begins as it does, averaged over all orders in which units could be added.', name(target.response));
    case 'token':
      return l10n.t('A unit’s figure is how much its presence raises (+) or lowers (−) the log-probability of this one token after the tokens before it, in nats.');
  }
}

export function responseName(responses: readonly AttributedResponse[], index: number): string {
  return shortened(responses[index]?.name ?? l10n.t('response {0}', whole(index + 1)));
}

export function tokenName(responses: readonly AttributedResponse[], response: number, token: number): string {
  return l10n.t('“{0}”', shortened(responses[response]?.tokens[token]?.text ?? ''));
}

/** Characters that would turn or hide text are written out: names stand in lists that show no markup. */
export function shortened(text: string, longest = longestName): string {
  const plain = visiblePieces(text.trim().slice(0, 4 * longest))
    .map(({ kind, text: shown, label }) => (kind === 'escape' ? (label.split(' ', 1)[0] ?? '') : kind === 'newline' ? '↵' : shown))
    .join('');
  const characters = Array.from(plain);
  return characters.length <= longest ? plain : `${characters.slice(0, longest - 1).join('')}…`;
}
