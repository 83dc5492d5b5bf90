import { conversationReading } from './conversationReading';
import { implicitConversationPrompt } from './implicitConversationPrompt';
import type { RowFields } from './parseRow';
import type { LocatedMessage } from './readConversation';
import { RowProblem } from './rowProblem';
import type { PairReading } from './schemas/schemaAdapter';

/** Reads two conversations that both start with the prompt's turns. Throws RowProblem where a side has no response after them. */
export function splitConversations(
  fields: RowFields,
  chosen: readonly LocatedMessage[],
  rejected: readonly LocatedMessage[],
): PairReading {
  const { turns, note } = implicitConversationPrompt(
    chosen.map((turn) => turn.message),
    rejected.map((turn) => turn.message),
  );
  requireResponse('chosen', chosen.length - turns);
  requireResponse('rejected', rejected.length - turns);
  const parts = { prompt: chosen.slice(0, turns), chosen: chosen.slice(turns), rejected: rejected.slice(turns) };
  return conversationReading(fields, parts, note === undefined ? [] : [note]);
}

function requireResponse(name: 'chosen' | 'rejected', turns: number): void {
  if (turns > 0) return;
  const reason = `"${name}" has no response after the turns that both sides share; add the assistant's message or drop the row.`;
  throw new RowProblem('empty-conversation', [name], reason);
}
