import type { PromptPiece } from './promptGame';

/** How a prompt is cut into players. */
export type PromptUnit =
  | { readonly kind: 'token' | 'word' | 'sentence' | 'line' | 'turn' }
  /** One player for each match of a regular expression (flags gu); the rest is always present. */
  | { readonly kind: 'pattern'; readonly pattern: string }
  /** One player for each marked part, as by several selections; the rest is always present. */
  | { readonly kind: 'parts'; readonly parts: readonly PromptPiece[] };

/** What becomes of absent players, before the players are known. */
export type RemovalChoice =
  | { readonly kind: 'delete' }
  | { readonly kind: 'delete-text' }
  | { readonly kind: 'mask'; readonly token: string | null }
  /** One text for every player, or one for each; the white space at the ends of a player stays. */
  | { readonly kind: 'baseline'; readonly texts: string | readonly string[] };
