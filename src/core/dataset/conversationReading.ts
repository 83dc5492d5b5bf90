import type { RowFields } from './parseRow';
import type { ReadingNote } from './preferencePair';
import type { LocatedMessage } from './readConversation';
import { readTemplateOptions } from './readTemplateOptions';
import type { PairReading } from './schemas/schemaAdapter';

interface LocatedConversations {
  readonly prompt: readonly LocatedMessage[];
  readonly chosen: readonly LocatedMessage[];
  readonly rejected: readonly LocatedMessage[];
}

/** Puts a conversational reading together, with the row's tools and template arguments. Throws RowProblem where those are odd. */
export function conversationReading(
  fields: RowFields,
  { prompt, chosen, rejected }: LocatedConversations,
  notes: readonly ReadingNote[],
): PairReading {
  return {
    texts: {
      format: 'conversational',
      prompt: prompt.map((turn) => turn.message),
      chosen: chosen.map((turn) => turn.message),
      rejected: rejected.map((turn) => turn.message),
      ...readTemplateOptions(fields),
    },
    sources: {
      prompt: prompt.flatMap((turn) => turn.sources),
      chosen: chosen.flatMap((turn) => turn.sources),
      rejected: rejected.flatMap((turn) => turn.sources),
    },
    notes,
  };
}
