import type { ChatMessage } from '../../../dataset/preferencePair';
import type { Report, StructuralCheck } from '../structuralCheck';

const toolRoles = new Set(['tool', 'function', 'ipython', 'observation', 'environment']);

/** The order and the roles of messages. */
export const conversationShape: StructuralCheck = {
  codes: ['empty-turn', 'roles-out-of-order', 'prompt-ends-with-answer', 'response-role'],
  run: ({ pair: { texts } }, report) => {
    if (texts.format === 'standard') return;
    checkTurns(texts.prompt, report);
    checkOrder(texts.prompt, report);
    const last = texts.prompt.at(-1)?.role;
    if (last === 'assistant') report('prompt-ends-with-answer', 'The prompt ends with a message of the assistant.', { side: 'prompt', role: last, messages: texts.prompt.length });
    for (const side of ['chosen', 'rejected'] as const) {
      const role = texts[side].at(-1)?.role;
      if (role === 'user' || role === 'system') report('response-role', `The ${side} response ends with a message of the ${role}.`, { side, role });
    }
  },
};

function checkTurns(messages: readonly ChatMessage[], report: Report): void {
  // A call of a tool has no text of its own.
  const index = messages.findIndex(({ content, role }, at) => content.trim() === '' && !(role === 'assistant' && toolRoles.has(messages[at + 1]?.role ?? '')) && !toolRoles.has(role));
  const role = messages[index]?.role;
  if (role !== undefined) report('empty-turn', `Message ${String(index + 1)} of the prompt (${role}) is empty.`, { side: 'prompt', message: index, role });
}

function checkOrder(messages: readonly ChatMessage[], report: Report): void {
  for (const [index, { role }] of messages.entries()) {
    const before = messages[index - 1]?.role;
    if (before === undefined) continue;
    if (role === 'system') {
      report('roles-out-of-order', `A system message stands at place ${String(index + 1)} of the prompt.`, { side: 'prompt', message: index, role });
      return;
    }
    if (role === before && (role === 'user' || role === 'assistant')) {
      report('roles-out-of-order', `Messages ${String(index)} and ${String(index + 1)} of the prompt are both of the ${role}.`, { side: 'prompt', message: index, role });
      return;
    }
  }
}
