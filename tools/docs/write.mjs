import { build } from 'esbuild';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** Writes the files that are made from code: npm run docs */
const root = fileURLToPath(new URL('../..', import.meta.url));
const outdir = path.join(root, '.cache', 'docs');

/** Each function of tools/docs, and the file that holds what it returns. */
const pages = {
  datasetsPage: 'docs/datasets.md',
  findingsPage: 'docs/findings.md',
  suggestedModelsPage: 'docs/suggested-models.md',
  configSchema: 'media/preflens.config.schema.json',
  manifestWithTools: 'package.json',
  localisationBundle: 'l10n/bundle.l10n.json',
};

await build({
  absWorkingDir: root,
  entryPoints: Object.keys(pages).map((name) => `tools/docs/${name}.ts`),
  outdir,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  logLevel: 'warning',
  mainFields: ['module', 'main'],
  // It reads grammars that lie beside it.
  external: ['@vscode/l10n-dev'],
});
for (const [name, file] of Object.entries(pages)) {
  const module = await import(pathToFileURL(path.join(outdir, `${name}.mjs`)).href);
  await writeFile(path.join(root, file), await module[name]());
}
