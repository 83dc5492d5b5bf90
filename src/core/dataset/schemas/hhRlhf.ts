import { field } from '../field';
import { implicitTextPrompt } from '../implicitTextPrompt';
import type { ReadingNote } from '../preferencePair';
import { swapFields } from '../reading/swapFields';
import { textAt } from '../reading/textAt';
import { splitTexts } from '../splitTexts';
import type { SchemaAdapter } from './schemaAdapter';

const human = '\n\nHuman:';
const assistant = '\n\nAssistant:';

/** Transcripts as in Anthropic's HH-RLHF: the response is what follows the last assistant mark. Where the transcripts differ
 * before that mark there is no common prompt to answer, so the row is read by the common prefix, with a note. */
export const hhRlhf: SchemaAdapter = {
  name: 'hh-rlhf',
  certainty: 1,
  documentation: {
    title: 'HH-RLHF transcripts',
    winner: 'the field names; the answer follows the last "Assistant:" mark',
    example: [{ chosen: '\n\nHuman: Hello!\n\nAssistant: Hi, what can I do?', rejected: '\n\nHuman: Hello!\n\nAssistant: Go away.' }],
  },
  recognises: (fields) => field(fields, 'prompt') === undefined && isTranscript(field(fields, 'chosen')) && isTranscript(field(fields, 'rejected')),
  read: (fields) => {
    const [chosen, rejected] = [textAt(fields, ['chosen']), textAt(fields, ['rejected'])];
    const length = promptLength(chosen.text);
    const samePrompt = length === promptLength(rejected.text) && rejected.text.startsWith(chosen.text.slice(0, length));
    if (samePrompt) return { pairs: [splitTexts(chosen, rejected, length)] };
    const shared = implicitTextPrompt(chosen.text, rejected.text).length;
    return { pairs: [{ ...splitTexts(chosen, rejected, shared), notes: [differentPrompts] }] };
  },
  swap: (fields) => swapFields(fields, ['chosen', 'rejected']),
};

const differentPrompts: ReadingNote = {
  code: 'implicit-prompt-uncertain',
  message: 'The transcripts differ before their last "Assistant:" mark, so the prompt is the beginning that they share.',
};

function isTranscript(value: unknown): boolean {
  return typeof value === 'string' && value.includes(human) && value.includes(assistant);
}

function promptLength(transcript: string): number {
  return transcript.lastIndexOf(assistant) + assistant.length;
}
