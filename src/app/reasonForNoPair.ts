import type { ReadRow } from '../core/dataset/preferencePair';

/** Why a row that can be read gives no pair, in one sentence. */
export function reasonForNoPair({ loose, notes }: ReadRow): string {
  return loose[0]?.why ?? notes[0]?.message ?? 'The row holds no two answers of which one is preferred.';
}
