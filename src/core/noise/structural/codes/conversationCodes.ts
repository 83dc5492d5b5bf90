import type { FindingKind } from '../../findingKind';

/** Codes of findings about the turns of a conversation. */
export const conversationCodes = {
  'empty-turn': {
    severity: 'warning',
    title: 'Empty turn',
    explanation: 'A message of the conversation is empty.',
    fixes: [],
  },
  'roles-out-of-order': {
    severity: 'warning',
    title: 'Roles do not alternate',
    explanation: 'Two messages of the same role follow each other, or a system message stands in the middle: many templates refuse that, others train on something else than is meant.',
    fixes: [],
  },
  'prompt-ends-with-answer': {
    severity: 'warning',
    title: 'Prompt does not end with the user',
    explanation: 'The last message of the prompt is not of the user, so the responses follow an answer.',
    fixes: [],
  },
  'response-role': {
    severity: 'warning',
    title: 'Response is not of the assistant',
    explanation: 'A response ends with a message that is not of the assistant.',
    fixes: [],
  },
} as const satisfies Readonly<Record<string, FindingKind>>;
