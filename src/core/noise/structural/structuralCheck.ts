import type { FindingSettings } from '../config/findingSettings';
import type { FindingEvidence } from '../finding';
import type { FindingCode } from '../findingCodes';
import type { PairView } from './pairView';

/** Takes down a finding of the pair that is being looked at. */
export type Report = (code: FindingCode, message: string, evidence: FindingEvidence) => void;

/** What a pair alone can show, whatever else the file holds. */
export interface StructuralCheck {
  /** Not run at all where all of these are off. */
  readonly codes: readonly FindingCode[];
  run(view: PairView, report: Report, thresholds: FindingSettings['thresholds']): void;
}
