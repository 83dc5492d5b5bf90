export const pairSides = ['prompt', 'chosen', 'rejected'] as const;
export type PairSide = (typeof pairSides)[number];

/** A change inside a row. `pair` is the 0-based index among the pairs of the row. */
export type RowChange =
  | { readonly kind: 'swap'; readonly pair: number }
  | { readonly kind: 'set-text'; readonly pair: number; readonly side: PairSide; readonly text: string };
