import { asList } from './reading/listAt';
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

/** Other names of roles than those of chat templates. */
export type RoleNames = Readonly<Record<string, string>>;

/** ShareGPT's, and those that LLaMA-Factory adds. */
const shareGptRoles: RoleNames = { human: 'user', gpt: 'assistant', observation: 'tool', function_call: 'assistant' };

const contentNames = ['content', 'value', 'parts', 'text'] as const;

/**
 * Reads the message list `value`, found at `path`: `{role, content}` or ShareGPT's `{from, value}`, also written as JSON in a
 * text. Throws RowProblem for an empty list, a message without role or content, and for content other than text: leaving a tool
 * call or an image out would score something that no trainer sees.
 */
export function readConversation(value: unknown, path: Path, roles: RoleNames = {}): readonly LocatedMessage[] {
  const list = asList(value);
  if (list === undefined) throw wrongType(value, path, 'a list of messages {"role": …, "content": …}');
  if (list.length === 0) {
    throw new RowProblem('empty-conversation', path, `${describePath(path)} is an empty list; it needs at least one message.`);
  }
  return list.map((message, index) => readMessage(message, [...path, index], roles));
}

/** Reads one message, found at `path`. Throws RowProblem like `readConversation`. */
export function readMessage(value: unknown, path: Path, roles: RoleNames = {}): LocatedMessage {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw wrongType(value, path, 'a message {"role": …, "content": …}');
  }
  const message = value as Readonly<Record<string, unknown>>;
  refuseToolCalls(message, path);
  const name = contentNames.find((candidate) => Object.hasOwn(message, candidate)) ?? 'content';
  const pieces = readContent(required(message, name, path), [...path, name]);
  const content = pieces.map((piece) => piece.text).join('');
  return { message: { role: readRole(message, path, roles), content }, sources: pieces.map((piece) => piece.source) };
}

function readRole(message: Readonly<Record<string, unknown>>, path: Path, roles: RoleNames): string {
  const name = !Object.hasOwn(message, 'role') && Object.hasOwn(message, 'from') ? 'from' : 'role';
  const role = required(message, name, path);
  if (typeof role !== 'string') throw wrongType(role, [...path, name], 'a text such as "user" or "assistant"');
  const names = name === 'from' ? { ...shareGptRoles, ...roles } : roles;
  return Object.hasOwn(names, role) ? (names[role] ?? role) : role;
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
  const name = typeof record['text'] === 'string' ? 'text' : 'value';
  const text = record[name];
  if ((record['type'] ?? 'text') === 'text' && typeof text === 'string') return textPiece(text, [...path, name], continues);
  const reason = `${describePath(path)} is not a text part {"type": "text", "text": …}; only text can be read.`;
  throw new RowProblem('wrong-type', path, reason);
}

function textPiece(text: string, path: Path, continues: boolean): TextPiece {
  return { text, source: { path, start: 0, end: text.length, ...(continues ? { continues } : {}) } };
}

function wrongType(value: unknown, path: Path, expected: string): RowProblem {
  return new RowProblem('wrong-type', path, `${describePath(path)} is ${describeValue(value)}; expected ${expected}.`);
}
