import type { AttributionReport } from './attributionReport';
import { unitText } from './attributionReport';

/** The same fields as `preflens attribute --format json`, and where the prompt came from. */
export function reportJson({ view, figures, sensitivity }: AttributionReport): string {
  const { place, policyName, referenceName, convention, choice, players: pieces } = view;
  const { target, method, seed, evaluations, empty, full, residual, exact, players, interactions, tokenNoise } = figures;
  const values = (players ?? []).map(({ value, standardError, low, high, tokens, lowInformation }, player) => ({
    text: unitText(view, player), ...pieces[player], value, standardError, low, high, tokens, lowInformation,
  }));
  const report = {
    source: { ...place }, policy: policyName, reference: referenceName, convention,
    target, unit: choice.unit, removal: choice.removal, method, seed, players: pieces.length, evaluations, exact, empty, full, residual,
    values, interactions: interactions ?? [], tokenNoise,
    sensitivity: sensitivity && { original: sensitivity.original, variants: sensitivity.variants, signChanges: sensitivity.signChanges, posix: sensitivity.posix, optionBias: sensitivity.optionBias },
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}
