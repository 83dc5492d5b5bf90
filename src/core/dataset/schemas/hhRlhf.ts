import { field } from '../field';
import { implicitTextPrompt } from '../implicitTextPrompt';
import type { ReadingNote } from '../preferencePair';
import { splitTexts } from '../splitTexts';
import { wholeText } from '../wholeText';
import type { SchemaAdapter } from './schemaAdapter';
import { trlImplicit } from './trlImplicit';

const human = '\n\nHuman:';
const assistant = '\n\nAssistant:';

/**
 * Transcripts as in Anthropic's HH-RLHF: the response is what follows the last assistant mark. Where the transcripts differ
 * before that mark there is no common prompt to answer, so the row is read by the common prefix, with a note.
 */
export const hhRlhf: SchemaAdapter = {
  name: 'hh-rlhf',
  recognises: (fields) => trlImplicit.recognises(fields) && isTranscript(field(fields, 'chosen')) && isTranscript(field(fields, 'rejected')),
  read: (fields) => {
    const [chosen, rejected] = [wholeText(fields, 'chosen').text, wholeText(fields, 'rejected').text];
    const length = promptLength(chosen);
    const samePrompt = length === promptLength(rejected) && rejected.startsWith(chosen.slice(0, length));
    if (samePrompt) return { pairs: [splitTexts(chosen, rejected, length)] };
    const shared = implicitTextPrompt(chosen, rejected).length;
    return { schema: 'trl-implicit', pairs: [{ ...splitTexts(chosen, rejected, shared), notes: [differentPrompts] }] };
  },
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
