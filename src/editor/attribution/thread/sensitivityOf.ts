import type { AttributionTarget } from '../../../core/attribution/attributionTarget';
import type { BiasFigure } from '../../../core/attribution/optionBias';
import type { SensitivityReport } from '../../../core/attribution/sensitivity/sensitivityReport';
import type { SensitivityView } from '../../../shared/attributionProtocol';

/** Before anything was tried. */
export function emptySensitivity(game: number, target: AttributionTarget): SensitivityView {
  return { game, activity: 'running', problem: null, target, done: 0, total: 0, original: null, variants: [], signChanges: null, posix: null, optionBias: null, leftOut: 0 };
}

/** The report as the panel takes it: the prompt as it is apart from its variants. */
export function sensitivityOf({ variants, signChanges, promptSensitivityIndex, optionBias, leftOut }: SensitivityReport): Omit<SensitivityView, 'game' | 'activity' | 'problem' | 'target'> {
  const [original, ...others] = variants;
  const copied = (biases: readonly BiasFigure[]): { value: number; standardError: number | null }[] => biases.map(({ value, standardError }) => ({ value, standardError }));
  return {
    done: variants.length,
    total: variants.length,
    original: original?.value ?? null,
    variants: others.map(({ kind, name, value }) => ({ kind, name, value })),
    signChanges,
    posix: promptSensitivityIndex && [...promptSensitivityIndex],
    optionBias: optionBias && { labels: copied(optionBias.labels), positions: copied(optionBias.positions) },
    leftOut,
  };
}
