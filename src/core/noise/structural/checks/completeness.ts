import { anchorFamilies } from '../anchorWords';
import { characterKinds } from '../characterScan';
import type { SideView } from '../pairView';
import { quoted } from '../quoted';
import type { Report, StructuralCheck } from '../structuralCheck';

/** Nobody means these. */
const placeholder = /\blorem ipsum\b|(?<![\w/])(?:TODO|TBD|FIXME)\b(?=\s*[:(\]]|\s*$)|\[(?:INSERT|PLACEHOLDER)\b[^\]\n]{0,40}\]|<(?:INSERT|PLACEHOLDER)\b[^>\n]{0,40}>|(?<!\w)X{4,}(?!\w)/im;
const blank = /\[(?:insert|your|add|enter|placeholder|name|company|date)\b[^\]\n]{0,40}\]|\{\{ ?[a-z_]{2,30} ?\}\}/i;
/** Letters and forms are meant to have blanks. */
const asksForForm = /\b(?:letter|e-?mail|template|form|cover|resume|résumé|cv|invitation|contract|agreement|speech|memo|press release|bio|proposal|message|invoice|report|review|card|fill in|blank|placeholders?|brackets?|code|program|script|html|jinja|handlebars)\b/i;

/** What a response lacks at its end, or holds in place of what it should. */
export const completeness: StructuralCheck = {
  codes: ['cut-off', 'unclosed-code', 'broken-json', 'repetition-loop', 'placeholder-text', 'url-only'],
  run: ({ prompt, responses }, report, { thresholds }) => {
    for (const view of responses) {
      if (view.isBlank) continue;
      const isLooping = checkLoop(view, thresholds.repeatedWords, report);
      checkCode(view, report);
      if (!checkCodeFence(view, report) && !isLooping) checkEnd(view, thresholds.cutOffCharacters, report);
      checkPlaceholder(view, prompt, report);
      if (view.text.length < 2000 && /^\s*https?:\/\/\S+\s*$/.test(view.text)) report('url-only', `The ${view.side} response is nothing but a link.`, { side: view.side, characters: view.text.length });
    }
  },
};

const rounds = 3;
const longWord = 60;
const longestRound = 8;

/** True where a loop is found: where it was stopped says no more. */
function checkLoop({ side, text, sketch }: SideView, repeatedWords: number, report: Report): boolean {
  const { loopWords, loopPeriod, longestWord } = sketch;
  if (loopWords >= repeatedWords && loopWords >= rounds * loopPeriod) {
    const message = `The ${side} response repeats the same ${loopPeriod === 1 ? 'word' : `${String(loopPeriod)} words`} for ${String(loopWords)} words.`;
    report('repetition-loop', message, { side, words: loopWords, period: loopPeriod, threshold: repeatedWords });
    return true;
  }
  const loop = longestWord < longWord ? undefined : characterLoop(text, repeatedWords * 2);
  if (loop === undefined) return false;
  const { start, end, round } = loop;
  report('repetition-loop', `The ${side} response repeats ${quoted(round)} for ${String(end - start)} characters.`, { side, start, end, threshold: repeatedWords * 2 });
  return true;
}

/** A run of letters that repeats a round of one to eight of them for at least `least` characters. */
function characterLoop(text: string, least: number): { readonly start: number; readonly end: number; readonly round: string } | undefined {
  for (let period = 1; period <= longestRound; period++) {
    let run = 0;
    for (let index = period; index < text.length; index++) {
      run = text.charCodeAt(index) === text.charCodeAt(index - period) ? run + 1 : 0;
      if (run + period < least) continue;
      const round = text.slice(index - period + 1, index + 1);
      if (/^[\p{L}\p{M}\p{So}\p{P}\p{Emoji_Presentation}]+$/u.test(round) && /[\p{L}\p{Emoji_Presentation}]/u.test(round)) return loopAround(text, index - run - period + 1, period, round);
      run = 0;
    }
  }
  return undefined;
}

function loopAround(text: string, start: number, period: number, round: string): { readonly start: number; readonly end: number; readonly round: string } {
  let end = start + period;
  while (end < text.length && text.charCodeAt(end) === text.charCodeAt(end - period)) end++;
  return { start, end, round };
}

const fence = /^[ \t]*(?:```|~~~)/gm;

/** True where a code block is left open, so that how the text ends says no more. */
function checkCodeFence({ side, text, kinds }: SideView, report: Report): boolean {
  if ((kinds & characterKinds.backtick) === 0) return false;
  const fences = [...text.matchAll(fence)];
  if (fences.length % 2 === 0) return false;
  const start = fences.at(-1)?.index ?? 0;
  report('unclosed-code', `The ${side} response opens a code block and never closes it.`, { side, start, end: text.length, fences: fences.length });
  return true;
}

const longestJson = 1_000_000;

function checkCode({ side, text, kinds }: SideView, report: Report): void {
  if ((kinds & (characterKinds.brace | characterKinds.bracket)) === 0 || text.length > longestJson) return;
  const block = /```json\s*\n([\s\S]*?)```/.exec(text);
  const json = block?.[1] ?? (/^\s*(?:\{\s*"[^"\n]{1,80}"\s*:|\[\s*\{\s*"[^"\n]{1,80}"\s*:)/.test(text) ? text : undefined);
  if (json === undefined || /\.\.\.|\/\/|…/.test(json) || parses(json)) return;
  const start = block === null ? 0 : block.index;
  report('broken-json', `The ${side} response has JSON that cannot be parsed.`, { side, start, end: start + (block?.[0].length ?? text.length) });
}

function parses(json: string): boolean {
  try {
    JSON.parse(json);
    return true;
  } catch {
    return false;
  }
}

/** A line that is prose: long, of several words, ending in a letter or a comma although other sentences end. */
const unfinished = /(?:^|\n)(?![ \t]*(?:[-*+•#>|]|\d{1,3}[.)]))[^\n]{60,}[\p{L},]$/u;
const lastLines = 4000;

function checkEnd({ side, text }: SideView, least: number, report: Report): void {
  const trimmed = text.trimEnd();
  if (trimmed.length < least || !/[\p{L},]$/u.test(trimmed.slice(-2))) return;
  const end = trimmed.slice(-lastLines);
  if (!unfinished.test(end) || !/[.!?] \S/.test(end) || /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]$/u.test(end)) return;
  report('cut-off', `The ${side} response ends in the middle of a sentence: ${quoted(trimmed, trimmed.length - 40)}.`, { side, start: Math.max(0, trimmed.length - 40), end: trimmed.length, characters: trimmed.length, threshold: least });
}

function checkPlaceholder({ side, text, sketch, kinds }: SideView, prompt: SideView, report: Report): void {
  if ((sketch.anchors & anchorFamilies.placeholder) === 0 && (kinds & (characterKinds.brace | characterKinds.bracket | characterKinds.angle)) === 0) return;
  if ((kinds & characterKinds.backtick) !== 0) return;
  const found = placeholder.exec(text) ?? (asksForForm.test(prompt.text) ? null : blank.exec(text));
  if (found === null) return;
  report('placeholder-text', `The ${side} response holds a placeholder: ${quoted(found[0])}.`, { side, start: found.index, end: found.index + found[0].length });
}
