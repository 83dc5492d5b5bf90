import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { DamageOutcome } from './support/damageChild';
import { bundles } from './support/bundles';
import { layoutsFolder } from './support/layouts';

const folder = mkdtempSync(path.join(tmpdir(), 'preflens-damaged-'));
const child = path.join(bundles.root, '.cache', 'test-bundles', 'damageChild.js');

beforeAll(async () => {
  const entry = path.join(bundles.root, 'test/engine/support/damageChild.ts');
  await build({ bundle: true, platform: 'node', target: 'node20', format: 'cjs', external: ['onnxruntime-node'], logLevel: 'warning', absWorkingDir: bundles.root, entryPoints: [entry], outfile: child });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A file that takes longer hangs. */
const patience = 60_000;

/** Loads copies of a layout with random damage in a process of its own, since the runtime may take its process down. */
async function damage(name: string, count: number): Promise<{ outcomes: DamageOutcome[]; ended: string }> {
  const outcomes: DamageOutcome[] = [];
  const process = fork(child, [path.join(layoutsFolder, name), path.join(folder, name), '0', String(count)], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
  const kill = () => process.kill('SIGKILL');
  let watch = setTimeout(kill, patience);
  process.on('message', (message: DamageOutcome | { outcome: 'begun' }) => {
    clearTimeout(watch);
    watch = setTimeout(kill, patience);
    if (message.outcome !== 'begun') outcomes.push(message);
  });
  const ended = await new Promise<string>((resolve) => {
    process.on('exit', (code, signal) => {
      resolve(String(code ?? signal));
    });
  });
  clearTimeout(watch);
  return { outcomes, ended };
}

describe('a damaged file', () => {
  // All of the first is graph; in the others the weights lie between.
  it.each([
    ['llama-genai', 200],
    ['gpt2-torch-dynamo', 60],
    ['gpt2-optimum-merged', 40],
  ])('%s is refused, or still runs, %i times, without a crash or a hang', async (name, count) => {
    const { outcomes, ended } = await damage(name, count);
    expect(ended).toBe('0');
    expect(outcomes).toHaveLength(count);
    expect(outcomes.filter(({ outcome }) => outcome === 'defect')).toEqual([]);
    const refused = outcomes.filter(({ outcome }) => outcome === 'refused');
    expect(refused.length).toBeGreaterThan(count / 10);
    for (const { message } of refused) expect(message).toMatch(/^ModelRefusedError: The model "\d+" cannot be used: [^\n]{20,600}\.$/);
  });
});
