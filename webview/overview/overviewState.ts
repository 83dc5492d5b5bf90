import * as z from 'zod';

import { verdictNames } from '../../src/core/noise/lintReport';
import { displacementAxes, marginFigures } from '../../src/core/overview/overviewFigures';

/** Raised when a field changes meaning; state of another version is forgotten. */
const stateVersion = 1;

const end = z.number().nullable();

/** What selected pairs have in common: `from` ≤ value < `below` for a range, whose end is open where it is null. */
export const conditionSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('range'), column: z.enum([...marginFigures, ...displacementAxes, 'lengthDifference']), from: end, below: end }),
  z.strictObject({ kind: z.literal('label'), label: z.string(), value: z.string() }),
  z.strictObject({ kind: z.literal('code'), code: z.string() }),
  z.strictObject({ kind: z.literal('verdict'), verdict: z.enum(verdictNames) }),
]);
export type Condition = z.infer<typeof conditionSchema>;

/** What somebody selected, and in which picture. All conditions hold together. */
const selectionSchema = z.strictObject({ picture: z.string(), conditions: z.array(conditionSchema) });
export type Selection = z.infer<typeof selectionSchema>;

/** What the page remembers while it is hidden; nothing of the data. */
const overviewStateSchema = z.strictObject({ version: z.literal(stateVersion), selection: selectionSchema.nullable(), axis: z.enum(displacementAxes).nullable() });
export type RememberedState = z.infer<typeof overviewStateSchema>;

export function readRememberedState(saved: unknown): RememberedState {
  const parsed = overviewStateSchema.safeParse(saved);
  return parsed.success ? parsed.data : { version: stateVersion, selection: null, axis: null };
}
