import { build } from 'esbuild';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** Writes the pages that are made from code: npm run docs */
const root = fileURLToPath(new URL('../..', import.meta.url));
const outfile = path.join(root, '.cache', 'docs', 'datasetsPage.mjs');
await build({
  absWorkingDir: root,
  entryPoints: ['tools/docs/datasetsPage.ts'],
  outfile,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  logLevel: 'warning',
  mainFields: ['module', 'main'],
});
const { datasetsPage } = await import(pathToFileURL(outfile).href);
await writeFile(path.join(root, 'docs', 'datasets.md'), datasetsPage());
