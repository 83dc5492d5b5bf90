import type { ChatMessage } from '../../core/dataset/preferencePair';
import type { RenderOptions } from './chatTemplate';
import { ChatTemplateError } from './chatTemplateError';
import type { TextTokenizer } from './textTokenizer';

/**
 * The conversation as text, by the tokenizer's chat template.
 * Throws ChatTemplateError: "no-chat-template" when there is none, "template-failed" when it fails or refuses.
 */
export function renderChat(
  tokenizer: Pick<TextTokenizer, 'chatTemplate'>,
  messages: readonly ChatMessage[],
  options: RenderOptions,
): string {
  if (tokenizer.chatTemplate === null) {
    throw new ChatTemplateError(
      'no-chat-template',
      'The row is a conversation but the tokenizer has no chat template; add a chat_template.jinja to the model folder or choose a chat model.',
    );
  }
  return tokenizer.chatTemplate.render(messages, options);
}
