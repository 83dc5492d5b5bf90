/** How much of an answer is told. */
export interface AnswerLimits {
  /** Entries of each list. */
  readonly items: number;
  /** UTF-16 units of each text of the dataset. */
  readonly characters: number;
}

/** From all that is useful down to the bare figures: an answer takes the first that fits. */
export const answerLimits: readonly AnswerLimits[] = [
  { items: 50, characters: 4000 },
  { items: 25, characters: 1500 },
  { items: 12, characters: 600 },
  { items: 6, characters: 240 },
  { items: 3, characters: 100 },
  { items: 1, characters: 40 },
  { items: 0, characters: 0 },
];
