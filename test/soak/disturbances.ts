import { execFileSync } from 'node:child_process';
import { copyFile, open, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';

import { workersOf, type SoakSetting } from './soakPrograms';
import type { Random } from './random';
import type { SoakTally } from './soakTally';

export interface Disturbed {
  readonly setting: SoakSetting;
  readonly random: Random;
  readonly tally: SoakTally;
  /** Resolves after so many milliseconds, or at the end of the soak; false then. */
  readonly pause: (milliseconds: number) => Promise<boolean>;
  /** An intact copy of the policy's weights, and those of another model with the same tokenizer. */
  readonly originals: { readonly same: string; readonly other: string };
}

/** Kills inference processes, not so often that nothing is ever loaded. */
export async function killWorkers({ setting, random, tally, pause }: Disturbed): Promise<void> {
  while (await pause(random.between(3000, 12_000))) {
    const victim = random.pick(workersOf(setting));
    if (victim === undefined) continue;
    try {
      process.kill(victim, 'SIGKILL');
      tally.count('workers killed');
    } catch {
      // It ended by itself.
    }
  }
}

/** Deletes the policy's weights, puts others in their place beside or over them, and brings the right ones back. */
export async function replaceModels(disturbed: Disturbed): Promise<void> {
  const { random, tally, pause, originals } = disturbed;
  while (await pause(random.between(6000, 30_000))) {
    const way = random.pick(['deleted', 'replaced', 'overwritten'] as const) ?? 'deleted';
    tally.count(`models ${way}`);
    if (way === 'deleted') await rm(weightsOf(disturbed), { force: true });
    else await putWeights(disturbed, originals.other, way);
    await pause(random.between(500, 4000));
    await putWeights(disturbed, originals.same, random.chance(0.5) ? 'replaced' : 'overwritten');
  }
}

export async function putWeights({ setting }: Pick<Disturbed, 'setting'>, weights: string, way: 'replaced' | 'overwritten'): Promise<void> {
  const target = path.join(setting.policy, 'model.onnx');
  if (way === 'overwritten') return copyFile(weights, target);
  await copyFile(weights, `${target}.download`);
  await rename(`${target}.download`, target);
}

function weightsOf({ setting }: Disturbed): string {
  return path.join(setting.policy, 'model.onnx');
}

/** Fills the disk under the store for a while; only where the store has a small one of its own. */
export async function fillDisk({ setting, random, tally, pause }: Disturbed): Promise<void> {
  const ballast = path.join(setting.store, '..', 'ballast');
  while (await pause(random.between(2000, 8000))) {
    await fill(ballast);
    tally.count('disk filled');
    await pause(random.between(500, 4000));
    await rm(ballast, { force: true });
  }
  await rm(ballast, { force: true });
}

async function fill(file: string): Promise<void> {
  const handle = await open(file, 'w');
  const bytes = Buffer.alloc(64 * 1024, 1);
  try {
    for (;;) await handle.write(bytes);
  } catch {
    // Full, as it should be.
  } finally {
    await handle.close();
  }
}

/** Writes nonsense into the store's files. */
export async function damageStore({ setting, random, tally, pause }: Disturbed): Promise<void> {
  while (await pause(random.between(2000, 9000))) {
    const names = await readdir(setting.store, { recursive: true }).catch(() => []);
    const file = path.join(setting.store, random.pick(names) ?? '');
    const stats = await stat(file).catch(() => null);
    if (!stats?.isFile()) continue;
    await overwrite(file, Math.floor(random.next() * stats.size));
    tally.count('store damaged');
  }
}

async function overwrite(file: string, at: number): Promise<void> {
  const handle = await open(file, 'r+').catch(() => null);
  try {
    await handle?.write(Buffer.from('damaged'), 0, 7, at);
  } catch {
    // Deleted meanwhile, or the disk is full.
  } finally {
    await handle?.close();
  }
}

/** A small disk of its own under the store; null where this user may not mount one. */
export function mountSmallDisk(folder: string, bytes: number): (() => Promise<void>) | null {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${String(bytes)}`, 'preflens-soak', folder], { stdio: 'ignore' });
  } catch {
    return null;
  }
  return async () => {
    for (let attempt = 0; attempt < 20; attempt++) {
      try {
        execFileSync('umount', [folder], { stdio: 'ignore' });
        return;
      } catch {
        await setTimeout(250);
      }
    }
  };
}
