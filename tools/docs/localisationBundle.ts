import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

import { getL10nJson } from '@vscode/l10n-dev';

/** Every text that the editor layer asks VS Code to translate, as translators take it: l10n/bundle.l10n.json, sorted by text. */
export async function localisationBundle(): Promise<string> {
  const folder = path.resolve('src', 'editor');
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.ts')).sort();
  const files = await Promise.all(names.map(async (name) => ({ extension: '.ts', contents: await readFile(path.join(folder, name), 'utf8') })));
  const texts = Object.entries(await getL10nJson(files.filter(({ contents }) => contents.includes('l10n')))).sort(([first], [second]) => (first < second ? -1 : 1));
  return `${JSON.stringify(Object.fromEntries(texts), null, 2)}\n`;
}
