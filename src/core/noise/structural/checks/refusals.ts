import { asksForHarm, looksHarmful } from '../looksHarmful';
import { refusalIn } from '../refusalIn';
import { repeatableQuestion } from '../repeatableQuestion';
import type { StructuralCheck } from '../structuralCheck';

/** Shorter answers may be refusals in other words. */
const leastAnswer = 20;

/** Preferences for and against refusing that look the wrong way round. */
export const refusals: StructuralCheck = {
  codes: ['refusal-chosen', 'refusal-rejected', 'both-refuse'],
  run: ({ pair, prompt, chosen, rejected }, report) => {
    const [chosenRefusal, rejectedRefusal] = [refusalIn(chosen.text), refusalIn(rejected.text)];
    if (chosenRefusal === undefined && rejectedRefusal === undefined) return;
    if (chosenRefusal !== undefined && rejectedRefusal !== undefined) {
      report('both-refuse', 'Both responses refuse.', { side: 'chosen', ...chosenRefusal });
    } else if (chosenRefusal !== undefined) {
      if (looksHarmful(prompt.text) || rejected.text.trim().length < leastAnswer) return;
      report('refusal-chosen', 'The chosen response refuses a request that looks harmless, and the rejected one answers it.', { side: 'chosen', ...chosenRefusal });
    } else if (rejectedRefusal !== undefined && chosen.text.trim().length >= leastAnswer && asksForHarm(repeatableQuestion(pair.texts).at(-1) ?? prompt.text)) {
      report('refusal-rejected', 'The rejected response refuses a request that looks harmful, and the chosen one does not refuse.', { side: 'rejected', ...rejectedRefusal });
    }
  },
};
