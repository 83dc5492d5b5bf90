import * as l10n from '@vscode/l10n';

import { pageTextsId, type PageTexts } from '../../src/shared/pageTexts';

/** What the extension wrote into the page; null in English, which is what stands in the code. */
const given = readTexts();
// Imported before everything else by each page, so that constants of modules are translated as well.
if (given !== null) l10n.config({ contents: { ...given.bundle } });

/** The language of the page's sentences, and so of its numbers: a German number in an English sentence is read wrongly. */
export const pageLanguage = given?.language ?? 'en-US';

function readTexts(): PageTexts | null {
  const text = typeof document === 'undefined' ? null : document.getElementById(pageTextsId)?.textContent;
  return typeof text === 'string' ? (JSON.parse(text) as PageTexts) : null;
}
