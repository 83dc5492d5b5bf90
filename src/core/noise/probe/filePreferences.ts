import type { Interval, PreferenceCoefficient } from '../lintReport';
import type { TrainedProbe } from './probeOutcome';

/**
 * Features in the order of how surely they count: by the end of the interval that is nearer to 0, those whose interval holds 0 last. The estimate is at equal
 * length, where the probe was asked to control for it. Features that never differ are left out. Empty where the probe was not asked for coefficients.
 */
export function filePreferences(probe: TrainedProbe, names: readonly string[]): readonly PreferenceCoefficient[] {
  const preferences = names.flatMap((feature, index): PreferenceCoefficient[] => {
    const [alone, joint] = [probe.aloneCoefficients?.[index], probe.coefficients?.[index]];
    if (!alone || !joint) return [];
    const main = probe.controlledCoefficients?.[index] ?? alone;
    return [{ feature, ...main, meanDifference: probe.meanDifferences[index] ?? 0, alone, joint }];
  });
  return preferences.sort((a, b) => certainty(b) - certainty(a) || Math.abs(b.estimate) - Math.abs(a.estimate));
}

/** How far the interval stays away from 0; 0 where it holds it. */
function certainty({ low, high }: Interval): number {
  return Math.max(low, -high, 0);
}
