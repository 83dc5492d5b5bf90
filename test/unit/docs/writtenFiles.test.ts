import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

import { configSchema } from '../../../tools/docs/configSchema';
import { datasetsPage } from '../../../tools/docs/datasetsPage';
import { findingsPage } from '../../../tools/docs/findingsPage';
import { localisationBundle } from '../../../tools/docs/localisationBundle';
import { manifestWithTools } from '../../../tools/docs/manifestWithTools';
import { suggestedModelsPage } from '../../../tools/docs/suggestedModelsPage';

it.each([
  ['docs/datasets.md', datasetsPage],
  ['docs/findings.md', findingsPage],
  ['docs/suggested-models.md', suggestedModelsPage],
  ['media/preflens.config.schema.json', configSchema],
  ['package.json', manifestWithTools],
  ['l10n/bundle.l10n.json', localisationBundle],
])('%s is what the code gives (npm run docs writes it)', async (name, write) => {
  expect(readFileSync(path.resolve(import.meta.dirname, '../../..', name), 'utf8')).toBe(await write());
}, 180_000);
