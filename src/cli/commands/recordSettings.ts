import type { TargetName } from '../../core/attribution/attributionRecord';
import type { ModelSetIdentity } from '../../core/ports';
import type { AttributeSettings } from './attributeOptions';

/** What every record says of how it came about. */
export function recordSettings(target: TargetName, { view, seed, beta }: AttributeSettings, { convention, precision, policyHash, referenceHash }: ModelSetIdentity) {
  return { target, unit: view.unit.kind, removal: view.removal.kind, seed, beta, convention, precision, policyHash, referenceHash };
}
