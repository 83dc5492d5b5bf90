import type { PairView, SideView } from '../pairView';
import { repeatableQuestion } from '../repeatableQuestion';
import { repeatedPromptLength } from '../repeatedPrompt';
import type { Report, StructuralCheck } from '../structuralCheck';

/** What the two responses are beside each other and beside the prompt. */
export const responseTexts: StructuralCheck = {
  codes: ['identical-responses', 'trivial-difference', 'prefix-responses', 'empty-chosen', 'empty-rejected', 'empty-prompt', 'response-is-prompt', 'prompt-in-response'],
  run: (view, report, { thresholds }) => {
    const { prompt, chosen, rejected } = view;
    if (isSame(view)) report('identical-responses', 'Chosen and rejected are the same text.', { characters: chosen.text.length });
    if (chosen.isBlank) reportEmpty(report, 'empty-chosen', chosen);
    if (rejected.isBlank) reportEmpty(report, 'empty-rejected', rejected);
    if (prompt.isBlank) report('empty-prompt', prompt.text === '' ? 'The prompt is empty.' : 'The prompt is nothing but white space.', { characters: prompt.text.length });
    if (!chosen.isBlank && !rejected.isBlank && !isSame(view)) compare(chosen, rejected, report, thresholds.prefixCharacters);
    if (!prompt.isBlank) for (const response of view.responses) if (!response.isBlank) checkRepetition(view, response, report);
  },
};

/** The same text in other roles is another response. */
function isSame({ pair: { texts }, chosen, rejected }: PairView): boolean {
  if (chosen.text !== rejected.text) return false;
  return texts.format === 'standard' || JSON.stringify(texts.chosen) === JSON.stringify(texts.rejected);
}

function reportEmpty(report: Report, code: 'empty-chosen' | 'empty-rejected', { side, text }: SideView): void {
  report(code, `The ${side} response ${text === '' ? 'is empty' : 'is nothing but white space'}.`, { side, characters: text.length });
}

function compare(chosen: SideView, rejected: SideView, report: Report, prefixCharacters: number): void {
  if (chosen.sketch.length > 0 && chosen.sketch.low === rejected.sketch.low && chosen.sketch.high === rejected.sketch.high) {
    const difference = kindOfDifference(chosen.text, rejected.text);
    report('trivial-difference', `Chosen and rejected differ in ${difference} alone.`, { difference });
    return;
  }
  const [shorter, longer] = chosen.text.length < rejected.text.length ? [chosen, rejected] : [rejected, chosen];
  const beginning = shorter.text.trim();
  if (beginning.length < prefixCharacters || !longer.text.trimStart().startsWith(beginning)) return;
  const evidence = { side: shorter.side, characters: beginning.length, prefixCharacters, otherCharacters: longer.text.length };
  report('prefix-responses', `The ${longer.side} response begins with the whole ${shorter.side} response.`, evidence);
}

const evenings: readonly (readonly [string, (text: string) => string])[] = [
  ['white space', (text) => text.replace(/\s+/g, '')],
  ['case', (text) => text.toLowerCase()],
  ['the form of characters', (text) => text.normalize('NFKC')],
];

/** The kinds of difference between two texts that are the same without layout; the last kind is whatever remains: punctuation. */
function kindOfDifference(first: string, second: string): string {
  const even = (text: string, but: string) => evenings.reduce((done, [name, form]) => (name === but ? done : form(done)), text);
  const kinds = evenings.filter(([name]) => even(first, name) !== even(second, name)).map(([name]) => name);
  if (even(first, '') !== even(second, '')) return 'punctuation';
  return kinds.length === 0 ? 'white space' : kinds.join(' and ');
}

function checkRepetition(view: PairView, response: SideView, report: Report): void {
  const { prompt } = view;
  if (prompt.sketch.low === response.sketch.low && prompt.sketch.high === response.sketch.high) {
    report('response-is-prompt', `The ${response.side} response is the prompt once more.`, { side: response.side, characters: response.text.length });
    return;
  }
  for (const question of repeatableQuestion(view.pair.texts)) {
    const end = repeatedPromptLength(question, response.text);
    if (end === 0) continue;
    const evidence = { side: response.side, start: 0, end, characters: end };
    if (response.text.slice(end).trim() === '') report('response-is-prompt', `The ${response.side} response is the prompt once more.`, evidence);
    else report('prompt-in-response', `The ${response.side} response begins with the prompt.`, evidence);
    return;
  }
}
