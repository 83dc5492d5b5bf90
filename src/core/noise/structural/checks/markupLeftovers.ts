import { characterKinds } from '../characterScan';
import type { SideView } from '../pairView';
import { quoted } from '../quoted';
import { sideName } from '../sideName';
import type { Report, StructuralCheck } from '../structuralCheck';

const entity = /&(?:amp|lt|gt|quot|apos|nbsp|copy|reg|hellip|[mn]dash|[lr][sd]quo|[aeiou](?:acute|grave|circ|uml)|[cC]cedil|[nN]tilde|szlig|#\d{2,6}|#x[0-9a-fA-F]{2,5});/g;
const writtenEscape = /\\u[0-9a-fA-F]{4}|\\n(?![a-z])/g;
/** Where a text is code or speaks of markup, entities and escapes are what is meant. */
const isCode = /`|<\/?[a-z][a-z0-9]*[\s>/]|\b(?:html|xml|svg|regex|json|escape(?:d|s)? (?:characters?|sequences?)|entit(?:y|ies)|javascript|python|printf|latex)\b|[;{]\s*\n|\\(?:frac|begin|left|sum|text)/i;

/** Characters at the end of the prompt: its last question. */
const lookedAt = 2000;

/** What is left of an escaped text that nobody read back. */
export const markupLeftovers: StructuralCheck = {
  codes: ['html-entity', 'literal-escape'],
  run: ({ prompt, sides }, report) => {
    const candidates = sides.filter(({ kinds }) => (kinds & (characterKinds.ampersand | characterKinds.backslash)) !== 0);
    if (candidates.length === 0 || isCode.test(prompt.text.slice(-lookedAt))) return;
    for (const side of candidates) {
      if ((side.kinds & characterKinds.ampersand) !== 0) checkPattern(side, entity, 'html-entity', 1, report);
      if ((side.kinds & characterKinds.backslash) !== 0) checkPattern(side, writtenEscape, 'literal-escape', 2, report);
    }
  },
};

const names = { 'html-entity': 'HTML entities', 'literal-escape': 'written-out escapes' } as const;

function checkPattern({ side, text }: SideView, pattern: RegExp, code: 'html-entity' | 'literal-escape', least: number, report: Report): void {
  const found = [...text.matchAll(pattern)];
  const [first] = found;
  if (first === undefined || found.length < least || isCode.test(text)) return;
  report(code, `${sideName(side)} holds ${names[code]} such as ${quoted(first[0])}.`, { side, count: found.length, start: first.index, end: first.index + first[0].length });
}
