import type { FindingSettings } from '../config/findingSettings';
import type { FindingEvidence } from '../finding';
import type { FindingCode } from '../findingCodes';
import type { PairView } from './pairView';
import type { TextLibraries } from './textLibraries';

/** Takes down a finding of the pair that is being looked at. */
export type Report = (code: FindingCode, message: string, evidence: FindingEvidence) => void;

/** What checks go by. */
export interface CheckContext {
  readonly thresholds: FindingSettings['thresholds'];
  /** Null where nobody loaded them: what needs them is not looked for. */
  readonly libraries: TextLibraries | null;
}

/** What a pair alone can show, whatever else the file holds. */
export interface StructuralCheck {
  /** Not run at all where all of these are off. */
  readonly codes: readonly FindingCode[];
  run(view: PairView, report: Report, context: CheckContext): void;
}
