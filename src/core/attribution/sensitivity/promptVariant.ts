import type { GameTexts } from '../promptGame';

export const variantKinds = ['rewrite', 'option order', 'yours', 'swap'] as const;
export type VariantKind = (typeof variantKinds)[number];

/** Another way to ask the same. */
export interface PromptVariant {
  readonly kind: VariantKind;
  /** What was done, in a few words; unique among the variants of a prompt. */
  readonly name: string;
  readonly texts: GameTexts;
}

/** Variants, and how many more there would have been. */
export interface VariantSet {
  readonly variants: readonly PromptVariant[];
  readonly leftOut: number;
}
