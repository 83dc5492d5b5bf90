import { anchorFamilies } from '../anchorWords';
import type { SideView } from '../pairView';
import { quoted } from '../quoted';
import type { Report, StructuralCheck } from '../structuralCheck';

/** Marks that begin a turn of the user in transcripts; each after a line end, so that nothing at the start of the text counts. */
const nextTurn = /\n\s{0,4}(?:Human|USER|### (?:Human|User|Instruction|Input)|<\/?user>)\s{0,2}:[ \t]*\S/;
/** "User:" is a word of forms and protocols too, unless the assistant answers it. */
const userTurn = /\n\s{0,4}User:[ \t]*\S[^\n]*(?:\n\s{0,4}){1,3}(?:Assistant|AI|Bot|ChatGPT):/;
/** A prompt that asks for a dialogue, or shows one of its own making, is answered with one. */
const asksForDialogue = /\b(?:write|create|generate|continue|complete|simulate|imagine|make up|act out|give|show|translate|format|summari[sz]e)\b[^.?!\n]{0,80}\b(?:dialog(?:ue)?s?|conversations?|transcripts?|interviews?|scripts?|chats?|prompts?|examples?)\b|\b(?:role-?play|screenplay|transcript)\b/i;

const roleAtStart = /^\s{0,4}(?:#{1,4} ?)?(?:Assistant|AI|Bot|Chatbot|ChatGPT|GPT|System|Response|Human|User)\s{0,2}:/i;

/** Turns of a transcript inside a response. */
export const dialogue: StructuralCheck = {
  codes: ['dialogue-continued', 'role-mark'],
  run: ({ prompt, responses }, report) => {
    for (const response of responses) {
      if ((response.sketch.anchors & anchorFamilies.dialogue) !== 0 && !asksForDialogue.test(lastQuestion(prompt.text))) checkTurns(response, report);
      const mark = roleAtStart.exec(response.text.slice(0, 40));
      if (mark !== null) reportRole(response, mark[0], report);
    }
  },
};

function lastQuestion(prompt: string): string {
  return prompt.slice(-2000);
}

function checkTurns({ side, text }: SideView, report: Report): void {
  const found = nextTurn.exec(text) ?? userTurn.exec(text);
  if (found === null) return;
  const start = found.index + (/^\s+/.exec(found[0])?.[0].length ?? 0);
  const message = `The ${side} response goes on with the next turn of the user: ${quoted(text.slice(start, start + 30).split('\n')[0] ?? '')}.`;
  report('dialogue-continued', message, { side, start, end: text.length });
}

function reportRole({ side }: SideView, mark: string, report: Report): void {
  report('role-mark', `The ${side} response begins with the name of a role: ${quoted(mark.trim())}.`, { side, start: 0, end: mark.length });
}
