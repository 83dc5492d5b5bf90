import type { RowSelection } from '../../core/export/exportChoices';
import { findingCodes, type FindingCode } from '../../core/noise/findingCodes';

const duplicates: readonly FindingCode[] = ['duplicate-pair', 'normalized-duplicate'];
const errors = (Object.keys(findingCodes) as FindingCode[]).filter((code) => findingCodes[code].severity === 'error');

/** What a cleaned copy leaves out: errors, duplicates, pairs that nothing can be learned from, and labels that are probably wrong. */
export const uncleanPairs: RowSelection = { codes: [...errors, ...duplicates], verdicts: ['unusable', 'wrong'], rows: [] };
