import { readFileSync } from 'node:fs';

import type { PageTexts } from '../../src/shared/pageTexts';
import { inRepository } from '../harness/repositoryRoot';

const open = '⟦';
const close = '⟧';
const padding = ['xé', 'xîx', 'xôxx', 'xüxxx'];

/** A language that nobody speaks: every text in brackets and 40 % longer, with the numbers of German. */
export function otherLanguage(): PageTexts {
  const english = JSON.parse(readFileSync(inRepository('l10n', 'bundle.l10n.json'), 'utf8')) as Record<string, string | { readonly message: string }>;
  const bundle = Object.entries(english).map(([key, value]) => [key, pseudo(typeof value === 'string' ? value : value.message)] as const);
  return { language: 'de', bundle: Object.fromEntries(bundle) };
}

function pseudo(text: string): string {
  const extra: string[] = [];
  for (let length = Math.ceil(text.length * 0.4); length > 0; length -= (extra.at(-1)?.length ?? 0) + 1) extra.push(padding[extra.length % padding.length] ?? '');
  return `${open}${text} ${extra.join(' ')}${close}`;
}

/** What stands outside of all brackets; a text within a text has brackets of its own. */
export function outsideBrackets(text: string): readonly string[] {
  const pieces = [''];
  let depth = 0;
  for (const character of text) {
    if (character === open) depth += 1;
    else if (character === close) depth -= 1;
    else if (depth === 0) pieces[pieces.length - 1] += character;
    if (depth > 0 && pieces.at(-1) !== '') pieces.push('');
  }
  return pieces;
}
