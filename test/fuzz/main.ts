import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { fuzz } from './fuzz';

/** `npm run fuzz [-- COUNT [FIRST_SEED]]` */
async function main(): Promise<void> {
  const count = Number(process.argv[2] ?? 200_000);
  const seed = Number(process.argv[3] ?? 1);
  const folder = mkdtempSync(join(tmpdir(), 'preflens-fuzz-'));
  try {
    const tally = await fuzz(count, folder, seed);
    process.stdout.write('| container | read | refused as a whole | rows | of these located as errors |\n|---|---|---|---|---|\n');
    for (const [container, { read, refused, rows, unreadable }] of Object.entries(tally)) {
      process.stdout.write(`| ${container} | ${String(read)} | ${String(refused)} | ${String(rows)} | ${String(unreadable)} |\n`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

void main();
