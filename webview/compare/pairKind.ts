import * as l10n from '@vscode/l10n';

import type { ComparedPairs } from '../../src/shared/compareProtocol';
import type { ScatterCategory } from '../plots/scatter/scatterPoints';

/** Kinds of pairs in the scatter, in the order in which they are drawn. */
export const pairKinds: readonly ScatterCategory[] = [
  { label: l10n.t('Same response preferred'), color: 'var(--plus)', shape: 'disc' },
  { label: l10n.t('Flips'), color: 'var(--minus)', shape: 'triangle' },
  { label: l10n.t('Labels swapped in B'), color: 'var(--surprise)', shape: 'square' },
];

/** Index into `pairKinds` of every pair. */
export function kindsOf({ length, first, second, swapped }: ComparedPairs): Uint8Array {
  const kinds = new Uint8Array(length);
  for (let at = 0; at < length; at += 1) {
    const [a, b] = [first[at] ?? 0, second[at] ?? 0];
    kinds[at] = swapped[at] === 1 ? 2 : (a > 0 && b < 0) || (a < 0 && b > 0) ? 1 : 0;
  }
  return kinds;
}
