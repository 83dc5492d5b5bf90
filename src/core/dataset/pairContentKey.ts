import type { ChatMessage, PairTexts } from './preferencePair';

/**
 * All that a scorer sees of a pair as one text: equal exactly for pairs with equal content, whatever the schema they came in.
 * It is as long as the pair, so callers hash it. The order of names inside tools counts, since templates print it.
 */
export function pairContentKey(texts: PairTexts): string {
  if (texts.format === 'standard') return JSON.stringify(['standard', texts.prompt, texts.chosen, texts.rejected]);
  const conversations = [texts.prompt, texts.chosen, texts.rejected].map(turns);
  return JSON.stringify(['conversational', ...conversations, texts.tools ?? null, texts.chatTemplateKwargs ?? null]);
}

function turns(messages: readonly ChatMessage[]): readonly (readonly string[])[] {
  return messages.map(({ role, content }) => [role, content]);
}
