/** What the colour of a token can stand for, in the order of the number keys. */
export const colorings = ['reward', 'logProbability', 'ches', 'diff'] as const;
export type Coloring = (typeof colorings)[number];

export const coloringLabels: Readonly<Record<Coloring, string>> = {
  reward: 'Implicit reward',
  logProbability: 'Log-probability',
  ches: 'CHES share',
  diff: 'Word diff',
};

/** How the policy sees a token, in words that fit the figure: used by the legend and the token card. */
export const coloringQuestions: Readonly<Record<Coloring, string>> = {
  reward: 'Where does the policy differ from its reference?',
  logProbability: 'Which tokens surprise the policy?',
  ches: 'Which tokens pull the two responses together?',
  diff: 'Which words differ between the two responses?',
};
