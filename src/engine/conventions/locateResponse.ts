import { messageSeparator, responseText, type ChatMessage } from '../../core/dataset/preferencePair';
import { pythonStrip } from '../tokenizer/pythonStrip';
import type { ChatSkeleton } from './chatSkeleton';
import type { ResponseLayout, Segment } from './responseLayout';

/** Lines of a content that may be searched for in vain: each search reads the whole text. */
const vainSearches = 64;

/**
 * Finds the contents of the response's messages in the rendered conversation. Templates may trim a content or, like
 * those of reasoning models, rewrite it; lines that cannot be found have no segment.
 */
export function locateResponse(
  rendered: string,
  response: readonly ChatMessage[],
  skeleton: ChatSkeleton | null,
  /** Offset before which the response cannot lie. */
  earliest: number,
): ResponseLayout {
  const contents = withStarts(response);
  const segments = bySkeleton(rendered, contents, skeleton) ?? joined(bySearch(rendered, contents, earliest), rendered, response);
  const first = segments[0];
  const last = segments.at(-1);
  if (first !== undefined && last !== undefined) return { segments, realFrom: first.from, realTo: last.to };
  if (contents.every(({ text }) => stripped(text) === '')) return { segments, realFrom: earliest, realTo: earliest };
  const suffix = skeleton?.at(-1) ?? '';
  const realTo = rendered.endsWith(suffix) ? rendered.length - suffix.length : rendered.length;
  return { segments, realFrom: earliest, realTo };
}

interface Content {
  readonly text: string;
  /** Offset into responseText(). */
  readonly start: number;
}

function withStarts(response: readonly ChatMessage[]): Content[] {
  let start = 0;
  return response.map(({ content }) => {
    const placed = { text: content, start };
    start += content.length + messageSeparator.length;
    return placed;
  });
}

function bySkeleton(rendered: string, contents: readonly Content[], skeleton: ChatSkeleton | null): Segment[] | null {
  if (skeleton === null || !rendered.startsWith(skeleton[0] ?? '')) return null;
  const segments: Segment[] = [];
  let at = (skeleton[0] ?? '').length;
  for (const [index, content] of contents.entries()) {
    const next = skeleton[index + 1] ?? '';
    const found = variants(content).find(({ text }) => rendered.startsWith(text, at) && rendered.startsWith(next, at + text.length));
    if (found === undefined) return null;
    if (found.text !== '') segments.push({ from: at, to: at + found.text.length, responseStart: found.start });
    at += found.text.length + next.length;
  }
  return at === rendered.length ? segments : null;
}

function variants({ text, start }: Content): Content[] {
  const indent = indentOf(text);
  return [
    { text, start },
    { text: stripped(text), start: start + indent },
    { text: pythonStrip(text, 'rstrip', null), start },
    { text: text.slice(indent), start: start + indent },
  ];
}

/** As the templates do it, which are written for Python: String.trim has other ideas of white space. */
function stripped(text: string): string {
  return pythonStrip(text, 'strip', null);
}

function indentOf(text: string): number {
  return text.length - pythonStrip(text, 'lstrip', null).length;
}

function bySearch(rendered: string, contents: readonly Content[], earliest: number): Segment[] {
  const segments: Segment[] = [];
  let at = earliest;
  let vain = 0;
  for (const content of contents) {
    const whole = rendered.includes(stripped(content.text), at);
    for (const piece of whole ? [content] : lines(content)) {
      const text = stripped(piece.text);
      const from = text === '' || vain >= vainSearches ? -1 : rendered.indexOf(text, at);
      if (from >= 0) segments.push({ from, to: (at = from + text.length), responseStart: piece.start + indentOf(piece.text) });
      else if (text !== '') vain += 1;
    }
  }
  return segments;
}

/** Takes in what lies between two segments where it is the same on both sides, such as the end of a line. */
function joined(segments: readonly Segment[], rendered: string, response: readonly ChatMessage[]): Segment[] {
  const text = responseText(response);
  const result: Segment[] = [];
  for (const segment of segments) {
    const last = result.at(-1);
    const gap = last === undefined ? null : rendered.slice(last.to, segment.from);
    const end = last === undefined ? 0 : last.responseStart + last.to - last.from;
    if (last !== undefined && gap === text.slice(end, segment.responseStart)) result[result.length - 1] = { ...last, to: segment.to };
    else result.push(segment);
  }
  return result;
}

function lines({ text, start }: Content): Content[] {
  const found: Content[] = [];
  let at = 0;
  for (const line of text.split('\n')) {
    found.push({ text: line, start: start + at });
    at += line.length + 1;
  }
  return found;
}
