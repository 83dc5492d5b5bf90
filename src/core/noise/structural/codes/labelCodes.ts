import type { FindingKind } from '../../findingKind';

/** Codes of findings about what the label teaches, and what annotators said of it. */
export const labelCodes = {
  // Refusals.
  'refusal-chosen': {
    severity: 'information',
    title: 'Refusal preferred',
    explanation: 'The chosen response refuses, the rejected one does not, and nothing in the prompt looks harmful: such pairs teach a model to refuse too much.',
    fixes: ['swap', 'drop'],
  },
  'refusal-rejected': {
    severity: 'information',
    title: 'Refusal of a harmful request rejected',
    explanation: 'The prompt looks harmful, the rejected response refuses and the chosen one does not: such pairs unteach refusing.',
    fixes: ['swap', 'drop'],
  },
  'both-refuse': {
    severity: 'information',
    title: 'Both responses refuse',
    explanation: 'Both responses refuse: their texts are alike, so training on the pair tends to lower the probability of both.',
    fixes: [],
  },
  // What annotators said.
  'annotators-disagree': {
    severity: 'information',
    title: 'Annotators disagree',
    explanation: 'The annotators of the row did not agree; the majority decides.',
    fixes: [],
  },
  'tie': {
    severity: 'information',
    title: 'Tie',
    explanation: 'The row says that nobody preferred either answer, so it gives no pair.',
    fixes: [],
  },
  'equal-ratings': {
    severity: 'information',
    title: 'Equal ratings',
    explanation: 'The row rates both responses the same, so the preference between them is arbitrary.',
    fixes: [],
  },
  'ratings-contradict': {
    severity: 'warning',
    title: 'Ratings contradict the label',
    explanation: 'The row rates the rejected response higher than the chosen one.',
    fixes: ['swap', 'drop'],
  },
} as const satisfies Readonly<Record<string, FindingKind>>;
