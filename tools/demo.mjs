import { execFileSync, spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The first thing to try: scores the sample dataset with the embedded models, and says where to go from there. */
const root = fileURLToPath(new URL('..', import.meta.url));
const sample = path.join('media', 'sample', 'preferences.jsonl');

execFileSync(process.execPath, ['esbuild.mjs'], { cwd: root, stdio: 'inherit' });
const { status } = spawnSync(process.execPath, [path.join('dist', 'cli.js'), 'score', sample, '--format', 'text'], { cwd: root, stdio: 'inherit' });

if (status === 0) {
  console.log(`Where to go next
  · In VS Code: open this folder, press F5 (Run Preflens), open ${sample} there, run "Preflens: Score Dataset",
    and click "Explain pair" above a row. (Or: npm run package, and install the .vsix.)
  · What is planted in the sample, row by row: media/sample/preferences.key.json
  · Your own file:    node dist/cli.js score FILE.jsonl --out scores.jsonl
  · Your own models:  node dist/cli.js score FILE.jsonl --policy FOLDER --reference FOLDER
  · What each number means, and what it does not: docs/figures.md`);
}
process.exit(status ?? 1);
