import type { ChatMessage } from '../../core/dataset/preferencePair';

/** What the template writes before, between and after the contents of the response's messages. */
export type ChatSkeleton = readonly string[];

const standIn = (index: number): string => `\ue000content${String(index)}\ue001`;

/**
 * Renders the conversation with stand-ins for the contents of the response, and cuts the result at them. Null when the
 * template does not write each content once and in order.
 */
export function chatSkeleton(
  response: readonly ChatMessage[],
  render: (response: readonly ChatMessage[]) => string,
): ChatSkeleton | null {
  const rendered = render(response.map((message, index) => ({ ...message, content: standIn(index) })));
  const pieces: string[] = [];
  let done = 0;
  for (let index = 0; index < response.length; index += 1) {
    const at = rendered.indexOf(standIn(index), done);
    if (at < 0 || rendered.indexOf(standIn(index)) !== rendered.lastIndexOf(standIn(index))) return null;
    pieces.push(rendered.slice(done, at));
    done = at + standIn(index).length;
  }
  return [...pieces, rendered.slice(done)];
}
