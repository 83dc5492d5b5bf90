import type { ChatMessage, ConversationalTexts, PairTexts } from '../dataset/preferencePair';

/** A pair as TRL's explicit format has it. */
export interface TextPair {
  readonly prompt: string;
  readonly chosen: string;
  readonly rejected: string;
  /** True where a conversation had to be written as a transcript. */
  readonly isTranscript: boolean;
}

const speakers: Readonly<Record<string, string>> = { user: 'Human', assistant: 'Assistant', system: 'System' };

/**
 * A pair as three strings. One question with its answers gives their texts; any longer conversation is written as a
 * transcript in the marks of HH-RLHF, since a string has no turns.
 */
export function conversationText(texts: PairTexts): TextPair {
  if (texts.format === 'standard') return { prompt: texts.prompt, chosen: texts.chosen, rejected: texts.rejected, isTranscript: false };
  const plain = singleTurn(texts);
  if (plain !== undefined) return { ...plain, isTranscript: false };
  const { prompt, chosen, rejected } = texts;
  return { prompt: `${prompt.map(turn).join('')}\n\nAssistant:`, chosen: response(chosen), rejected: response(rejected), isTranscript: true };
}

function singleTurn({ prompt, chosen, rejected }: ConversationalTexts): Omit<TextPair, 'isTranscript'> | undefined {
  const [question, first, second] = [prompt[0], chosen[0], rejected[0]];
  if (prompt.length !== 1 || question?.role !== 'user') return undefined;
  if (chosen.length !== 1 || rejected.length !== 1 || first?.role !== 'assistant' || second?.role !== 'assistant') return undefined;
  return { prompt: question.content, chosen: first.content, rejected: second.content };
}

function turn({ role, content }: ChatMessage): string {
  return `\n\n${speakers[role] ?? role}: ${content}`;
}

/** The prompt ends with the mark of the assistant, so that its first message needs none. */
function response(messages: readonly ChatMessage[]): string {
  const [first, ...others] = messages;
  if (first === undefined) return '';
  return first.role === 'assistant' ? ` ${first.content}${others.map(turn).join('')}` : messages.map(turn).join('');
}
