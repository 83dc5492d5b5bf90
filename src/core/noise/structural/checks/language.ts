import { languageOf } from '../languageOf';
import { mainScript } from '../mainScript';
import type { PairView, SideView } from '../pairView';
import type { StructuralCheck } from '../structuralCheck';
import type { TextLibraries } from '../textLibraries';
import { repeatableQuestion } from '../repeatableQuestion';

/** Prompts that speak of languages may ask for another one. */
const speaksOfLanguages =
  /translat|übersetz|tradu[czi]|翻译|翻訳|перев[её]д|번역|अनुवाद|ترجم|çevir|\b(?:languages?|lingua|langue|idioma|sprache|bilingual)\b|\b(?:in(?:to)?|to|from|en|auf|em|speak|learn|say|the|al|à l['’]|en) (?:english|spanish|french|german|italian|portuguese|chinese|mandarin|japanese|korean|arabic|hindi|russian|latin|greek|dutch|turkish|polish|swedish|hebrew|vietnamese|thai|español|inglés|francés|français|anglais|deutsch|englisch|italiano|português)\b|英文|英语|中文|日本語|英語|语言|語言/i;
/** Languages that a short text does not tell apart. */
const alike: readonly (readonly string[])[] = [['id', 'ms'], ['da', 'no', 'nb', 'nn', 'sv'], ['hr', 'sr', 'bs', 'sl'], ['cs', 'sk'], ['es', 'gl', 'pt', 'ca'], ['ru', 'uk', 'bg', 'be', 'mk'], ['hi', 'mr', 'ne'], ['fa', 'ar', 'ur'], ['ja', 'zh']];

/** Responses in another language than the prompt. */
export const language: StructuralCheck = {
  codes: ['language-mismatch'],
  run: (view, report, { libraries }) => {
    const responses = view.responses.filter(({ sketch, isBlank }) => !isBlank && sketch.length >= 30);
    if (libraries === null || responses.length === 0 || view.prompt.sketch.length < 30 || isAlike(view.prompt, responses)) return;
    const asked = askedIn(view, libraries);
    if (asked === undefined) return;
    for (const response of responses) {
      const answered = isEnglish(response) ? 'en' : languageOf(response.text, libraries);
      if (answered === undefined || answered === asked || alike.some((group) => group.includes(answered) && group.includes(asked))) continue;
      if (isPartOf(view.prompt.text, answered, response.text, libraries)) continue;
      report('language-mismatch', `The ${response.side} response is in another language (${answered}) than the prompt (${asked}).`, { side: response.side, promptLanguage: asked, language: answered });
    }
  },
};

function askedIn(view: PairView, libraries: TextLibraries): string | undefined {
  const question = repeatableQuestion(view.pair.texts).at(-1) ?? view.prompt.text;
  if (speaksOfLanguages.test(view.prompt.text.slice(-4000))) return undefined;
  return languageOf(question, libraries);
}

const otherScripts = [/\p{Script=Han}/u, /[\p{Script=Hiragana}\p{Script=Katakana}]/u, /\p{Script=Hangul}/u, /\p{Script=Cyrillic}/u, /\p{Script=Arabic}/u, /\p{Script=Devanagari}/u, /\p{Script=Hebrew}/u, /\p{Script=Thai}/u, /\p{Script=Greek}/u];
const codeCharacters = /[{}()[\];=<>]/g;
const edge = 120;
const scriptSample = 200;

/** A prompt may hold a question in one language and orders in another, and an answer may be code whose words are English. */
function isPartOf(prompt: string, answered: string, response: string, libraries: TextLibraries): boolean {
  if ((response.match(codeCharacters)?.length ?? 0) > response.length / 30) return true;
  if (otherScripts.some((script) => script.test(response) && script.test(prompt))) return true;
  return languageOf(prompt.slice(0, edge), libraries) === answered || languageOf(prompt.slice(-edge), libraries) === answered;
}

/** Most pairs need no model: all is English, or all is in one script that is not Latin. */
function isAlike(prompt: SideView, responses: readonly SideView[]): boolean {
  if (isEnglish(prompt)) return responses.every(isEnglish);
  const script = mainScript(prompt.text.slice(-scriptSample));
  return script !== 'Latin' && responses.every(({ text }) => mainScript(text.slice(0, scriptSample)) === script);
}

/** At least every sixth word of an English text is one of the most common. */
function isEnglish({ sketch }: SideView): boolean {
  return sketch.englishWords >= 3 && sketch.englishWords * 6 >= sketch.words;
}
