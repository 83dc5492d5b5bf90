import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Bundles the benchmark of the containers and runs it: node bench/containers.mjs [scale] */
const root = fileURLToPath(new URL('..', import.meta.url));
const folder = path.join(root, '.cache', 'bench');
const common = { absWorkingDir: root, bundle: true, platform: 'node', target: 'node20', logLevel: 'warning' };
await build({ ...common, entryPoints: ['bench/containersMain.ts'], outfile: path.join(folder, 'containers.mjs'), format: 'esm', packages: 'external' });
await build({ ...common, entryPoints: ['src/io/parquet/workerMain.ts'], outfile: path.join(folder, 'parquetWorker.cjs'), format: 'cjs' });
process.exit(spawnSync(process.execPath, [path.join(folder, 'containers.mjs'), process.argv[2] ?? '1'], { cwd: root, stdio: 'inherit' }).status ?? 1);
