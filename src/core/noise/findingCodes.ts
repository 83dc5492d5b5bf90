import type { FindingKind } from './findingKind';
import { structuralCodes } from './structural/structuralCodes';

export type { FindingFix, FindingSeverity } from './findingKind';

/** Every code that a finding can have. Codes are a public contract: they are never renamed, and never reused for something else. */
export const findingCodes = {
  ...structuralCodes,
} as const satisfies Readonly<Record<string, FindingKind>>;

export type FindingCode = keyof typeof findingCodes;
