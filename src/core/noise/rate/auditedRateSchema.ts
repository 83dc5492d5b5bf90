import { z } from 'zod';

import type { AuditedRate } from '../lintReport';

const count = z.int().nonnegative();

/** What a review of pairs drawn at random comes to, as messages and records have it. */
export const auditedRateSchema = z.strictObject({
  seed: count,
  pairs: count,
  sampled: count,
  right: count,
  wrong: count,
  mended: count,
  unusable: count,
  unsure: count,
  open: count,
  sawEvidence: count,
  rate: z.strictObject({ estimate: z.number(), low: z.number(), high: z.number() }).nullable(),
  more: count,
}) satisfies z.ZodType<AuditedRate>;
