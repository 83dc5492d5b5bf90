import type { RowFields } from '../parseRow';
import { type LocatedMessage, readMessage } from '../readConversation';
import { Comparison } from '../reading/comparison';
import { crossProduct } from '../reading/crossProduct';
import { indexOfAnswer } from '../reading/indexOfAnswer';
import { joinTexts } from '../reading/joinTexts';
import { asList, listAt } from '../reading/listAt';
import { hasObjects, isRecord } from '../reading/marks';
import type { Answer } from '../reading/part';
import { swapValues } from '../reading/swapValues';
import { textAt } from '../reading/textAt';
import { turnOf } from '../reading/turnOf';
import { type Path, valueAt } from '../reading/valueAt';
import type { SchemaAdapter } from './schemaAdapter';

export const amazonNova: SchemaAdapter = {
  name: 'amazon-nova',
  certainty: 1,
  documentation: {
    title: 'Amazon Nova',
    winner: '`preferenceLabel`: preferred or non-preferred; each preferred candidate against each other',
    example: [{
      schemaVersion: 'bedrock-conversation-2024',
      system: [{ text: 'Be brief.' }],
      messages: [
        { role: 'user', content: [{ text: 'What colour is the sky?' }] },
        {
          role: 'assistant',
          candidates: [
            { content: [{ text: 'Blue.' }], preferenceLabel: 'preferred' },
            { content: [{ text: 'Green.' }], preferenceLabel: 'non-preferred' },
          ],
        },
      ],
    }],
  },
  recognises: (fields) => hasObjects(fields, 'messages') && lastMessage(fields)?.['candidates'] !== undefined,
  read: (fields) => {
    const messages = listAt(fields, ['messages']);
    const prompt = messages.slice(0, -1).map((message, index) => readMessage(message, ['messages', index]));
    const path = ['messages', messages.length - 1, 'candidates'];
    const candidates = listAt(fields, path).map((candidate, index) => ({ label: isRecord(candidate) ? candidate['preferenceLabel'] : undefined, answer: answerOf(candidate, [...path, index]) }));
    const labelled = (label: string) => candidates.filter((candidate) => candidate.label === label).map(({ answer }) => answer);
    return crossProduct(new Comparison(fields, [...system(fields), ...prompt]), labelled('preferred'), labelled('non-preferred'));
  },
  swap: (fields, { provenance }) => {
    const [first, second] = [indexOfAnswer(provenance.chosen), indexOfAnswer(provenance.rejected)];
    const last = listAt(fields, ['messages']).length - 1;
    if (first === undefined || second === undefined) return undefined;
    return swapValues(fields, ['messages', last, 'candidates', first, 'preferenceLabel'], ['messages', last, 'candidates', second, 'preferenceLabel']);
  },
};

function lastMessage(fields: RowFields): Readonly<Record<string, unknown>> | undefined {
  const last = asList(valueAt(fields, ['messages']))?.at(-1);
  return isRecord(last) ? last : undefined;
}

function answerOf(candidate: unknown, path: Path): Answer {
  const message = isRecord(candidate) ? { ...candidate, role: 'assistant' } : candidate;
  return { name: `candidates[${String(path.at(-1))}]`, part: [readMessage(message, path)] };
}

/** `system` is a list of texts. */
function system(fields: RowFields): readonly LocatedMessage[] {
  const texts = (asList(valueAt(fields, ['system'])) ?? []).map((_, index) => textAt(fields, ['system', index, 'text']));
  return texts.length === 0 ? [] : [turnOf('system', joinTexts(texts, '\n'))];
}
