import { expect, it } from 'vitest';

import { defaultFindingSettings } from '../../../src/core/noise/config/findingSettings';
import { FindingCollector } from '../../../src/core/noise/structural/findingCollector';

it('keeps all errors, and of what is for information as much as says something, with the others counted', () => {
  const collector = new FindingCollector(defaultFindingSettings);
  for (let row = 0; row < 100_003; row++) {
    collector.report({ row, line: row + 1, pair: 0 }, 'truncated-response', 'cut', {});
    collector.report({ row, line: row + 1, pair: 0 }, 'identical-responses', 'the same', {});
  }
  const kept = (code: string) => collector.findings.filter((finding) => finding.code === code).length;
  expect([kept('truncated-response'), kept('identical-responses'), collector.notKept]).toEqual([100_000, 100_003, 3]);
});
