import { field } from '../field';
import type { FieldChange } from '../fieldChange';
import type { RowFields } from '../parseRow';
import { readConversation } from '../readConversation';
import { Comparison } from '../reading/comparison';
import { listAt } from '../reading/listAt';
import { hasObjects, hasText } from '../reading/marks';
import { swapFields } from '../reading/swapFields';
import { swapValues } from '../reading/swapValues';
import { textAt } from '../reading/textAt';
import { RowProblem } from '../rowProblem';
import { splitConversations } from '../splitConversations';
import type { SchemaAdapter } from './schemaAdapter';

const paths = { chosen: ['messages'], rejected: ['rejected_messages'] } as const;

export const msSwift: SchemaAdapter = {
  name: 'ms-swift',
  certainty: 1,
  documentation: {
    title: 'ms-swift',
    winner: 'the last message of `messages` wins over `rejected_response` or `rejected_messages`',
    example: [{
      messages: [
        { role: 'user', content: 'What colour is the sky?' },
        { role: 'assistant', content: 'Blue.' },
      ],
      rejected_response: 'Green.',
    }],
  },
  recognises: (fields) => hasObjects(fields, 'messages') && (hasText(fields, 'rejected_response') || hasObjects(fields, 'rejected_messages')),
  read: (fields) => {
    const messages = readConversation(field(fields, 'messages'), ['messages']);
    if (!hasText(fields, 'rejected_response')) {
      const rejected = readConversation(field(fields, 'rejected_messages'), paths.rejected);
      const provenance = { chosen: 'messages', rejected: 'rejected_messages' };
      return { pairs: [{ ...splitConversations(fields, messages, rejected, paths), provenance }] };
    }
    const last = messages.at(-1);
    if (last?.message.role !== 'assistant') throw new RowProblem('empty-conversation', ['messages'], '"messages" does not end with an answer of the assistant; add it or drop the row.');
    const chosen = { name: `messages[${String(messages.length - 1)}]`, part: [last] };
    const rejected = { name: 'rejected_response', part: textAt(fields, ['rejected_response']) };
    return { pairs: [new Comparison(fields, messages.slice(0, -1)).pair(chosen, rejected)] };
  },
  swap: swapAnswers,
};

function swapAnswers(fields: RowFields): readonly FieldChange[] | undefined {
  if (!hasText(fields, 'rejected_response')) return swapFields(fields, ['messages', 'rejected_messages']);
  const last = listAt(fields, ['messages']).length - 1;
  return swapValues(fields, ['messages', last, 'content'], ['rejected_response']);
}
