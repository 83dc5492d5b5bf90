import * as z from 'zod';

import { findingCodes, type FindingCode } from '../../core/noise/findingCodes';

const file = z.string().min(1).max(4096).describe('Path of a dataset (JSON Lines, JSON, CSV, TSV or Parquet, also in gzip) or of a folder of shards: absolute, or relative to an open folder.');
const split = z.string().min(1).max(200).optional().describe('Which split of a folder, or which list of a JSON file; needed only where an earlier answer says that there are several.');
const scoring = (fallback: 'stored' | 'compute', costs: string) =>
  z.enum(['stored', 'compute']).default(fallback).describe(`"stored": only figures that earlier runs of the local models left behind. "compute": run the local models for what is missing; ${costs}`);
const longRun = 'this can take minutes to hours for large files, so use it only when the user wants it.';
const codes = Object.keys(findingCodes) as [FindingCode, ...FindingCode[]];

/** What each tool is asked with. The manifest holds the same as JSON schema; a test compares them. */
export const agentToolInputs = {
  preflens_summarizeDataset: z.strictObject({ file, split, scoring: scoring('stored', longRun) }),
  preflens_worstPairs: z.strictObject({
    file,
    split,
    count: z.int().min(1).max(50).default(10).describe('How many pairs to return at most.'),
    scoring: scoring('stored', longRun),
  }),
  preflens_explainPair: z.strictObject({
    file,
    split,
    row: z.int().min(0).describe('0-based number of the row, as in the field "row" of other answers; one less than the line of a JSON Lines file without blank lines.'),
    pair: z.int().min(0).default(0).describe('0-based number of the pair within its row; other than 0 only where a row holds several answers.'),
    scoring: scoring('compute', 'for one pair that takes seconds, longer the first time because models are loaded.'),
  }),
  preflens_explainFinding: z.strictObject({
    code: z.enum(codes).describe('Code of the finding, as in the field "code" of findings.'),
    file: file.optional().describe('With a dataset, the answer also says how often the finding is in it, and where.'),
    split,
  }),
} as const;

export type AgentToolName = keyof typeof agentToolInputs;
export type AgentToolInput<Name extends AgentToolName> = z.output<(typeof agentToolInputs)[Name]>;
export const agentToolNames = Object.keys(agentToolInputs) as AgentToolName[];
