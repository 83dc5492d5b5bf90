import { field } from '../field';
import { readConversation } from '../readConversation';
import { Comparison } from '../reading/comparison';
import { hasList } from '../reading/marks';
import { swapFields } from '../reading/swapFields';
import { valueAt } from '../reading/valueAt';
import type { SchemaAdapter } from './schemaAdapter';

export const openaiDpo: SchemaAdapter = {
  name: 'openai-dpo',
  certainty: 1,
  documentation: {
    title: 'OpenAI and Azure',
    winner: 'the field names',
    example: [{
      input: { messages: [{ role: 'user', content: 'What colour is the sky?' }], tools: [], parallel_tool_calls: true },
      preferred_output: [{ role: 'assistant', content: 'Blue.' }],
      non_preferred_output: [{ role: 'assistant', content: 'Green.' }],
    }],
  },
  recognises: (fields) => hasList(fields, 'preferred_output', 'non_preferred_output') && field(fields, 'input') !== undefined,
  read: (fields) => {
    const prompt = readConversation(valueAt(fields, ['input', 'messages']), ['input', 'messages']);
    // The tools stand beside the messages, and templates look for them in the row.
    const comparison = new Comparison({ tools: valueAt(fields, ['input', 'tools']) }, prompt);
    const answer = (name: string) => ({ name, part: readConversation(field(fields, name), [name]) });
    return { pairs: [comparison.pair(answer('preferred_output'), answer('non_preferred_output'))] };
  },
  swap: (fields) => swapFields(fields, ['preferred_output', 'non_preferred_output']),
};
