import { conversationReading } from './conversationReading';
import { describePath } from './describePath';
import { implicitConversationPrompt } from './implicitConversationPrompt';
import type { RowFields } from './parseRow';
import type { LocatedMessage } from './readConversation';
import type { Path } from './reading/valueAt';
import { RowProblem } from './rowProblem';
import type { PairReading } from './schemas/schemaAdapter';

/** Where the two conversations stand in the row, for errors. */
interface ConversationPaths {
  readonly chosen: Path;
  readonly rejected: Path;
}

const usualPaths: ConversationPaths = { chosen: ['chosen'], rejected: ['rejected'] };

/** Reads two conversations that both start with the prompt's turns. Throws RowProblem where a side has no response after them. */
export function splitConversations(
  fields: RowFields,
  chosen: readonly LocatedMessage[],
  rejected: readonly LocatedMessage[],
  paths: ConversationPaths = usualPaths,
): PairReading {
  const { turns, note } = implicitConversationPrompt(
    chosen.map((turn) => turn.message),
    rejected.map((turn) => turn.message),
  );
  requireResponse(paths.chosen, chosen.length - turns);
  requireResponse(paths.rejected, rejected.length - turns);
  const parts = { prompt: chosen.slice(0, turns), chosen: chosen.slice(turns), rejected: rejected.slice(turns) };
  return conversationReading(fields, parts, note === undefined ? [] : [note]);
}

function requireResponse(path: Path, turns: number): void {
  if (turns > 0) return;
  const reason = `${describePath(path)} has no response after the turns that both sides share; add the assistant's message or drop the row.`;
  throw new RowProblem('empty-conversation', path, reason);
}
