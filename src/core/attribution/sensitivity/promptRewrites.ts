import type { GameTexts } from '../promptGame';
import { promptTexts } from '../promptPieces';
import { findOptions, rewriteMarks } from './optionLayout';
import type { PromptVariant } from './promptVariant';
import { rewriteArea, withText } from './rewriteArea';

/** One way to say the same in another form; the same text where the rule does not apply. */
interface RewriteRule {
  readonly name: string;
  rewrite(text: string): string;
}

/** Form alone is touched: none of these changes a word that carries the question. */
const rules: readonly RewriteRule[] = [
  { name: 'two spaces between sentences', rewrite: (text) => text.replace(/([.!?]) (?=\S)/gu, '$1  ') },
  { name: 'a line for each sentence', rewrite: (text) => text.replace(/([.!?]) +(?=\S)/gu, '$1\n') },
  { name: 'one line', rewrite: (text) => text.replace(/\s*\n\s*/gu, ' ') },
  { name: 'two spaces between words', rewrite: (text) => text.replace(/ /gu, '  ') },
  { name: 'a space in front', rewrite: (text) => ` ${text}` },
  { name: 'a line break at the end', rewrite: (text) => `${text}\n` },
  { name: 'lower case', rewrite: (text) => text.toLowerCase() },
  { name: 'upper case', rewrite: (text) => text.toUpperCase() },
  { name: 'a small first letter', rewrite: smallFirst },
  { name: 'no mark at the end', rewrite: (text) => text.replace(/[.!?]+$/u, '') },
  { name: 'a full stop at the end', rewrite: (text) => (/[\p{L}\p{N}]$/u.test(text) ? `${text}.` : text) },
  { name: 'the last mark twice', rewrite: (text) => text.replace(/([.!?])$/u, '$1$1') },
  { name: 'no commas', rewrite: (text) => text.replace(/,(?=\s)/gu, '') },
  { name: '“Please” in front', rewrite: (text) => (/^please\b/iu.test(text) ? text : `Please answer: ${text}`) },
  { name: 'a greeting in front', rewrite: (text) => `Hello! ${text}` },
  { name: 'thanks at the end', rewrite: (text) => `${text} Thank you.` },
  { name: 'in double quotes', rewrite: (text) => `"${text}"` },
  { name: 'in single quotes', rewrite: (text) => `'${text}'` },
  { name: 'as a Markdown quote', rewrite: (text) => `> ${text.replace(/\n/gu, '\n> ')}` },
  { name: 'in a code fence', rewrite: (text) => `\`\`\`\n${text}\n\`\`\`` },
  { name: 'options marked A.', rewrite: (text) => withMarks(text, (label) => `${label}.`) },
  { name: 'options marked A)', rewrite: (text) => withMarks(text, (label) => `${label})`) },
  { name: 'options marked (A)', rewrite: (text) => withMarks(text, (label) => `(${label})`) },
  { name: 'options marked A:', rewrite: (text) => withMarks(text, (label) => `${label}:`) },
];

/** What each rule does, as results name it. */
export const rewriteNames: readonly string[] = rules.map(({ name }) => name);

/** The prompt in other forms that mean the same, by rule, in a fixed order; rules that change nothing are left out. */
export function promptRewrites(texts: GameTexts): readonly PromptVariant[] {
  const area = rewriteArea(texts);
  const text = (promptTexts(texts)[area.message] ?? '').slice(area.start, area.end);
  const seen = new Set([text]);
  return rules.flatMap(({ name, rewrite }) => {
    const rewritten = text === '' ? text : rewrite(text);
    if (seen.has(rewritten)) return [];
    seen.add(rewritten);
    return [{ kind: 'rewrite' as const, name, texts: withText(texts, area, rewritten) }];
  });
}

/** "I" and abbreviations stay as they are. */
function smallFirst(text: string): string {
  return text.replace(/^\p{Lu}(?=\p{Ll})/u, (letter) => letter.toLowerCase());
}

function withMarks(text: string, mark: (label: string) => string): string {
  const options = findOptions(text);
  return options ? rewriteMarks(text, options, mark) : text;
}
