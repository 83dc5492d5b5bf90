/** One turn of a conversation, as chat templates take it. */
export interface ChatMessage {
  readonly role: string;
  readonly content: string;
}

/** Plain strings: the trainer concatenates prompt and completion as they are. */
export interface StandardTexts {
  readonly format: 'standard';
  readonly prompt: string;
  readonly chosen: string;
  readonly rejected: string;
}

/** Message lists: the trainer renders them with the tokenizer's chat template. */
export interface ConversationalTexts {
  readonly format: 'conversational';
  readonly prompt: readonly ChatMessage[];
  readonly chosen: readonly ChatMessage[];
  readonly rejected: readonly ChatMessage[];
  /** JSON schemas of tools, handed to the chat template as they are. */
  readonly tools?: readonly unknown[];
  readonly chatTemplateKwargs?: Readonly<Record<string, unknown>>;
}

/** What a scorer needs to know of a pair, and nothing else. */
export type PairTexts = StandardTexts | ConversationalTexts;

export const pairSchemas = [
  'trl-explicit',
  'trl-implicit',
  'trl-conversational',
  'trl-conversational-implicit',
  'hh-rlhf',
] as const;

/** How a row was read; see the schema table of the documentation. */
export type PairSchema = (typeof pairSchemas)[number];

/**
 * Where a piece of text comes from: the characters `start` (inclusive) to `end` (exclusive) of the decoded JSON string
 * found at `path` inside the row. Offsets count UTF-16 units, like VS Code.
 */
export interface FieldSource {
  readonly path: readonly (string | number)[];
  readonly start: number;
  readonly end: number;
  /** True when the piece belongs to the same message as the piece before it, so that no separator stands between them. */
  readonly continues?: boolean;
}

/** The pieces of the row that make up the prompt and each response, in order. */
export interface PairSources {
  readonly prompt: readonly FieldSource[];
  readonly chosen: readonly FieldSource[];
  readonly rejected: readonly FieldSource[];
}

/** Something about how the row was read that its owner should know, in one plain sentence. */
export interface ReadingNote {
  readonly code: 'implicit-prompt-uncertain';
  readonly message: string;
}

/** One preference pair of a dataset. */
export interface PreferencePair {
  /** 0-based index among the rows of the file; an unreadable row keeps its number. */
  readonly row: number;
  /** 1-based line in the file; 0 where the format has no lines. */
  readonly line: number;
  readonly schema: PairSchema;
  readonly texts: PairTexts;
  readonly sources: PairSources;
  readonly notes: readonly ReadingNote[];
}

/** A row that could not be read, with what is wrong and where. */
export interface UnreadableRow {
  readonly row: number;
  readonly line: number;
  /** 1-based column (UTF-16 units) inside the line where reading stopped; 1 if the whole row is meant. */
  readonly column: number;
  readonly code: UnreadableCode;
  /** One sentence: what is wrong and what to do. */
  readonly reason: string;
}

export type UnreadableCode =
  | 'invalid-utf8'
  | 'invalid-json'
  | 'not-an-object'
  | 'missing-field'
  | 'wrong-type'
  | 'empty-conversation'
  | 'row-too-large'
  /** A record of a CSV or TSV file that does not fit the header, or has an open quote. */
  | 'invalid-record'
  /** A part of a binary file that cannot be decoded. */
  | 'damaged-file';

/** One row of a dataset: a pair, or an error with its place. `fields` names the row's top-level fields, where it has any. */
export type DatasetRow =
  | { readonly kind: 'pair'; readonly pair: PreferencePair; readonly fields?: readonly string[] }
  | { readonly kind: 'unreadable'; readonly unreadable: UnreadableRow; readonly fields?: readonly string[] };

/** Between the messages of a response that has several (tool calls, say) the text shown to people has a blank line. */
export const messageSeparator = '\n\n';

/** The text of a response as people see it, and as token offsets count it. */
export function responseText(response: string | readonly ChatMessage[]): string {
  return typeof response === 'string' ? response : response.map((message) => message.content).join(messageSeparator);
}
