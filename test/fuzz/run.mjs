import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Bundles the fuzzer, which is TypeScript, and runs it: node test/fuzz/run.mjs [count [first seed]] */
const root = fileURLToPath(new URL('../..', import.meta.url));
const outfile = path.join(root, '.cache', 'fuzz', 'main.mjs');
await build({ absWorkingDir: root, entryPoints: ['test/fuzz/main.ts'], outfile, bundle: true, platform: 'node', target: 'node20', format: 'esm', packages: 'external', logLevel: 'warning' });
process.exit(spawnSync(process.execPath, [outfile, ...process.argv.slice(2)], { cwd: root, stdio: 'inherit' }).status ?? 1);
