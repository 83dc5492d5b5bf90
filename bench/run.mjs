import { build } from 'esbuild';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** Bundles the benchmarks, which are TypeScript, and runs them: node bench/run.mjs [file.jsonl] */
const root = fileURLToPath(new URL('..', import.meta.url));
const outfile = path.join(root, '.cache', 'bench', 'scoring.mjs');
await build({
  absWorkingDir: root,
  entryPoints: ['bench/scoring.ts'],
  outfile,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  packages: 'external',
  logLevel: 'warning',
});
const { benchScoring } = await import(pathToFileURL(outfile).href);
await benchScoring(root, process.argv[2] ?? path.join(root, 'media/sample/preferences.jsonl'));
