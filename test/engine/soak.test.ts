import { expect, it } from 'vitest';

import { runSoak } from '../soak/runSoak';

/** The long form is `npm run soak -- --minutes 30`. */
it.skipIf(process.platform === 'win32')('a minute of kills, full disks, damage and replaced models changes no figure and leaves no process', async () => {
  const tally = await runSoak({ minutes: 0.75, seed: 20, pairs: 30 });
  expect(tally.failures).toEqual([]);
  expect(tally.of('last runs equal to the undisturbed one')).toBe(3);
  expect(tally.of('orphan processes')).toBe(0);
  expect(tally.of('workers killed')).toBeGreaterThan(0);
});
