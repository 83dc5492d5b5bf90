import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const outfile = path.join(root, '.cache', 'bench', 'attributionPanel.cjs');
const built = spawnSync(process.execPath, ['esbuild.mjs'], { cwd: root, stdio: 'inherit' });
if (built.status !== 0) process.exit(built.status ?? 1);
await build({
  entryPoints: [path.join(root, 'bench', 'attributionPanel.ts')], outfile, bundle: true, platform: 'node', target: 'node20', format: 'cjs',
  mainFields: ['module', 'main'], external: ['onnxruntime-node'], logLevel: 'warning',
});
process.exit(spawnSync(process.execPath, [outfile, root, ...process.argv.slice(2)], { cwd: root, stdio: 'inherit' }).status ?? 1);
