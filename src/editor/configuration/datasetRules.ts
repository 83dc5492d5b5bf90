import { z } from 'zod';

import { schemaNames } from '../../core/dataset/schemaNames';

const mappingSchema = z.strictObject({ prompt: z.string().min(1).optional(), chosen: z.string().min(1), rejected: z.string().min(1) });

const datasetRuleSchema = z.object({
  pattern: z.string().min(1),
  schema: z.enum(schemaNames).optional(),
  mapping: mappingSchema.optional(),
  choices: z.record(z.string(), z.string()).optional(),
});
/** How the files of a pattern are to be read. */
export type DatasetRule = z.infer<typeof datasetRuleSchema>;

/** Rules that cannot be read are left out one by one, so that a typing mistake does not undo the others. */
export const datasetRulesSchema = z
  .array(z.unknown())
  .catch([])
  .transform((rules) => rules.flatMap(readRule));

function readRule(rule: unknown): DatasetRule[] {
  const read = datasetRuleSchema.safeParse(rule);
  return read.success ? [read.data] : [];
}
