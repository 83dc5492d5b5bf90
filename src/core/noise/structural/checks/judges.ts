import { anchorFamilies } from '../anchorWords';
import type { SideView } from '../pairView';
import { quoted } from '../quoted';
import type { Report, StructuralCheck } from '../structuralCheck';

/**
 * Text that speaks to whoever judges it, as in published attacks on model judges: verdicts in the judge's own format (MT-Bench's "[[A]]"), orders to
 * ignore what was asked, and requests for a score (Zheng et al. 2023; Raina et al. 2024; Shi et al. 2024, JudgeDeceiver).
 */
const injections = [
  /\bignore (?:all |any |the |your )?(?:previous|prior|above|preceding|other) (?:instructions?|prompts?|responses?|answers?|text)\b/i,
  /\bdisregard (?:all |any |the |your )?(?:previous|prior|above|preceding) (?:instructions?|prompts?|criteria)\b/i,
  /\b(?:dear|attention|note to|as (?:a|the)|to the) (?:judges?|evaluators?|graders?|reviewers?|annotators?)\b[^.\n]{0,60}\b(?:prefer|choose|select|rate|score|give|rank|award|pick)\b/i,
  /\b(?:rate|score|rank|grade) (?:this|my) (?:response|answer|output)\b[^.\n]{0,40}\b(?:highest|best|10|perfect|maximum|top|5|first)\b/i,
  /\b(?:this|my) (?:response|answer) (?:should|must|deserves to) (?:be )?(?:rated|scored|ranked|chosen|preferred|selected|get|receive|given)\b/i,
  /\b(?:please )?(?:choose|select|prefer|pick) (?:this|my) (?:response|answer)\b/i,
  /\b(?:response|assistant|answer|output) (?:A|B|1|2) is (?:clearly |much |far )?(?:better|superior|the best|preferred)\b/i,
  /\[\[(?:A|B|C|rating:? ?\d+)\]\]/i,
] as const;
/** Prompts that ask for such a verdict are answered with one. */
const asksForVerdict = /\b(?:assistant|response|answer|output|summary|model) (?:A|B|1|2)\b|\bwhich (?:response|answer|output|summary)\b|\b(?:evaluate|judge|compare|rate|grade|score)\b[^.?!\n]{0,60}\b(?:responses?|answers?|outputs?|essays?|translations?|summar(?:y|ies)|texts?|sentences?|reviews?|following)\b/i;

/** Phrases of self-praise, authority, majority and reflection that raised the verdicts of judges (Chen et al. 2024; Ye et al. 2024, CALM; Wang et al. 2025 on reasoning judges). */
const triggers = [
  /\b(?:this|my) (?:response|answer|explanation) is (?:the )?(?:most |very |highly |fully |completely |entirely )?(?:accurate|comprehensive|helpful|correct|complete|best)\b/i,
  /\bI(?:'m| am) (?:\d{2,3} ?(?:%|percent) |absolutely |completely |very |highly )?(?:confident|certain|sure) (?:that )?(?:this|my|the above|in my) (?:is|answer|response|explanation)/i,
  /\bI (?:can )?(?:assure|guarantee|promise) you (?:that )?(?:this|my|the)\b/i,
  /\bthis is (?:the|my) (?:very )?(?:best|most accurate|most helpful|perfect) (?:possible )?(?:answer|response)\b/i,
  /\b(?:leading|renowned|world|top) (?:experts?|scientists|researchers|professors)\b[^.\n]{0,40}\b(?:agree|confirm|endorse|recommend|say)\b/i,
  /\b(?:\d{2} ?(?:%|percent) of|most|the (?:vast )?majority of|all) (?:people|users|readers|experts|annotators) (?:agree|prefer|believe|chose|say|rated)\b/i,
  /\b(?:wait|hmm),? (?:let me|I should) (?:think|reconsider|double[- ]check|verify|rethink|re-?evaluate)\b/i,
] as const;

/** What a response says to be preferred rather than to answer. */
export const judges: StructuralCheck = {
  codes: ['judge-injection', 'trigger-phrase'],
  run: ({ prompt, responses }, report) => {
    for (const response of responses) {
      const { anchors } = response.sketch;
      if (((anchors & anchorFamilies.judge) !== 0 || response.text.includes('[[')) && !asksForVerdict.test(prompt.text)) {
        checkPhrases(response, injections, 'judge-injection', 'speaks to whoever judges it', report);
      }
      if ((anchors & anchorFamilies.trigger) !== 0) checkPhrases(response, triggers, 'trigger-phrase', 'uses a phrase that is known to sway judges', report);
    }
  },
};

function checkPhrases({ side, text }: SideView, patterns: readonly RegExp[], code: 'judge-injection' | 'trigger-phrase', what: string, report: Report): void {
  for (const pattern of patterns) {
    const found = pattern.exec(text);
    if (found === null) continue;
    report(code, `The ${side} response ${what}: ${quoted(found[0])}.`, { side, start: found.index, end: found.index + found[0].length });
    return;
  }
}
