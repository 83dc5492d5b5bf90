import type { ChatMessage, ConversationalTexts } from '../../core/dataset/preferencePair';
import type { RenderOptions } from '../tokenizer/chatTemplate';
import { ChatTemplateError } from '../tokenizer/chatTemplateError';
import { renderChat } from '../tokenizer/renderChat';
import type { TextTokenizer } from '../tokenizer/textTokenizer';
import { chatSkeleton, type ChatSkeleton } from './chatSkeleton';
import { locateResponse } from './locateResponse';
import type { ResponseLayout } from './responseLayout';

/** Prompt and response together, with the place of the response. */
export interface JointText {
  readonly text: string;
  readonly layout: ResponseLayout;
}

/** A prompt alone, and with each response. */
export interface JointTexts {
  readonly prompt: string;
  readonly chosen: JointText;
  readonly rejected: JointText;
}

/** Renders prompt, and prompt with each response, by the chat template. Throws ChatTemplateError. */
export function renderConversation(tokenizer: TextTokenizer, texts: ConversationalTexts): JointTexts {
  const render = (messages: readonly ChatMessage[], addGenerationPrompt: boolean): string =>
    renderChat(tokenizer, messages, renderOptions(texts, addGenerationPrompt));
  const prompt = render(texts.prompt, true);
  const skeletons = new Map<string, ChatSkeleton | null>();
  const joint = (response: readonly ChatMessage[]): JointText => {
    const whole = (turns: readonly ChatMessage[]): string => render([...texts.prompt, ...turns], false);
    // The two responses mostly have the same roles, and then the same skeleton.
    const roles = JSON.stringify(response.map(({ role }) => role));
    if (!skeletons.has(roles)) skeletons.set(roles, safeSkeleton(response, whole));
    return locatedText(whole(response), response, { skeleton: skeletons.get(roles) ?? null, prompt });
  };
  return { prompt, chosen: joint(texts.chosen), rejected: joint(texts.rejected) };
}

/** The response behind other turns, rendered by `render`, and its place. Throws what render throws on the response itself. */
export function renderJoint(response: readonly ChatMessage[], prompt: string, render: (turns: readonly ChatMessage[]) => string): JointText {
  return locatedText(render(response), response, { skeleton: safeSkeleton(response, render), prompt });
}

function locatedText(
  text: string,
  response: readonly ChatMessage[],
  { skeleton, prompt }: { readonly skeleton: ChatSkeleton | null; readonly prompt: string },
): JointText {
  return { text, layout: locateResponse(text, response, skeleton, commonPrefixLength(prompt, text)) };
}

/** A template that takes the real contents may still refuse stand-ins; then they are searched for. */
function safeSkeleton(response: readonly ChatMessage[], render: (turns: readonly ChatMessage[]) => string): ChatSkeleton | null {
  try {
    return chatSkeleton(response, render);
  } catch (error) {
    if (ChatTemplateError.is(error)) return null;
    throw error;
  }
}

function renderOptions(texts: ConversationalTexts, addGenerationPrompt: boolean): RenderOptions {
  return {
    addGenerationPrompt,
    ...(texts.tools === undefined ? {} : { tools: texts.tools }),
    ...(texts.chatTemplateKwargs === undefined ? {} : { kwargs: texts.chatTemplateKwargs }),
  };
}

/** UTF-16 units that two texts begin with alike. */
export function commonPrefixLength(left: string, right: string): number {
  const most = Math.min(left.length, right.length);
  let length = 0;
  while (length < most && left.charCodeAt(length) === right.charCodeAt(length)) length += 1;
  return length;
}
