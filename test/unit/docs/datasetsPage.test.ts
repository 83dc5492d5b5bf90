import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

import { datasetsPage } from '../../../tools/docs/datasetsPage';

it('docs/datasets.md is what the adapters give (npm run docs writes it)', () => {
  expect(readFileSync('docs/datasets.md', 'utf8')).toBe(datasetsPage());
});
