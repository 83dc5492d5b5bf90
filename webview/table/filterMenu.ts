import * as l10n from '@vscode/l10n';

import { element } from '../common/element';

interface Suggestion {
  readonly label: string;
  readonly filter: string;
}

/** Conditions that are wanted often; each shows how it is written, so that the next one can be typed. */
const suggestions: readonly Suggestion[] = [
  { label: l10n.t('The models prefer the rejected response'), filter: 'margin < 0' },
  { label: l10n.t('Training may lower the chosen response'), filter: 'ches > 0' },
  { label: l10n.t('Not scored'), filter: 'is:unscored' },
  { label: l10n.t('Something is wrong with the row'), filter: 'is:finding' },
  { label: l10n.t('Cannot be read'), filter: 'is:unreadable' },
  { label: l10n.t('Ties'), filter: 'is:tie' },
  { label: l10n.t('Not paired'), filter: 'is:unpaired' },
  { label: l10n.t('Short chosen responses'), filter: 'chosen.length < 40' },
];

const grammar = [
  ['margin < 0', l10n.t('by any number: margin, ches, probability, likelihood, displacement, reference, chosen.tokens, tokens.difference, chosen.length, size, row …')],
  ['source = web', l10n.t('by a field of the row')],
  ['refund', l10n.t('anywhere in the row; "two words" in quotes')],
  ['chosen:sorry', l10n.t('in prompt, chosen or rejected')],
  ['finding:duplicate-pair', l10n.t('by the code of a finding')],
  ['verdict:wrong', l10n.t('by what the evidence says of the label')],
  ['-is:tie', l10n.t('a minus sign turns a condition round')],
] as const;

/** Entries that add a condition to the filter, and how conditions are written. */
export function filterMenuEntries(add: (filter: string) => void): readonly Node[] {
  const entries = suggestions.map(({ label, filter }) => {
    const button = element('button', { type: 'button', class: 'menu-entry' }, element('span', {}, label), element('code', {}, filter));
    button.addEventListener('click', () => add(filter));
    return button;
  });
  const rules = grammar.map(([example, meaning]) => element('div', {}, element('dt', {}, element('code', {}, example)), element('dd', {}, meaning)));
  return [...entries, element('dl', { class: 'grammar' }, ...rules)];
}
