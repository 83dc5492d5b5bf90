import { describePath } from './describePath';
import { describeValue } from './describeValue';
import type { ChatMessage, FieldSource } from './preferencePair';
import { RowProblem } from './rowProblem';

type Path = readonly (string | number)[];

/** A message and the pieces of the row that its content comes from (at least one). */
export interface LocatedMessage {
  readonly message: ChatMessage;
  readonly sources: readonly FieldSource[];
}

/**
 * Reads the message list `value`, found at `path`. Throws RowProblem for an empty list, a message without role or content,
 * and for content other than text: leaving a tool call or an image out would score something that no trainer sees.
 */
export function readConversation(value: unknown, path: Path): readonly LocatedMessage[] {
  if (!Array.isArray(value)) throw wrongType(value, path, 'a list of messages {"role": …, "content": …}');
  if (value.length === 0) {
    throw new RowProblem('empty-conversation', path, `${describePath(path)} is an empty list; it needs at least one message.`);
  }
  return value.map((message: unknown, index) => readMessage(message, [...path, index]));
}

function readMessage(value: unknown, path: Path): LocatedMessage {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw wrongType(value, path, 'a message {"role": …, "content": …}');
  }
  const message = value as Readonly<Record<string, unknown>>;
  refuseToolCalls(message, path);
  const pieces = readContent(required(message, 'content', path), [...path, 'content']);
  const content = pieces.map((piece) => piece.text).join('');
  return { message: { role: readRole(message, path), content }, sources: pieces.map((piece) => piece.source) };
}

function readRole(message: Readonly<Record<string, unknown>>, path: Path): string {
  const role = required(message, 'role', path);
  if (typeof role !== 'string') throw wrongType(role, [...path, 'role'], 'a text such as "user" or "assistant"');
  return role;
}

function required(message: Readonly<Record<string, unknown>>, name: string, path: Path): unknown {
  if (Object.hasOwn(message, name)) return message[name];
  const names = Object.keys(message).slice(0, 8).join(', ') || 'nothing';
  throw new RowProblem('missing-field', path, `${describePath(path)} has no "${name}" (it has ${names}); add it.`);
}

function refuseToolCalls(message: Readonly<Record<string, unknown>>, path: Path): void {
  const calls = Object.hasOwn(message, 'tool_calls') ? message['tool_calls'] : undefined;
  if (calls === undefined || calls === null || (Array.isArray(calls) && calls.length === 0)) return;
  const reason = `${describePath(path)} holds tool calls, which cannot be read yet; write the call into "content" or drop the row.`;
  throw new RowProblem('wrong-type', [...path, 'tool_calls'], reason);
}

interface TextPiece {
  readonly text: string;
  readonly source: FieldSource;
}

function readContent(content: unknown, path: Path): readonly TextPiece[] {
  if (typeof content === 'string') return [textPiece(content, path, false)];
  if (!Array.isArray(content) || content.length === 0) {
    throw wrongType(content, path, 'a text or a list of text parts');
  }
  return content.map((part: unknown, index) => readPart(part, [...path, index], index > 0));
}

function readPart(part: unknown, path: Path, continues: boolean): TextPiece {
  const record = typeof part === 'object' && part !== null ? (part as Readonly<Record<string, unknown>>) : {};
  if (record['type'] === 'text' && typeof record['text'] === 'string') return textPiece(record['text'], [...path, 'text'], continues);
  const reason = `${describePath(path)} is not a text part {"type": "text", "text": …}; only text can be read.`;
  throw new RowProblem('wrong-type', path, reason);
}

function textPiece(text: string, path: Path, continues: boolean): TextPiece {
  return { text, source: { path, start: 0, end: text.length, ...(continues ? { continues } : {}) } };
}

function wrongType(value: unknown, path: Path, expected: string): RowProblem {
  return new RowProblem('wrong-type', path, `${describePath(path)} is ${describeValue(value)}; expected ${expected}.`);
}
