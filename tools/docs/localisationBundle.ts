import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

import { getL10nJson } from '@vscode/l10n-dev';

import { constantTexts } from './constantTexts';

/** Every text that the editor layer asks VS Code to translate, and every text of the pages, as translators take them: l10n/bundle.l10n.json, sorted by text. */
export async function localisationBundle(): Promise<string> {
  const files = await Promise.all([['src', 'editor'], ['src', 'plots'], ['webview']].map((folder) => filesWithTexts(path.resolve(...folder))));
  const written = await getL10nJson(files.flat());
  const constants = Object.fromEntries(constantTexts().map((text) => [text, text]));
  const texts = Object.entries({ ...constants, ...written }).sort(([first], [second]) => (first < second ? -1 : 1));
  return `${JSON.stringify(Object.fromEntries(texts), null, 2)}\n`;
}

async function filesWithTexts(folder: string): Promise<{ extension: '.ts'; contents: string }[]> {
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.ts')).sort();
  const files = await Promise.all(names.map(async (name) => ({ extension: '.ts' as const, contents: await readFile(path.join(folder, name), 'utf8') })));
  return files.filter(({ contents }) => contents.includes('l10n')).map(importing);
}

/** Pictures are given their `l10n`: the extractor follows it from an import alone. */
function importing(file: { extension: '.ts'; contents: string }): { extension: '.ts'; contents: string } {
  return /from '(vscode|@vscode\/l10n)'/.test(file.contents) ? file : { ...file, contents: `import * as l10n from '@vscode/l10n';\n${file.contents}` };
}
