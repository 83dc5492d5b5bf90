import { existsSync, mkdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';

import { build } from 'esbuild';

const root = path.resolve(import.meta.dirname, '../../..');
const folder = path.join(root, '.cache', 'test-bundles', 'dist');

/** Worker and command line as they ship, bundled once a test process; `media` is found beside their folder's parent. */
export const bundles = {
  root,
  worker: path.join(folder, 'worker.js'),
  cli: path.join(folder, 'cli.js'),
} as const;

let built: Promise<unknown> | undefined;

export function buildBundles(): Promise<unknown> {
  built ??= bundle();
  return built;
}

/** The command line looks for the embedded models beside its own folder. */
function linkMedia(): void {
  const link = path.join(path.dirname(folder), 'media');
  mkdirSync(path.dirname(link), { recursive: true });
  if (!existsSync(link)) symlinkSync(path.join(root, 'media'), link, 'junction');
}

function bundle(): Promise<unknown> {
  linkMedia();
  return build({
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    mainFields: ['module', 'main'],
    external: ['onnxruntime-node'],
    logLevel: 'warning',
    absWorkingDir: root,
    entryPoints: { worker: 'src/engine/worker/main.ts', cli: 'src/cli/main.ts', parquetWorker: 'src/io/parquet/workerMain.ts', probeTrainer: 'src/engine/training/threadMain.ts' },
    outdir: folder,
  });
}
