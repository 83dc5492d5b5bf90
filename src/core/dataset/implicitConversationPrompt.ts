import type { ChatMessage, ReadingNote } from './preferencePair';

/** How many leading turns of both conversations are the prompt, and what is doubtful about it. */
export interface ImplicitConversationPrompt {
  readonly turns: number;
  readonly note: ReadingNote | undefined;
}

/**
 * The prompt of two conversations: their longest common prefix by turns. Where that would leave a side without any response
 * although its last turn is an assistant's, that last turn is kept as the response.
 */
export function implicitConversationPrompt(
  chosen: readonly ChatMessage[],
  rejected: readonly ChatMessage[],
): ImplicitConversationPrompt {
  const shared = sharedTurns(chosen, rejected);
  const shorter = chosen.length <= rejected.length ? chosen : rejected;
  const swallowed = shared === shorter.length && shorter.at(-1)?.role === 'assistant';
  return { turns: swallowed ? shared - 1 : shared, note: noteAbout(chosen, rejected, shared) };
}

function sharedTurns(first: readonly ChatMessage[], second: readonly ChatMessage[]): number {
  const different = first.findIndex(
    (message, index) => message.role !== second[index]?.role || message.content !== second[index]?.content,
  );
  return different === -1 ? first.length : different;
}

function noteAbout(chosen: readonly ChatMessage[], rejected: readonly ChatMessage[], shared: number): ReadingNote | undefined {
  const doubt = doubtAbout(chosen, rejected, shared);
  if (doubt === undefined) return undefined;
  const message = `${doubt} Trainers may split it differently; add a "prompt" list to be sure.`;
  return { code: 'implicit-prompt-uncertain', message };
}

function doubtAbout(chosen: readonly ChatMessage[], rejected: readonly ChatMessage[], shared: number): string | undefined {
  if (shared === chosen.length && shared === rejected.length) return 'Both conversations are identical, so the last turn was taken as the response.';
  if (shared === 0) return 'The two conversations share no leading turn, so the prompt is empty.';
  if (shared === chosen.length) return 'The rejected conversation starts with the whole chosen one, so the response starts at the last turn they share.';
  if (shared === rejected.length) return 'The chosen conversation starts with the whole rejected one, so the response starts at the last turn they share.';
  if (chosen[shared]?.role === 'user' || rejected[shared]?.role === 'user') return 'The two conversations first differ in a user turn, so that turn counts as a part of the response.';
  return undefined;
}
