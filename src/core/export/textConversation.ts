import type { ChatMessage, PairTexts } from '../dataset/preferencePair';

/** A pair as TRL's conversational format has it. */
export interface ChatPair {
  readonly prompt: readonly ChatMessage[];
  readonly chosen: readonly ChatMessage[];
  readonly rejected: readonly ChatMessage[];
  readonly tools?: readonly unknown[];
  readonly chat_template_kwargs?: Readonly<Record<string, unknown>>;
}

/**
 * A pair as message lists. A transcript (HH-RLHF) is cut into its turns, without the white space around each, as TRL's own
 * script for that data does; any other text is one question with its answers.
 */
export function textConversation(texts: PairTexts): ChatPair {
  if (texts.format === 'standard') {
    const prompt = transcriptTurns(texts.prompt);
    const isTranscript = prompt !== undefined;
    const answer = (content: string): ChatMessage[] => [{ role: 'assistant', content: isTranscript ? content.trim() : content }];
    return { prompt: prompt ?? [{ role: 'user', content: texts.prompt }], chosen: answer(texts.chosen), rejected: answer(texts.rejected) };
  }
  const { prompt, chosen, rejected, tools, chatTemplateKwargs } = texts;
  const options = { ...(tools === undefined ? {} : { tools }), ...(chatTemplateKwargs === undefined ? {} : { chat_template_kwargs: chatTemplateKwargs }) };
  return { prompt: prompt.map(message), chosen: chosen.map(message), rejected: rejected.map(message), ...options };
}

function message({ role, content }: ChatMessage): ChatMessage {
  return { role, content };
}

/** Undefined for a text that is no transcript ending with the assistant's turn. */
function transcriptTurns(prompt: string): readonly ChatMessage[] | undefined {
  if (!prompt.startsWith('\n\nHuman:') || !prompt.endsWith('\n\nAssistant:')) return undefined;
  const parts = prompt.split(/\n\n(Human|Assistant):/).slice(1, -2);
  const turns: ChatMessage[] = [];
  for (let index = 0; index < parts.length; index += 2) {
    turns.push({ role: parts[index] === 'Human' ? 'user' : 'assistant', content: (parts[index + 1] ?? '').trim() });
  }
  return turns.length === 0 ? undefined : turns;
}
