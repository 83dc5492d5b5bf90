import type { PairProvenance } from './preferencePair';

/**
 * Columns that say, beside the label that is trained on, which answer is right. The first are about the answers (`chosen` or `rejected`, the name or letter of an
 * answer) or about the label (`true`, `correct`, `1`); the last say the opposite of the label (`true` for a pair that was turned round).
 */
export const heldOutLabelNames = ['gold', 'gold_label', 'gold_preference', 'true_label', 'true_preference', 'expert_label', 'held_out_label', 'label_correct', 'is_correct'] as const;
export const flippedLabelNames = ['flipped', 'is_flipped', 'label_flipped'] as const;

const right: ReadonlySet<string> = new Set(['chosen', 'true', 'correct', 'right', 'yes', '1']);
const wrong: ReadonlySet<string> = new Set(['rejected', 'false', 'incorrect', 'wrong', 'no', '0']);
/** Annotators who could not decide say nothing about the label. */
const undecided: ReadonlySet<string> = new Set(['tie', 'equal', 'both', 'neither', 'unsure', 'none', 'null', '']);

export function isHeldOutLabel(name: string): boolean {
  return [...heldOutLabelNames, ...flippedLabelNames].some((known) => known === name.toLowerCase());
}

/** Which answer a held-out label calls the better one; `none` where it is undecided, undefined where it cannot be understood. */
export function heldOutSide(name: string, value: string): 'chosen' | 'rejected' | 'none' | undefined {
  const text = value.trim().toLowerCase();
  if (undecided.has(text)) return 'none';
  const isFlip = flippedLabelNames.some((known) => known === name.toLowerCase());
  if (right.has(text)) return isFlip ? 'rejected' : 'chosen';
  if (wrong.has(text)) return isFlip ? 'chosen' : 'rejected';
  return undefined;
}

/** A held-out label that names an answer of the row, or gives its letter, as `chosen` or `rejected`; any other value as it is. */
export function namedSide(value: string, provenance: PairProvenance): string {
  const text = value.trim().toLowerCase();
  const names = (answer: string) => answer.toLowerCase() === text || (/^[a-z]$/.test(text) && answer.toLowerCase().endsWith(`_${text}`));
  const [isChosen, isRejected] = [names(provenance.chosen), names(provenance.rejected)];
  if (isChosen === isRejected) return value;
  return isChosen ? 'chosen' : 'rejected';
}
