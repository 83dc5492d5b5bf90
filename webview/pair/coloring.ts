/** What the colour of a token can stand for, in the order of the number keys. */
export const colorings = ['reward', 'logProbability', 'ches', 'diff'] as const;
export type Coloring = (typeof colorings)[number];

export const coloringLabels: Readonly<Record<Coloring, string>> = {
  reward: 'Implicit reward',
  logProbability: 'Log-probability',
  ches: 'CHES share',
  diff: 'Word diff',
};

/** The question that a coloring answers. */
export const coloringQuestions: Readonly<Record<Coloring, string>> = {
  reward: 'Where does the policy differ from its reference?',
  logProbability: 'Which tokens surprise the policy?',
  ches: 'Which tokens raise the risk that training lowers the chosen response?',
  diff: 'Which words differ between the two responses?',
};
