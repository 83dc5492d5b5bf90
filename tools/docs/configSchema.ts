import { z } from 'zod';

import { lintConfigSchema } from '../../src/core/noise/config/lintConfig';

/** media/preflens.config.schema.json, from the schema that reads the file. Draft 7 is what VS Code knows best. */
export function configSchema(): string {
  return `${JSON.stringify(z.toJSONSchema(lintConfigSchema, { target: 'draft-7', io: 'input', override: withoutMachineLimits }), null, 2)}\n`;
}

/** zod states the range of exact integers, which helps nobody who writes a configuration. */
function withoutMachineLimits({ jsonSchema }: { readonly jsonSchema: { maximum?: number | undefined } }): void {
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
}
