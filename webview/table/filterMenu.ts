import { element } from '../common/element';

interface Suggestion {
  readonly label: string;
  readonly filter: string;
}

/** Conditions that are wanted often; each shows how it is written, so that the next one can be typed. */
const suggestions: readonly Suggestion[] = [
  { label: 'The models prefer the rejected response', filter: 'margin < 0' },
  { label: 'Training may lower the chosen response', filter: 'ches > 0' },
  { label: 'Not scored', filter: 'is:unscored' },
  { label: 'Something is wrong with the row', filter: 'is:finding' },
  { label: 'Cannot be read', filter: 'is:unreadable' },
  { label: 'Ties', filter: 'is:tie' },
  { label: 'Not paired', filter: 'is:unpaired' },
  { label: 'Short chosen responses', filter: 'chosen.length < 40' },
];

const grammar = [
  ['margin < 0', 'by any number: margin, ches, probability, likelihood, displacement, reference, chosen.tokens, tokens.difference, chosen.length, size, row …'],
  ['source = web', 'by a field of the row'],
  ['refund', 'anywhere in the row; "two words" in quotes'],
  ['chosen:sorry', 'in prompt, chosen or rejected'],
  ['finding:duplicate-pair', 'by the code of a finding'],
  ['verdict:wrong', 'by what the evidence says of the label'],
  ['-is:tie', 'a minus sign turns a condition round'],
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
